import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Diagnostic } from '../../content/parse/diagnostic.ts';

/** What the checking process says of a folder: every problem when it cannot be used, none when it can. */
export const ContentVerdict = z.object({
  problems: z.array(
    z.object({ file: z.string(), line: z.number(), reason: z.string(), severity: z.enum(['error', 'warning']) }),
  ),
});
export type ContentVerdict = z.infer<typeof ContentVerdict>;

/** Content of the size that people write is checked in a second or two; what takes this long was not written by people. */
const LONGEST_MILLISECONDS = 60_000;

/** Memory of the checking process in MiB: ten times what the built-in content takes. */
const MEMORY = 1024;

const unusable = (reason: string): readonly Diagnostic[] => [{ file: '.', line: 1, reason, severity: 'error' }];

/**
 * Checks a content folder in a process of its own, so that people are answered meanwhile however long a file takes:
 * every problem of a folder that cannot be used, none of one that can. A check that does not end, or ends by running out
 * of memory, is a problem of the folder too. Never rejects.
 */
export const checkContentInChild = (
  folder: string,
  longest: number = LONGEST_MILLISECONDS,
): Promise<readonly Diagnostic[]> =>
  new Promise((resolve) => {
    const ending = extname(import.meta.filename);
    const loader = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const child = fork(fileURLToPath(new URL(`./check-process${ending}`, import.meta.url)), [folder], {
      execArgv: [`--max-old-space-size=${MEMORY}`, ...(ending === '.ts' ? ['--import', loader()] : [])],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const settle = (diagnostics: readonly Diagnostic[]): void => {
      clearTimeout(limit);
      child.kill('SIGKILL');
      resolve(diagnostics);
    };
    const limit = setTimeout(
      () => settle(unusable(`could not be checked within ${Math.round(longest / 1000)} s: make its files smaller`)),
      longest,
    );
    child.once('message', (message) => settle(ContentVerdict.parse(message).problems));
    child.once('error', (error) => settle(unusable(`could not be checked: ${error.message}`)));
    child.once('exit', (code, signal) =>
      settle(unusable(`could not be checked: the check ended with ${signal ?? code}`)),
    );
  });
