import { describe, expect, test } from 'vitest';
import { StepId } from '../../src/content/journey.ts';
import { attentionOf } from '../../src/desk/attention.ts';
import { groupUnanswered } from '../../src/desk/unanswered.ts';
import type { Conversation, OutboxItem } from '../../src/dialogue/conversation.ts';
import { givenUp } from '../../src/dialogue/delivery.ts';
import { PersonId } from '../../src/dialogue/person.ts';
import { sampleConversation } from '../store/sample-conversation.ts';

const listed = async (...conversations: Conversation[]) => {
  const found = [];
  const each = async function* () {
    yield* conversations;
  };
  for await (const attention of attentionOf(each())) found.push(attention);
  return found;
};

const quiet = (name: string): Conversation => ({
  ...sampleConversation(PersonId.parse(name)),
  mode: 'guided',
  overdue: [],
  undelivered: [],
  outbox: [],
});

describe('who needs looking after', () => {
  test('nobody who is simply on their way', async () => {
    expect(await listed(quiet('web:a'))).toEqual([]);
  });

  test('who asked for a person, waits too long, or was not reached', async () => {
    const found = await listed(
      { ...quiet('web:a'), mode: 'human' },
      { ...quiet('web:b'), overdue: [StepId.parse('taxpayer')] },
      { ...quiet('web:c'), undelivered: [{ number: 1, at: 0, channel: 'telegram', reason: 'blocked_by_person' }] },
    );
    expect(found.map(({ concerns }) => concerns[0]?.about)).toEqual([
      'asked_for_a_person',
      'waits_too_long',
      'undelivered',
    ]);
  });
});

test('somebody who blocked the assistant is reminded no more, and the operator sees it', () => {
  const item: OutboxItem = {
    number: 900,
    address: { channel: 'telegram', user: 'a', heardAt: 0 },
    message: { text: '到了吗', links: [], choices: [] },
    savedAt: 0,
    kind: 'reminder',
    attempts: 0,
    notBefore: 0,
  };
  const before = { ...quiet('telegram:a'), remindersOn: true, outbox: [item] };
  const after = givenUp(before, item.number, 7, 'blocked_by_person');
  expect(after.remindersOn).toBe(false);
  expect(after.reminders.filter(({ which }) => which !== 'give_up')).toEqual([]);
  expect(after.undelivered.at(-1)?.reason).toBe('blocked_by_person');
  expect(givenUp(before, item.number, 7, 'too_long').remindersOn).toBe(true);
});

describe('lines that were not understood', () => {
  test('are grouped by likeness, the newest group first', () => {
    const groups = groupUnanswered([
      { at: 1, text: '子账号权限在哪里设置' },
      { at: 2, text: '今天几号' },
      { at: 3, text: '子账号的权限在哪设置啊' },
    ]);
    expect(groups).toEqual([
      { count: 2, newest: 3, texts: ['子账号的权限在哪设置啊', '子账号权限在哪里设置'] },
      { count: 1, newest: 2, texts: ['今天几号'] },
    ]);
  });
});
