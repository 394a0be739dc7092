import { beforeAll, describe, expect, it } from 'vitest';
import { openContent } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import type { Content } from '../../src/content/content.ts';
import { StepId } from '../../src/content/schema/journey.ts';
import { WHEN_BACK } from '../../src/dialogue/core/delivery/delivery.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { HOUR, type Instant, MINUTE } from '../../src/dialogue/model/instant.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { fallingDue, kf, shanghai, waitingFor, worldAt } from './waiting.ts';

let content: Content;
let reminded: Conversation;
const telegram = { channel: 'telegram', user: 'lin', heardAt: shanghai('2026-03-02 10:00') } as const;
beforeAll(async () => {
  content = await openContent(home);
  const waiting = waitingFor(content, { enterprise_auth: telegram.heardAt }, [telegram], telegram.heardAt);
  reminded = fallingDue(content, waiting, shanghai('2026-03-03 18:00'));
}, 60_000);

/** The platform refuses the reminder until then. */
const untilThen = (conversation: Conversation, notBefore: Instant): Conversation => ({
  ...conversation,
  outbox: conversation.outbox.map((item) => ({ ...item, notBefore })),
});

const due = (conversation: Conversation, at: Instant): Conversation =>
  turn(conversation, { type: 'due' }, worldAt(content, at));

describe('a reminder that is saved and not delivered yet', () => {
  it('stays as long as it is true', () => {
    expect(reminded.outbox).toMatchObject([{ kind: 'reminder', about: ['enterprise_auth.deposit_seen'] }]);
    expect(due(reminded, shanghai('2026-03-03 17:00')).outbox).toHaveLength(1);
  });

  it('is taken out when progress has made it moot', () => {
    const progress = {
      [StepId.parse('enterprise_auth')]: {
        reached: { submitted: { at: 0, by: 'supplier' }, deposit_seen: { at: 1, by: 'supplier' } },
      },
    } as const;
    const moved: Conversation = { ...reminded, progress };
    expect(due(moved, shanghai('2026-03-03 17:00')).outbox).toEqual([]);
  });

  it('is taken out when the person wants no more reminders', () => {
    expect(due({ ...reminded, remindersOn: false }, shanghai('2026-03-03 17:00')).outbox).toEqual([]);
  });

  it('gives way to the answer when the person writes, and comes when the talk is over', () => {
    const at = shanghai('2026-03-03 11:00');
    const address = { ...telegram, heardAt: at };
    const said = { type: 'said', id: 'm9', at, address, content: { type: 'image' } } as const;
    const answered = turn(untilThen(reminded, at + HOUR), said, worldAt(content, at));
    expect(answered.outbox.map(({ kind }) => kind)).toEqual(['reply']);
    expect(answered.reminders[0]).toMatchObject({ at: at + HOUR, about: 'enterprise_auth', which: 0 });
  });

  it('is left alone when it may be on its way just now', () => {
    const at = shanghai('2026-03-03 11:00');
    const address = { ...telegram, heardAt: at };
    const said = { type: 'said', id: 'm9', at, address, content: { type: 'image' } } as const;
    const answered = turn(untilThen(reminded, at + 20_000), said, worldAt(content, at));
    expect(answered.outbox.map(({ kind }) => kind)).toEqual(['reminder', 'reply']);
    expect(answered.reminders[0]).toMatchObject({ which: 1 });
  });

  it('is not delivered at night but at the next opening', () => {
    const night = shanghai('2026-03-03 23:00');
    const [item] = due(untilThen(reminded, night), night).outbox;
    expect(item?.notBefore).toBe(shanghai('2026-03-04 09:00'));
    const morning = shanghai('2026-03-04 09:00');
    expect(due(untilThen(reminded, morning), morning).outbox[0]?.notBefore).toBe(morning);
  });

  it('is delivered on a day off when the reply window leaves no other', () => {
    const friday = shanghai('2026-03-06 17:00');
    const waiting = waitingFor(content, { enterprise_auth: friday }, [kf(friday)], friday);
    const sunday = fallingDue(content, waiting, shanghai('2026-03-08 18:00'));
    expect(sunday.outbox).toHaveLength(1);
    const retry = shanghai('2026-03-08 16:05');
    expect(due(untilThen(sunday, retry), retry).outbox[0]?.notBefore).toBe(retry);
  });

  it('gives way to a later one about the same, when nobody was there to take the first', () => {
    const absent = untilThen(reminded, WHEN_BACK);
    const second = fallingDue(content, absent, shanghai('2026-03-06 18:00'));
    expect(second.outbox).toHaveLength(1);
    expect(second.outbox[0]?.savedAt).toBeGreaterThan(reminded.outbox[0]?.savedAt ?? 0);
  });

  it('of a time the person chose goes out at night while it is fresh', () => {
    const chosen = shanghai('2026-03-02 22:00');
    const waiting = waitingFor(content, {}, [telegram], telegram.heardAt);
    const called = due({ ...waiting, chosenReminder: chosen }, chosen);
    expect(called.outbox).toMatchObject([{ about: [] }]);
    const soon = chosen + 10 * MINUTE;
    expect(due(untilThen(called, soon), soon).outbox[0]?.notBefore).toBe(soon);
    const late = chosen + 2 * HOUR;
    expect(due(untilThen(called, late), late).outbox[0]?.notBefore).toBe(shanghai('2026-03-03 09:00'));
  });
});
