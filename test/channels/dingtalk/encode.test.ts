import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiMessage, encode, webhookBody } from '../../../src/channels/dingtalk/encode.ts';
import { asMarkdown } from '../../../src/channels/dingtalk/markdown.ts';
import { GROUP_BYTES, readParam, WEBHOOK_BYTES, WebhookBody } from './simulator-checks.ts';

const say = (label: string) => ({ label, say: label });
const message = (text: string, choices: readonly string[] = []) => ({ text, links: [], choices: choices.map(say) });

describe('a message in DingTalk’s forms', () => {
  it('is plain text when there is nothing to choose', () => {
    expect(encode(message('*您好*\n[a](b)'), false)).toEqual([{ type: 'text', text: '*您好*\n[a](b)' }]);
  });

  it('is one card with buttons one-to-one, titled by its first line', () => {
    const [form, ...more] = encode(message('第 1 步 · 注册\n弄好了跟我说。', ['注册好了', '要备什么']), false);
    expect(more).toEqual([]);
    expect(form).toMatchObject({
      type: 'card',
      title: '第 1 步 · 注册',
      markdown: '第 1 步 · 注册  \n  弄好了跟我说。',
      buttons: [
        { title: '注册好了', url: `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent('注册好了')}` },
        { title: '要备什么' },
      ],
    });
  });

  it('spells out in a group what can be said, unless the text does', () => {
    expect(encode(message('弄好了跟我说“注册好了”。', ['注册好了', '要备什么']), true)).toEqual([
      { type: 'text', text: '弄好了跟我说“注册好了”。\n\n• 要备什么' },
    ]);
  });

  it('names links that its text does not', () => {
    const links = [
      { label: '打开', url: 'https://example.com/a' },
      { label: '电脑端', url: 'https://example.com/b' },
    ];
    expect(encode({ text: '网址：https://example.com/a', links, choices: [] }, false)).toEqual([
      { type: 'text', text: '网址：https://example.com/a\n\n电脑端\nhttps://example.com/b' },
    ]);
  });

  it('mentions the person in the text and in the list', () => {
    const [form] = encode(message('您好'), true);
    expect(form && webhookBody(form, 'li')).toEqual({
      msgtype: 'text',
      text: { content: '@li 您好' },
      at: { atUserIds: ['li'], isAtAll: false },
    });
  });

  it.each([
    [1, 'sampleActionCard'],
    [2, 'sampleActionCard2'],
    [5, 'sampleActionCard5'],
    [6, 'sampleMarkdown'],
  ])('with %i choices goes by the API as %s', (count, msgKey) => {
    const labels = Array.from({ length: count }, (_, index) => `选 ${index}`);
    const [form] = encode(message('哪一个？', labels), false);
    const sent = form && apiMessage(form);
    expect(sent?.msgKey).toBe(msgKey);
    for (const label of labels) expect(sent?.msgParam).toContain(encodeURIComponent(label));
  });

  it('is always what DingTalk takes, and never too long', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
      fc.string({ minLength: 1 }).map((part) => `x${part}`.repeat(200)),
      fc
        .constantFrom('"', '\n', '\\', '\u0001', '👨‍👩‍👧', '*', 'https://a.example/_b_ ')
        .map((part) => `x${part.repeat(4_000)}`),
    );
    fc.assert(
      fc.property(text, fc.nat(6), fc.boolean(), (words, count, inGroup) => {
        const choices = Array.from({ length: count }, (_, index) => `选 ${index}`);
        for (const form of encode(message(`好${words}`, choices), inGroup)) {
          const body = webhookBody(form, inGroup ? 'u'.repeat(64) : undefined);
          expect(WebhookBody.safeParse(body).error).toBeUndefined();
          expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(WEBHOOK_BYTES);
          const { msgKey, msgParam } = apiMessage(form);
          expect(readParam(msgKey, msgParam)).toBeDefined();
          expect(Buffer.byteLength(msgParam)).toBeLessThanOrEqual(GROUP_BYTES);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('text as markdown', () => {
  it.each([
    ['一行\n两行\n\n一段', '一行  \n  两行\n\n一段'],
    ['* 必填：公司名', '＊ 必填：公司名'],
    ['# 1\n> 2', '＃ 1  \n  ＞ 2'],
    ['a_b_c 和 _d_', 'a_b_c 和 ＿d＿'],
    ['a < b，<b>', 'a < b，＜b>'],
    ['见[这里](x)与[那里]', '见［这里](x)与[那里]'],
    [
      '网址：https://a.example/x_y_?a=1&b=2。完',
      '网址：[https://a.example/x_y_?a=1&b=2](https://a.example/x_y_?a=1&b=2)。完',
    ],
    ['See https://a.example/x.', 'See [https://a.example/x](https://a.example/x).'],
  ])('%j reads the same', (text, markdown) => {
    expect(asMarkdown(text)).toBe(markdown);
  });
});
