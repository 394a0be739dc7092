import { expect, test } from 'vitest';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { shanghai, worldAt } from './waiting.ts';

const content = await openContent(home);
const recogniser = await openRecogniserFor(content, () => undefined);
const world = worldAt(content, shanghai('2026-03-02 10:00'));

let said = 0;
const say = (conversation: Conversation, text: string): Conversation => {
  said += 1;
  const address = { channel: 'terminal', user: 'lin', heardAt: world.now } as const;
  const event = { type: 'said', id: `m${said}`, at: world.now, address, content: { type: 'text', text } } as const;
  return turn(conversation, { ...event, reading: recogniser.read(text) }, world);
};

const talked = (...lines: readonly string[]): Conversation =>
  lines.reduce(
    (conversation, line) => say(conversation, line),
    newConversation(personAt({ channel: 'terminal', user: 'lin' }), world),
  );

const registered = ['你好', '1688账号注册好了，会员名是 dgys88', '企业认证资料提交了'];

/** Each open question has expressions of its own that look at the answer. */
const situations: Readonly<Record<string, Conversation>> = {
  'nothing asked': talked(...registered),
  'the member name asked': talked('你好', '1688账号注册好了'),
  'deletion asked': talked(...registered, '删掉我的数据'),
  'a restart asked': talked(...registered, '从头再来'),
  'a time asked': talked(...registered, '晚点提醒我'),
  'a reason asked': talked(...registered, '企业认证被驳回了'),
  'a reminder chosen': talked(...registered, '明天下午三点提醒我'),
};

const parts = [
  ...[
    '嗯',
    '哈',
    '好',
    '是',
    '对',
    '我',
    '收到',
    '确',
    '删',
    '重新',
    '都',
    '的',
    '了',
    '不',
    '提醒',
    '会员名',
    '到了',
    '没',
  ],
  ...[
    'a',
    '1',
    '_',
    ' ',
    '，',
    '。',
    '？',
    '@',
    '“',
    '（',
    '一',
    '半',
    '天',
    '第',
    '步',
    '和',
    '前三步',
    '除了',
    '提早',
    'ok',
    'and ',
  ],
];
const texts = parts.flatMap((part) => [
  part.repeat(Math.ceil(4_000 / part.length)).slice(0, 4_000),
  `${part.repeat(Math.ceil(60 / part.length))}x`,
  `${part.repeat(Math.ceil(3_000 / part.length))}删掉`,
]);

/** What backtracks takes seconds or never ends; a turn takes some milliseconds. */
const BOUND = 1_000;

test.each(Object.entries(situations))('no message is slow with %s', (_name, conversation) => {
  for (const text of texts) {
    const before = process.cpuUsage();
    say(conversation, text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000, JSON.stringify(text.slice(0, 20))).toBeLessThan(BOUND);
  }
});
