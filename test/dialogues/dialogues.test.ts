import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Runs every script; the runner ends with 1 while any turn is not as it should be. */
const summary = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const words = [here('./run.mjs'), here('../../'), '--prepare', here('./prepare.mjs'), '--jobs', '2'];
    execFile(process.execPath, words, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      const last = stdout.trim().split('\n').at(-1);
      if (last?.startsWith('SUMMARY')) resolve(last);
      else reject(error ?? new Error('The runner printed no summary.'));
    });
  });

test('of whole conversations written by others at least 580 of 597 turns are as they should be', async () => {
  const [, right, all] = /turns (\d+)\/(\d+)/.exec(await summary()) ?? [];
  expect(Number(all)).toBeGreaterThanOrEqual(590);
  expect(Number(right)).toBeGreaterThanOrEqual(580);
}, 240_000);
