import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { home } from '../../src/app/paths.ts';

/** Every line that people may be shown, with where it stands; phrasings of intents are theirs, not ours. */
const linesShown = async (): Promise<readonly string[]> => {
  const folders = ['locales', 'intents', 'data/journeys'];
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(home, folder), { recursive: true }))
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => join(folder, name)),
    ),
  );
  const texts = await Promise.all(
    files.flat().map(async (file) => {
      const [answers = ''] = (await readFile(join(home, file), 'utf8')).split(/^phrasings:/mu);
      return answers.split('\n').map((line, at) => `${file}:${at + 1}: ${line.trim()}`);
    }),
  );
  return texts.flat().filter((line) => !/\.yaml:\d+: (?:#|$)/u.test(line));
};

const lines = await linesShown();

/** What was said once and is not so, or not known; and what may be said instead. */
const untrue: readonly (readonly [string, RegExp])[] = [
  [
    'quotes of suppliers that are not in the directory are charged, so nothing is free from end to end',
    /全程不收费|全程免费|free from start to end/iu,
  ],
  ['lines that were not understood are kept and read', /只存在这台设备|on this device only/iu],
  ['two or three working days are the best case', /快的话(?:两三个|2～3 个)工作日|in 2 to 3 working days(?! at)/iu],
  ['how many tries there are is not known', /次数有限|tries are limited|limited number of tries/iu],
  ['why the purchaser wants the proof is not known', /按 ?13 ?% ?抵扣|deducts VAT/iu],
  ['what a covered ID leads to is not known', /遮了会被退|masked IDs get returned/iu],
  [
    'none of the six steps can be left out, and quoting early is charged',
    /^[^:]+faq_parallel_steps\.yaml:\d+: (?:能，|Yes)/u,
  ],
];

describe('of what people are shown', () => {
  test.each(untrue)('nothing denies that %s', (_why, sentence) => {
    expect(lines.filter((line) => sentence.test(line))).toEqual([]);
  });

  test('an invitation asks for no rate of an invoice: some purchasers accept others', () => {
    expect(lines.filter((line) => /手边先备好/u.test(line) && /13/u.test(line))).toEqual([]);
  });
});
