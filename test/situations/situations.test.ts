import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

/** One message in its situation, with what became of it. */
interface Row {
  readonly tags: readonly string[];
  readonly class: 'right' | 'harmful' | 'asked' | 'refused' | 'missed' | 'unreached';
}

const runner = fileURLToPath(new URL('./run.mjs', import.meta.url));
const project = fileURLToPath(new URL('../../', import.meta.url));

const rows = async (): Promise<readonly Row[]> => {
  const { stdout } = await promisify(execFile)(process.execPath, [runner, project, '--jobs', '2', '--json'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line): Row => JSON.parse(line)).filter((row) => row.class !== 'unreached');
};

const share = (all: readonly Row[], wanted: Row['class']): number =>
  (100 * all.filter((row) => row.class === wanted).length) / all.length;

/** What was reached, in percent of the rows of a tag. An edit that falls below has made other messages worse. */
const floors: readonly (readonly [string, number])[] = [
  ['report', 91],
  ['question', 95],
  ['compound', 80],
  ['dangerous', 94],
  ['short', 97],
  ['name', 85],
];

const all = await rows();

describe('messages where people stand', () => {
  test('nearly all situations are reached', () => {
    expect(all.length).toBeGreaterThanOrEqual(560);
  });

  test('are right in at least 95.4 of 100, and change what they must not in at most 0.5', () => {
    expect(share(all, 'right')).toBeGreaterThanOrEqual(95.4);
    expect(share(all, 'harmful')).toBeLessThanOrEqual(0.5);
  });

  test.each(floors)('tagged %s are right in at least %d of 100', (tag, floor) => {
    const tagged = all.filter(({ tags }) => tags.includes(tag));
    expect(tagged.length).toBeGreaterThan(20);
    expect(share(tagged, 'right')).toBeGreaterThanOrEqual(floor);
  });
});
