import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createLru } from '../../../channels/shared/lru.ts';
import type { Picture } from './picture.ts';

/** What the drawing process is asked. */
export interface Job {
  readonly id: number;
  readonly picture: Picture;
}

/** What it answers. */
export type Outcome =
  | { readonly id: number; readonly png: Uint8Array }
  | { readonly id: number; readonly failure: string };

/** A picture that is not drawn: too many are waiting, or the drawing failed. */
export class PictureError extends Error {
  readonly code: 'pictures_busy' | 'picture_failed';
  constructor(code: PictureError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Draws pictures as PNG. */
export interface PictureWorkers {
  /** The last ones are kept. @throws PictureError */
  draw(picture: Picture): Promise<Uint8Array>;
  close(): void;
}

/** Pictures kept; a poster has some 150 kB. */
const KEPT = 64;
const MOST_WAITING = 32;

/** The process with its fonts ends when nobody wanted a picture for so long. */
const IDLE = 60_000;

interface Waiting {
  resolve(png: Uint8Array): void;
  reject(error: Error): void;
}

/** Its file has the ending that this one has; TypeScript needs the loader. */
const startTable = (): ChildProcess => {
  const ending = extname(import.meta.filename);
  const loader = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(fileURLToPath(new URL(`./worker${ending}`, import.meta.url)), [], {
    execArgv: ending === '.ts' ? ['--import', loader()] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
};

/** Makes the pictures; the process that draws them starts with the first. */
export const openPictureWorkers = (): PictureWorkers => {
  const kept = createLru<Promise<Uint8Array>>(KEPT);
  const waiting = new Map<number, Waiting>();
  let table: ChildProcess | undefined;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;

  const end = (reason: string): void => {
    clearTimeout(idle);
    const ending = table;
    table = undefined;
    for (const { reject } of waiting.values()) reject(new PictureError('picture_failed', reason));
    waiting.clear();
    ending?.kill();
  };

  const take = (outcome: Outcome): void => {
    const waiter = waiting.get(outcome.id);
    waiting.delete(outcome.id);
    if ('png' in outcome) waiter?.resolve(outcome.png);
    else waiter?.reject(new PictureError('picture_failed', `A picture could not be drawn: ${outcome.failure}`));
    if (waiting.size > 0) return;
    clearTimeout(idle);
    idle = setTimeout(() => end('Nobody wanted it.'), IDLE);
    idle.unref();
  };

  const running = (): ChildProcess => {
    if (table) return table;
    const started = startTable();
    const failed = (reason: string): void => {
      if (table === started) end(`The drawing process ended: ${reason}`);
    };
    // What the process sends is its own: see worker.ts.
    started.on('message', (message) => take(message as Outcome));
    started.on('error', (error) => failed(error.message));
    started.on('exit', (code, signal) => failed(String(code ?? signal)));
    table = started;
    return started;
  };

  const drawn = (picture: Picture): Promise<Uint8Array> => {
    if (waiting.size >= MOST_WAITING) {
      throw new PictureError('pictures_busy', 'Too many pictures are waiting to be drawn; ask again in a moment.');
    }
    clearTimeout(idle);
    lastId += 1;
    const job: Job = { id: lastId, picture };
    return new Promise((resolve, reject) => {
      waiting.set(job.id, { resolve, reject });
      running().send(job, (error) => {
        if (error && waiting.delete(job.id)) reject(new PictureError('picture_failed', error.message));
      });
    });
  };

  return {
    async draw(picture) {
      const key = JSON.stringify(picture);
      const png = kept.get(key) ?? drawn(picture);
      kept.set(key, png);
      try {
        return await png;
      } catch (error) {
        kept.delete(key);
        throw error;
      }
    },
    close: () => end('The server stops.'),
  };
};
