import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import { publicStateOf } from '../../src/dialogue/core/public-state.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { shanghai, worldAt } from './waiting.ts';

const content = await openContent(home);
const recogniser = await openRecogniserFor(content, () => undefined);
const start = shanghai('2026-03-02 10:00');

let said = 0;
/** What a conversation becomes when its person says something, some hours after the start. */
const say = (conversation: Conversation, text: string, hours = 0): Conversation => {
  said += 1;
  const now = start + hours * 3_600_000;
  const address = { channel: 'terminal', user: 'lin', heardAt: now } as const;
  const event = { type: 'said', id: `m${said}`, at: now, address, content: { type: 'text', text } } as const;
  return turn(conversation, { ...event, reading: recogniser.read(text) }, worldAt(content, now));
};

const talked = (...lines: readonly string[]): Conversation =>
  lines.reduce(
    (conversation, line) => say(conversation, line),
    newConversation(personAt({ channel: 'terminal', user: 'lin' }), worldAt(content, start)),
  );

const registered = ['你好', '1688账号注册好了，会员名是 dgys88'];
const certified = [...registered, '企业认证资料提交了'];
const situations: Readonly<Record<string, Conversation>> = {
  registering: talked('你好'),
  certifying: talked(...registered),
  'waiting for a deposit': talked(...certified),
  'with an amount to type': talked(...certified, '阿里的打款到了'),
  'with two steps pending': talked(
    ...certified,
    '阿里的打款到了',
    '企业认证成功了',
    '纳税人证明提交了',
    '融易收资料提交了',
  ),
};

/** What must not change: steps, the member name, the mode, whether reminders come. */
const kept = (conversation: Conversation): unknown => {
  const { steps, facts, mode, reminders_on: remindersOn } = publicStateOf(conversation, worldAt(content, start));
  return { steps: Object.entries(steps).map(([id, { status }]) => [id, status]), facts, mode, remindersOn };
};

/** Questions, suppositions, plans, wishes, denials, news of others and of other things, thanks: each kind several times. */
const nothing = [
  ...[
    '到账了吗',
    '审核要多久',
    '提交之后能改吗',
    '认证成功了会有短信吗',
    '填错了会怎么样',
    '是不是要对公账户',
    '下一步是什么',
  ],
  ...['要是被驳回了怎么办', '如果没通过要重新交钱吗', '万一金额填错了会锁吗', '过了的话会通知我吗'],
  ...['明天去交', '快弄好了', '正在填', '差点就提交了', '等会计回来再弄', '下午再传', '稍等我接个电话'],
  ...['还没到', '没收到钱', '还没弄', '没看到打款'],
  ...['希望早点通过', '就怕被退回来'],
  ...[
    '隔壁那家填完就成功了',
    '同行说融易收当天就开通了',
    '我朋友的厂认证通过了',
    '货款到了',
    '花呗还了',
    '老王那家已经审核通过了',
  ],
  ...['执照办好了', '对公账户开好了', '合同审核过了', '收到你的提醒了'],
  ...[
    'how long will it take?',
    'what if it gets rejected?',
    "my friend's company got verified",
    'I will upload it tomorrow',
  ],
];

const before = fc.constantFrom('', '永康市嘉禾工具厂 ', '那个，', '师傅 ', '我们厂问下 ');
const behind = fc.constantFrom('', '哈', '啊', '呢', ' 谢谢', '😂', '……');

describe.each(Object.entries(situations))('%s', (_name, conversation) => {
  test('nothing that reports nothing changes a step, the name, the mode or the reminders, with a name before it or a particle behind it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...nothing), before, behind, (line, first, last) => {
        const text = `${first}${line}${last}`;
        expect(JSON.stringify(kept(say(conversation, text, 1))), text).toBe(JSON.stringify(kept(conversation)));
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});

describe('what cannot be undone', () => {
  const asked = say(situations['waiting for a deposit'] ?? talked(), '删掉我的数据', 1);
  const askedToRestart = say(situations['waiting for a deposit'] ?? talked(), '从头再来', 1);

  test('is asked about first', () => {
    expect(asked.question).toEqual({ type: 'confirm', what: 'erase' });
    expect(askedToRestart.question).toEqual({ type: 'confirm', what: 'restart' });
  });

  test.each([
    '嗯？',
    '删了能恢复吗',
    '为什么',
    '别删',
    '让我想想',
    '钱到了',
    '明天再说',
    '我问下老板',
    '1688账号也会删吗',
    '会员名改成 abc123',
  ])('is not done by “%s”', (text) => {
    for (const open of [asked, askedToRestart]) expect(say(open, text, 1).facts.member_name ?? 'gone').not.toBe('gone');
  });

  test.each(['确认删除', '嗯 全删', '对 删吧', '好的 删掉'])('is done by its own word: “%s”', (text) => {
    expect(say(asked, text, 1).facts.member_name).toBeUndefined();
  });

  test.each(['确认重新开始', '嗯 清掉重来'])('is done by its own word: “%s”', (text) => {
    expect(say(askedToRestart, text, 1).facts.member_name).toBeUndefined();
  });
});

describe('every step that a message reports', () => {
  const lines = [
    ['融易收和发票都交了', ['纳税人', '融易收']],
    ['发票交了 0.31也填进去了 显示认证成功', ['纳税人', '认证']],
    ['会员名改成 dgys99，发票也传好了', ['dgys99', '纳税人']],
  ] as const;

  test.each(lines)('of “%s” is mentioned in the answer', (text, words) => {
    const answer = say(situations['with an amount to type'] ?? talked(), text, 2).outbox.at(-1)?.message.text ?? '';
    for (const word of words) expect(answer).toContain(word);
  });
});
