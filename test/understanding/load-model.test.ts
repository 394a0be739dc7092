import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Intent, type Intent as IntentType } from '../../src/content/schema/intent.ts';
import { Terms } from '../../src/content/schema/terms.ts';
import { contentHash, loadRecogniser } from '../../src/understanding/model/load-model.ts';

const label = { 'zh-CN': '某事', en: 'something' };
const intent = (id: string, zh: string[], en: string[]): IntentType =>
  Intent.parse({
    id,
    kind: id === 'out_of_scope' ? 'none' : 'dialogue',
    meaning: id,
    steps: [],
    label,
    phrasings: { zh, en },
  });

const intents = [
  intent('thank', ['谢谢', '多谢', '谢谢你', '非常感谢'], ['thanks', 'thank you']),
  intent('next_step', ['下一步', '下一步做什么', '接下来做什么', '然后做什么'], ['next step', 'what is the next step']),
  intent(
    'out_of_scope',
    ['今天天气怎么样', '唱首歌', '讲个笑话', '股票涨了吗'],
    ['how is the weather', 'tell me a joke'],
  ),
];
const terms = Terms.parse({ next: { zh: ['下一步', '接下来'], en: ['next'] } });

let cacheDir: string;
let warnings: string[];
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'ruzhu-understanding-'));
  warnings = [];
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

const open = (directory = cacheDir, of = intents) =>
  loadRecogniser({
    intents: of,
    terms,
    steps: [],
    cacheDir: directory,
    onWarning: ({ code }) => warnings.push(code),
  });
const onlyFile = async () => {
  const [name, ...others] = await readdir(cacheDir);
  expect(others).toEqual([]);
  return join(cacheDir, name ?? '');
};
const texts = ['谢谢啊', '下一步呢', '天气', 'thanks a lot', '接下来', '随便写点', '謝謝'];

describe('the model is kept', () => {
  test('the same content gives the same bytes and the same readings, trained or from the cache', async () => {
    const trained = await open();
    const first = await readFile(await onlyFile());
    const cached = await open();
    expect(texts.map(cached.read)).toEqual(texts.map(trained.read));
    await rm(await onlyFile());
    const again = await open(cacheDir, [...intents].reverse());
    expect(await readFile(await onlyFile())).toEqual(first);
    expect(texts.map(again.read)).toEqual(texts.map(trained.read));
    expect(warnings).toEqual([]);
  });

  test('other phrasings are another model, which takes the place of the old one', async () => {
    await open();
    const before = await onlyFile();
    await open(cacheDir, [...intents, intent('goodbye', ['再见'], ['bye'])]);
    expect(await onlyFile()).not.toBe(before);
  });

  test('answers and labels do not make another model', () => {
    const relabelled = intents.map((one) => ({ ...one, meaning: 'other words' }));
    expect(contentHash(relabelled, terms)).toBe(contentHash(intents, terms));
  });
});

describe('a cache that is of no use costs time, nothing else', () => {
  test.each([
    ['empty', () => Buffer.alloc(0)],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
    [
      'changed in one place',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 7 ? byte ^ 1 : byte))),
    ],
    ['something else', () => Buffer.from('hello')],
  ])('%s: a warning, and it is made anew', async (_, spoil) => {
    const trained = await open();
    const file = await onlyFile();
    const bytes = await readFile(file);
    await writeFile(file, spoil(bytes));
    const recogniser = await open();
    expect(warnings).toEqual(['recogniser_cache_unreadable']);
    expect(texts.map(recogniser.read)).toEqual(texts.map(trained.read));
    expect(await readFile(file)).toEqual(bytes);
  });

  test('not writable: a warning', async () => {
    const occupied = join(cacheDir, 'occupied');
    await writeFile(occupied, '');
    const recogniser = await open(join(occupied, 'cache'));
    expect(warnings).toEqual(['recogniser_cache_not_written']);
    expect(recogniser.read('谢谢').intent).toBe('thank');
  });
});
