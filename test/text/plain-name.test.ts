import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asMarkdown as dingtalk } from '../../src/channels/dingtalk/markdown.ts';
import { asMarkdown as wecomBot } from '../../src/channels/wecom/bot/markdown.ts';
import { withoutTags } from '../../src/channels/wecom/plain-text.ts';
import { plainName } from '../../src/text/names/plain-name.ts';

describe('a name that others will read', () => {
  test.each([
    ['<@all>', '＜＠all＞'],
    ['@所有人 永盛五金', '＠所有人 永盛五金'],
    ['[点此](https://evil.example)', '［点此］(https：／／evil．example)'],
    ['领奖www.evil.com', '领奖www．evil．com'],
    ['**大**五金', '＊＊大＊＊五金'],
    ['<a href="https://x.cn">永盛</a>', '＜a href="https：／／x．cn"＞永盛＜/a＞'],
  ])('%j mentions nobody, links nowhere and is not emphasised', (written, kept) => {
    expect(plainName(written)).toBe(kept);
  });

  test.each([
    '永盛五金',
    'Yong Sheng Hardware Co., Ltd.',
    '宁波（北仑）3号厂',
    'wz_dedupe',
    '0012345678',
    'A&B 五金-2',
  ])('%s stays as it is', (name) => {
    expect(plainName(name)).toBe(name);
  });

  const name = fc
    .array(
      fc.constantFrom('<', '@', '>', '[', ']', '(', ')', '*', '`', '_', 'a', '永', '.', 'com', 'http', '://', '/', ' '),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join(''));

  test('is the same when it is made plain twice', () => {
    fc.assert(fc.property(name, (written) => plainName(plainName(written)) === plainName(written)));
  });

  test('carries no mention, tag, link or emphasis into any platform, in the middle of whatever sentence', () => {
    fc.assert(
      fc.property(name, (written) => {
        const said = `好，${plainName(written)}，收到`;
        const everywhere = [dingtalk(said), wecomBot(said), withoutTags(said), said];
        for (const text of everywhere) expect(text).not.toMatch(/<[@\p{L}/!]|@|\]\(|:\/\/|\*\*|`/u);
      }),
    );
  });
});
