import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CharacterLookup, lookUpCharacters } from '../../src/text/characters.ts';
import { clean, longestRead, normalise, withoutFillers } from '../../src/text/normalise.ts';
import { makeCharacterTables } from '../../src/understanding/character-tables.ts';

let characters: CharacterLookup;
beforeAll(async () => {
  characters = lookUpCharacters(await makeCharacterTables());
});
const normalised = (text: string) => normalise(text, characters);

describe('a text is cleaned', () => {
  test.each([
    ['full-width becomes half-width', '１６８８　ＡＢＣ', '1688 ABC'],
    ['line breaks and runs of spaces become one space', ' a\r\n\t b\u2028c ', 'a b c'],
    ['invisible and bidirectional characters go', 'a\u200Bb\u202Ec\uFEFFd\u00AD', 'abcd'],
    ['unpaired surrogates go', 'a\uD800b\uDC00c', 'abc'],
    ['private-use characters go, so nobody can write our own marks', 'a\uE000b', 'ab'],
    ['emoji lose their skin and variation, not themselves', '👍🏽❤️', '👍❤'],
    ['nothing stays nothing', ' \u200B ', ''],
  ])('%s', (_, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  test('of a megabyte only the beginning is read', () => {
    expect(clean('验'.repeat(1_000_000))).toHaveLength(longestRead);
    expect(clean('\uFDFA'.repeat(1_000_000)).length).toBeLessThanOrEqual(longestRead);
  });

  test('cleaning twice is cleaning once, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(clean(clean(text))).toBe(clean(text));
      }),
    );
  });
});

describe('a text is normalised', () => {
  test.each([
    ['Traditional becomes Simplified', '個體戶可以註冊嗎', '个体户可以注册吗'],
    ['什么 stays 什么', '什么 什麼', '什么 什么'],
    ['case goes', 'RongYiShou', 'rongyishou'],
    ['mentions go', '@助手 关闭提醒', '关闭提醒'],
    ['an address with @ inside is no mention', 'mail a@b.cn', 'mail a@b.cn'],
    ['@all speaks to nobody and stays', '@所有人 开会', '@所有人 开会'],
  ])('%s', (_, text, expected) => {
    expect(normalised(text)).toBe(expected);
  });
});

describe('fillers are taken out beside something that means something', () => {
  test.each([
    ['呃那个验证码没收到啊', '验证码没收到'],
    ['亲，在吗，怎么报价哈', '怎么报价'],
    ['请问审核要多久', '审核要多久'],
    ['亲在不在呀', '亲在不在呀'],
    ['在吗', '在吗'],
    ['嗯嗯', '嗯嗯'],
  ])('%s', (text, expected) => {
    expect(withoutFillers(text)).toBe(expected);
  });
});
