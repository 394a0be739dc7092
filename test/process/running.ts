import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';

// Nothing here is timed, and a loaded machine starts processes slowly.
vi.setConfig({ testTimeout: 120_000 });

/** The repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Found from here, because the processes run elsewhere: a `.env` file of the repository is not for tests. */
const build = new URL('../../build.mjs', import.meta.url).href;

const begin = (script: 'main' | 'cli', words: readonly string[], settings: Readonly<Record<string, string>>) =>
  spawn(process.execPath, ['--import', build, `${root}dist/${script}.js`, ...words], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
  });

const textOf = (stream: NodeJS.ReadableStream): (() => string) => {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
};

/** What a process wrote until it ended, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const endOf = async (child: ReturnType<typeof begin>, input: string | Uint8Array): Promise<Ended> => {
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  // A process that ends without reading closes the pipe; how it ended is what is asked for.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  await once(child, 'close');
  return { code: child.exitCode, stdout: stdout(), stderr: stderr() };
};

/** Runs a command of `src/cli.ts` to its end, with all of its input at once. */
export const command = (words: readonly string[], input: string | Uint8Array = ''): Promise<Ended> =>
  endOf(begin('cli', words, {}), input);

/** Runs `src/main.ts` to its end, where it is expected to end by itself. */
export const failedStart = (settings: Readonly<Record<string, string>>): Promise<Ended> =>
  endOf(begin('main', [], { PORT: '0', ...settings }), '');

/** The lines of a text, without the empty one after the last line break. */
export const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

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

/**
 * Starts `src/main.ts` on a free port with its state in a folder; resolves once it prints where it is. For use within a
 * test: what is left of it at the end of the test is killed.
 */
export const startServer = async (folder: string, settings: Readonly<Record<string, string>> = {}): Promise<Server> => {
  const child = begin('main', [], { PORT: '0', STORE_URL: `file:${folder}`, LOG_LEVEL: 'warn', ...settings });
  const stderr = textOf(child.stderr);
  const gone = once(child, 'exit');
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await gone;
  };
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
