import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteLength } from '../../../src/channels/shared/split-text.ts';
import { encode as encodeApp, sendBody } from '../../../src/channels/wecom/app/encode.ts';
import { answerBody, encode as encodeBot, pushBody, welcomeBody } from '../../../src/channels/wecom/bot/encode.ts';
import { asMarkdown } from '../../../src/channels/wecom/bot/markdown.ts';
import { encode as encodeKf, formBody } from '../../../src/channels/wecom/kf/encode.ts';
import type { Message } from '../../../src/dialogue/model/message.ts';
import { markdownScreen } from './screens.ts';
import { AppSend, KfSend, Push, Respond, Welcome } from './simulator-checks.ts';

const choices = [
  { label: '注册好了', say: '注册好了' },
  { label: '要备什么', say: '要备什么' },
];
const message = (text: string, more: Partial<Message> = {}): Message => ({ text, links: [], choices, ...more });
const paragraph = '用电脑打开注册页，选“企业账户注册”，填好后点“同意并注册”。'.repeat(8);

describe('choices', () => {
  it('of a short text are one card', () => {
    expect(encodeBot(message('第 1 步 · 注册\n注册好了跟我说。'))).toMatchObject([
      { type: 'card', card: { title: '第 1 步 · 注册', body: '注册好了跟我说。' } },
    ]);
  });

  it('of a long text stand below its end, which is the card', () => {
    const forms = encodeBot(message(`第 1 步\n${paragraph}\n\n弄好了跟我说一声。`));
    expect(forms).toMatchObject([
      { type: 'markdown' },
      { type: 'card', card: { title: '弄好了跟我说一声。', body: '' } },
    ]);
  });

  it('are numbered lines where no card can carry them', () => {
    for (const encode of [encodeBot, encodeApp]) {
      const [form, ...others] = encode(message(paragraph));
      expect(others).toEqual([]);
      expect(form).toHaveProperty('text', `${paragraph}\n\n1. 注册好了\n2. 要备什么`);
    }
    const many = Array.from({ length: 7 }, (_, index) => ({ label: `第${index}个`, say: `第${index}个` }));
    expect(encodeBot(message('您好', { choices: many }))).toMatchObject([{ type: 'markdown' }]);
    const long = [{ label: 'I have submitted the certification', say: 'yes' }];
    expect(encodeApp(message('Hello', { choices: long }))).toMatchObject([{ type: 'text' }]);
  });

  it('of customer service are a menu, and numbered lines when the text is too long for one', () => {
    expect(encodeKf(message('您好'))).toEqual([{ type: 'menu', text: '您好', choices }]);
    const [form, ...others] = encodeKf(message('字'.repeat(400)));
    expect(others).toEqual([]);
    expect(form).toMatchObject({ type: 'text', text: expect.stringContaining('1. 注册好了') });
  });
});

describe('links', () => {
  const links = [{ label: '打开注册页', url: 'https://example.com/join?a=1&b=2' }];

  it('are lines of the card that can be tapped', () => {
    const [form] = encodeBot(message('您好', { links }));
    expect(form && pushBody(form, 'id', false)).toMatchObject({
      template_card: {
        horizontal_content_list: [
          { type: 1, keyname: '打开注册页', value: 'example.com', url: 'https://example.com/join?a=1&b=2' },
        ],
      },
    });
  });

  it('are written out where there is no card, unless the text says them', () => {
    const url = 'https://example.com/join?a=1&b=2';
    expect(encodeKf(message('您好', { links, choices: [] }))).toEqual([
      { type: 'text', text: `您好\n\n打开注册页\n${url}` },
    ]);
    expect(encodeApp(message(`在 ${url} 注册`, { links, choices: [] }))).toEqual([
      { type: 'text', text: `在 ${url} 注册` },
    ]);
  });
});

describe('markdown', () => {
  it('reads as the text did, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'*_`<>[]()#&~!\\ab1 \n。'.split(''), 'https://a.cn/b_c', '👨‍👩‍👧'), {
          maxLength: 40,
        }),
        (pieces) => {
          const text = pieces.join('');
          expect(markdownScreen({ to: 'li' }, asMarkdown(text)).text).toBe(text);
        },
      ),
    );
  });
});

it('never is what WeCom does not take', () => {
  const label = fc.string({ unit: 'grapheme', maxLength: 40 });
  const anyMessage = fc.record({
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2_000 }).filter((text) => text.trim() !== ''),
    links: fc.array(fc.record({ label: label.filter((text) => text.trim() !== ''), url: fc.webUrl() }), {
      maxLength: 8,
    }),
    choices: fc.array(fc.record({ label, say: label.filter((text) => text !== '') }), { maxLength: 12 }),
  });
  fc.assert(
    fc.property(anyMessage, (any) => {
      const shown = { ...any, text: `您好 ${any.text}` };
      for (const form of encodeBot(shown)) {
        Respond.parse(answerBody(form, 'id'));
        Welcome.parse(welcomeBody(form, 'id'));
        Push.parse({ chatid: 'li', ...pushBody(form, 'id', false) });
      }
      for (const form of encodeApp(shown)) AppSend.parse(sendBody(form, { user: 'li', agentId: 1, id: 'id' }));
      for (const form of encodeKf(shown)) KfSend.parse({ touser: 'li', open_kfid: 'wk', ...formBody(form, 'id') });
    }),
    { numRuns: 200 },
  );
});

it('stays within the bytes of one message even when every character is doubled', () => {
  const text = '*https://a.cn/b '.repeat(2_000);
  for (const form of encodeBot(message(text, { choices: [] }))) {
    expect(byteLength(JSON.stringify(answerBody(form, 'id')))).toBeLessThan(21_000);
    Respond.parse(answerBody(form, 'id'));
  }
});
