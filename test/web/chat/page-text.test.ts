import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { writtenLocales } from '../../../src/content/schema/text.ts';
import { pageWords } from '../../../src/web/chat/page-text.ts';
import { pageTexts } from './page-texts.ts';

it.each(writtenLocales)('has every word of the page in %s', (locale) => {
  expect(pageWords(pageTexts(locale)).languages).toHaveLength(3);
});

it('offers to change the language in words that mean it', async () => {
  const phrasings = await readFile('intents/change_language.yaml', 'utf8');
  for (const { say } of pageWords(pageTexts('en')).languages) expect(phrasings).toContain(say);
});

it.each([
  ['a word is missing', { send: undefined }, /send/],
  ['a word is not used', { hurrah: 'Hurrah' }, /hurrah/],
  ['a placeholder is missing', { step_now: 'Step {{nummer}}' }, /step_now/],
  ['a language says nothing', { 'languages.1.say': undefined }, /languages\[1\]/],
])('refuses the words when %s, and says which', (_name, change, named) => {
  const changed = Object.entries({ ...pageTexts('en'), ...change });
  const texts = Object.fromEntries(changed.flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])));
  expect(() => pageWords(texts)).toThrow(
    expect.objectContaining({ code: 'bad_page_words', message: expect.stringMatching(named) }),
  );
});
