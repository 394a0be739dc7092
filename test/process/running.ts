import { once } from 'node:events';
import { onTestFinished, vi } from 'vitest';
import { begin, type Server, spawnServer, textOf } from './spawned.ts';

export { root, type Server } from './spawned.ts';

// Nothing here is timed, and a loaded machine starts processes slowly.
vi.setConfig({ testTimeout: 120_000 });

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

/**
 * Starts `src/main.ts` on a free port with its state in a folder; resolves once it prints where it is. For use within a
 * test: what is left of it at the end of the test is killed.
 */
export const startServer = (folder: string, settings: Readonly<Record<string, string>> = {}): Promise<Server> => {
  const { child, server } = spawnServer({ STORE_URL: `file:${folder}`, ...settings });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return server;
};
