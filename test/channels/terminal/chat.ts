import { Readable, Writable } from 'node:stream';
import { runChat } from '../../../src/cli/chat/chat.ts';
import type { ChatOptions } from '../../../src/cli/chat/chat-options.ts';
import type { Choice } from '../../../src/dialogue/model/message.ts';
import { createFakeEngine, type FakeEngine } from './fake-engine.ts';

/** What the terminal says in these tests. */
const texts = {
  title: '入驻助手',
  how_to: '直接打字就能聊',
  progress: '已办好 {{done}}/{{count}} · 现在：{{title}}',
  finished: '{{count}} 步都办好了',
  waited: '时间走到了 {{time}}',
  nothing_came: '到 {{time}} 没有新消息',
  wait_how: '/wait 26h',
  as_how: '/as u2',
  speaking_as: '现在是 {{user}}',
  to_other: '发给 {{user}}',
  in_group: '发在群 {{group}}',
  unknown_command: '没有 {{command}}',
  too_long: '最多 {{count}} 个字',
  not_taken: '没收下 {{code}}',
  goodbye: '再见',
};

/** What came of a chat. */
export interface Chatted {
  readonly written: string;
  readonly engine: FakeEngine;
  readonly closed: number;
}

/** Chats with a fake engine: the lines go in, and what was written comes out. */
export const chat = async (
  lines: readonly string[],
  options: Partial<ChatOptions> = {},
  saved?: ReadonlyMap<string, readonly Choice[]>,
): Promise<Chatted> => {
  let written = '';
  let closed = 0;
  let engine: FakeEngine | undefined;
  const output = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  await runChat({
    open: async ({ channel, clock }) => {
      const fake = createFakeEngine(channel, clock, saved);
      engine = fake;
      return {
        engine: fake,
        texts: () => texts,
        stepTitle: (step) => `步骤 ${step}`,
        close: async () => {
          closed += 1;
        },
      };
    },
    input: Readable.from(lines.map((line) => `${line}\n`)),
    output,
    options: {
      json: true,
      now: Date.parse('2026-03-02T10:00:00+08:00'),
      user: 'u1',
      locale: 'zh-CN',
      colours: false,
      ...options,
    },
    realNow: () => Date.parse('2030-01-01T00:00:00Z'),
    offset: () => 480,
    run: 'run',
  });
  if (!engine) throw new Error('the chat was not opened');
  return { written, engine, closed };
};
