import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Found from here, because the processes run elsewhere: a `.env` file of the repository is not for tests. */
const build = new URL('../../build.mjs', import.meta.url).href;

/** Starts the process or a command, as `npm start` and the other scripts do, with these settings and no others. */
export const begin = (script: 'main' | 'cli', words: readonly string[], settings: Readonly<Record<string, string>>) =>
  spawn(process.execPath, ['--import', build, `${root}dist/${script}.js`, ...words], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
  });

/** Collects what a stream gives; the function tells what came so far. */
export const textOf = (stream: NodeJS.ReadableStream): (() => string) => {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
};

/** A server that runs. */
export interface Server {
  /** The address it printed. */
  readonly url: string;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** What it logged so far. */
  logged(): string;
}

/** A server that is being started: its process, and the server once it printed where it is. */
export interface Starting {
  readonly child: ChildProcess;
  readonly server: Promise<Server>;
}

/** Starts `src/main.ts`, on a free port unless the settings name one. Whoever calls sees to its end. */
export const spawnServer = (settings: Readonly<Record<string, string>>): Starting => {
  const child = begin('main', [], { PORT: '0', LOG_LEVEL: 'warn', ...settings });
  const stderr = textOf(child.stderr);
  const gone = once(child, 'exit');
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  const serving = async (): Promise<Server> => {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url === undefined) continue;
      return {
        url,
        kill: () => end('SIGKILL'),
        async stop() {
          await end('SIGTERM');
          return child.exitCode;
        },
        logged: stderr,
      };
    }
    throw new Error(`The server did not start: ${stderr()}`);
  };
  const server = serving();
  server.catch(() => undefined);
  return { child, server };
};
