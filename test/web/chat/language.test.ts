import { expect, it } from 'vitest';
import { languageOf } from '../../../src/web/kit/language.ts';

it.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['zh-TW,zh;q=0.9', 'zh-Hant'],
  ['zh-Hant-HK', 'zh-Hant'],
  ['en-US,en;q=0.9,zh-CN;q=0.1', 'en'],
  ['en;q=0.2, zh;q=0.7', 'zh-CN'],
  ['fr-FR, de;q=0.5', 'en'],
  ['fr, zh-CN;q=0.3', 'zh-CN'],
  ['en;q=0, zh-CN;q=0.1', 'zh-CN'],
  ['*', 'zh-CN'],
  [';;;,q=,', 'en'],
  ['', 'zh-CN'],
  [undefined, 'zh-CN'],
] as const)('a browser that asks for %j is spoken to in %s', (asked, spoken) => {
  expect(languageOf(asked)).toBe(spoken);
});
