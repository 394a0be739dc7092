import { beforeAll, expect, test } from 'vitest';
import { type CharacterLookup, lookUpCharacters } from '../../src/text/characters.ts';
import { readPinyin } from '../../src/text/names/pinyin.ts';
import { makeCharacterTables } from '../../src/understanding/character-tables.ts';

let characters: CharacterLookup;
beforeAll(async () => {
  characters = lookUpCharacters(await makeCharacterTables());
});
const syllables = (word: string) =>
  readPinyin(word, characters)
    ?.map((number) => characters.letters(number))
    .join(' ');

test.each([
  ['yanzhengma', 'yan zheng ma'],
  ['rongyishou', 'rong yi shou'],
  ['zhuce', 'zhu ce'],
  ['xian', 'xian'],
  ['shuilv', 'shui lv'],
])('%s is pinyin: %s', (word, expected) => {
  expect(syllables(word)).toBe(expected);
});

test.each(['invoice', 'yzm', 'x', '', 'status', 'abc1'])('%j is no pinyin', (word) => {
  expect(syllables(word)).toBeUndefined();
});

test('typed pinyin meets the reading of the characters', () => {
  const spoken = [...'融易收'].map((character) => characters.syllable(character.charCodeAt(0)));
  expect(readPinyin('rongyishou', characters)).toEqual(spoken);
});
