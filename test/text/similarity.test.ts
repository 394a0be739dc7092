import { beforeAll, describe, expect, it } from 'vitest';
import { type CharacterLookup, lookUpCharacters } from '../../src/text/characters.ts';
import { initialsSimilarityTo, LEAST_SIMILARITY, similarityTo } from '../../src/text/names/similarity.ts';
import { makeCharacterTables } from '../../src/understanding/character-tables.ts';

let characters: CharacterLookup;
beforeAll(async () => {
  characters = lookUpCharacters(await makeCharacterTables());
});

const names = ['东莞张三五金制品有限公司', '永康李四机械厂', '宁波永盛轴承', 'Acme Tools Ltd', '張家港鑫源'];
const closest = (text: string): string | undefined => {
  const like = similarityTo(text, characters);
  const [best] = names.toSorted((left, right) => like(right) - like(left));
  return best !== undefined && like(best) >= LEAST_SIMILARITY ? best : undefined;
};

describe('the name most like a text', () => {
  it.each([
    ['张三五金', '东莞张三五金制品有限公司'],
    ['章三五斤', '东莞张三五金制品有限公司'],
    ['zhangsan wujin', '东莞张三五金制品有限公司'],
    ['zhang三', '东莞张三五金制品有限公司'],
    ['li si', '永康李四机械厂'],
    ['李四', '永康李四机械厂'],
    ['里斯机械', '永康李四机械厂'],
    ['永盛', '宁波永盛轴承'],
    ['acme', 'Acme Tools Ltd'],
    ['张家港鑫源', '張家港鑫源'],
  ])('%s: %s', (text, name) => expect(closest(text)).toBe(name));

  it.each(['王五', 'x', '怎么样', '12'])('none: %s', (text) => expect(closest(text)).toBeUndefined());

  it('the whole name counts far more than a part of another', () => {
    const like = similarityTo('永盛轴承', characters);
    expect(like('永盛')).toBeGreaterThan(like('宁波永盛轴承厂'));
  });

  it('without sounds, by characters alone', () => {
    const like = similarityTo('章三五金');
    expect(like('东莞张三五金')).toBe(3);
    expect(similarityTo('zhangsan')('张三五金')).toBe(0);
  });
});

it('the first letters of the syllables are known', () => {
  expect(initialsSimilarityTo('zswj', characters)('东莞张三五金')).toBe(true);
  expect(initialsSimilarityTo('zs', characters)('东莞张三五金')).toBe(false);
  expect(initialsSimilarityTo('abcd', characters)('东莞张三五金')).toBe(false);
});
