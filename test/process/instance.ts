import { freePort } from './free-port.ts';
import { type Starting, spawnServer } from './spawned.ts';

/** One of several servers, always found at the same address. */
export interface Instance {
  readonly name: string;
  readonly url: string;
  isUp(): boolean;
  /** Resolves when it serves, or was ended before. As a supervisor does, it starts again what ends by itself. */
  start(): Promise<void>;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** What it logged in all its lives. */
  logged(): string;
}

/** Starts before it is given up: the database may be away for some seconds. */
const MOST_TRIES = 10;

/** Makes an instance; nothing runs until it is started. Whoever calls kills it in the end. */
export const instanceWith = async (name: string, settings: Readonly<Record<string, string>>): Promise<Instance> => {
  const port = await freePort();
  let current: Starting | undefined;
  let isUp = false;
  let logged = '';

  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    const ending = current;
    current = undefined;
    isUp = false;
    if (ending === undefined) return null;
    const gone = new Promise((resolve) => ending.child.once('exit', resolve));
    if (ending.child.exitCode === null && ending.child.signalCode === null) {
      ending.child.kill(signal);
      await gone;
    }
    return ending.child.exitCode;
  };

  return {
    name,
    url: `http://127.0.0.1:${port}`,
    isUp: () => isUp,
    async start() {
      for (let tries = 1; !isUp; tries += 1) {
        const mine = spawnServer({ ...settings, PORT: String(port) });
        current = mine;
        mine.child.stderr?.on('data', (text: string) => {
          logged += text;
        });
        const error = await mine.server.then(
          () => undefined,
          (failed: unknown) => failed,
        );
        // Who was ended on purpose before it served did not fail.
        if (current !== mine) return;
        if (error !== undefined && tries === MOST_TRIES) throw error;
        isUp = error === undefined;
      }
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    logged: () => logged,
  };
};
