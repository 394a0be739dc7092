import { describe, expect, test } from 'vitest';
import { StepId } from '../../src/content/schema/journey.ts';
import { givenUp } from '../../src/dialogue/core/delivery/delivery.ts';
import type { Conversation, OutboxItem } from '../../src/dialogue/model/conversation.ts';
import { PersonId } from '../../src/dialogue/model/person.ts';
import { adviceFor } from '../../src/operator/advice.ts';
import { attentionOf } from '../../src/operator/attention.ts';
import { groupUnanswered } from '../../src/operator/unanswered.ts';
import { monday, sampleConversation } from '../store/sample-conversation.ts';

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
      { ...quiet('web:c'), undelivered: [{ number: 1, at: monday, channel: 'telegram', reason: 'no_answer 500' }] },
      { ...quiet('wecom_kf:d'), unreachable: { at: 0, channel: 'wecom_kf', steps: [StepId.parse('taxpayer')] } },
    );
    expect(found.map(({ concerns }) => concerns[0]?.type)).toEqual([
      'asked_for_a_person',
      'waits_too_long',
      'undelivered',
      'out_of_reach',
    ]);
    const advice = found.map(({ concerns: [concern] }) => concern && adviceFor(concern));
    expect(advice).toEqual([
      expect.stringContaining('继续'),
      expect.stringContaining('Call them'),
      expect.stringContaining('may have arrived'),
      expect.stringContaining('until they write again'),
    ]);
  });

  test('nobody who wrote after a message was not delivered: they were answered anew', async () => {
    const undelivered = [{ number: 1, at: monday - 1, channel: 'web', reason: 'no_answer' }];
    expect(await listed({ ...quiet('web:c'), undelivered })).toEqual([]);
  });

  test('whatever kept a message back, there is something the operator can do', () => {
    const reasons = ['kf_window_closed 95002', 'monthly_budget_spent', 'removed_from_group', 'something_new 4711'];
    for (const reason of reasons) {
      const advice = adviceFor({ type: 'undelivered', at: monday, channel: 'telegram', reason });
      expect(advice).toMatch(/^[A-Z].*\.$/);
    }
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
