import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openContent } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import type { Content } from '../../src/content/content.ts';
import type { Conversation, OutboxItem } from '../../src/dialogue/model/conversation.ts';
import { HOUR, MINUTE } from '../../src/dialogue/model/instant.ts';
import { PersonId } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { afterDelivering, fallingDue, kf, shanghai, waitingFor, worldAt } from './waiting.ts';

let content: Content;
beforeAll(async () => {
  content = await openContent(home);
}, 60_000);

const monday = shanghai('2026-03-02 10:00');
const friday = shanghai('2026-03-06 17:00');

const spoken = ({ reminders }: Conversation) =>
  reminders.filter(({ which }) => which !== 'give_up' && which !== 'out_of_reach');
const places = ({ outbox }: Conversation) => outbox.map(({ address }) => address.channel);

describe('somebody whose only place has a reply window', () => {
  it('is reminded at the usual moment while the window is open', () => {
    const conversation = waitingFor(content, { enterprise_auth: monday }, [kf(monday)], monday);
    expect(spoken(conversation)).toMatchObject([{ about: 'enterprise_auth', which: 0 }]);
    expect(spoken(conversation)[0]).not.toHaveProperty('insteadOf');
  });

  it('is reminded before the window shuts, by day, when the usual moment lies behind it', () => {
    const [reminder] = spoken(waitingFor(content, { enterprise_auth: friday }, [kf(friday)], friday));
    expect(reminder?.at).toBeLessThanOrEqual(friday + 47 * HOUR);
    expect(reminder?.at).toBeGreaterThan(friday + 46 * HOUR);
    expect(reminder?.insteadOf).toBeGreaterThan(friday + 48 * HOUR);
  });

  it('is reminded on a working day rather than on a day off, where the window leaves the choice', () => {
    const thursday = shanghai('2026-03-05 19:00');
    const [reminder] = spoken(waitingFor(content, { enterprise_auth: thursday }, [kf(thursday)], thursday));
    expect(reminder?.at).toBeLessThan(shanghai('2026-03-06 17:01'));
    expect(reminder?.at).toBeGreaterThan(shanghai('2026-03-06 16:00'));
  });

  it('hears everything in one message when only one may still be sent', () => {
    const steps = { enterprise_auth: monday, taxpayer: monday + 20 * HOUR };
    const now = monday + 21 * HOUR;
    const plenty = waitingFor(content, steps, [kf(now - MINUTE, { said: 1 })], now);
    expect(new Set(spoken(plenty).map(({ at }) => at)).size).toBe(2);
    const one = waitingFor(content, steps, [kf(now - MINUTE, { said: 4 })], now);
    expect(spoken(one)).toHaveLength(2);
    expect(new Set(spoken(one).map(({ at }) => at)).size).toBe(1);
  });

  it('goes on the list at the usual moment when no message may be sent any more', () => {
    const conversation = waitingFor(content, { enterprise_auth: monday }, [kf(monday, { said: 5 })], monday);
    expect(spoken(conversation)).toEqual([]);
    const missed = fallingDue(content, conversation, shanghai('2026-03-03 18:00'));
    expect(missed.outbox).toEqual([]);
    expect(missed.unreachable).toMatchObject({ channel: 'wecom_kf', steps: ['enterprise_auth'] });
  });

  it('goes on the list when the process slept through the window', () => {
    const conversation = waitingFor(content, { enterprise_auth: friday }, [kf(friday)], friday);
    const late = turn(conversation, { type: 'due' }, worldAt(content, shanghai('2026-03-10 10:00')));
    expect(late.outbox).toEqual([]);
    expect(late.unreachable?.steps).toEqual(['enterprise_auth']);
  });

  it('is not called at night because the process was down at the last good moment', () => {
    const heard = shanghai('2026-03-06 22:00');
    const conversation = waitingFor(content, { enterprise_auth: heard }, [kf(heard)], heard);
    expect(spoken(conversation)[0]?.at).toBeLessThan(shanghai('2026-03-08 17:01'));
    const late = turn(conversation, { type: 'due' }, worldAt(content, shanghai('2026-03-08 20:00')));
    expect(late.outbox).toEqual([]);
  });

  it('has no window at all as long as they only opened the chat', () => {
    const conversation = waitingFor(content, { enterprise_auth: monday }, [kf(monday, { onlyOpened: true })], monday);
    expect(spoken(conversation)).toEqual([]);
    expect(fallingDue(content, conversation, monday + 72 * HOUR).unreachable).toBeDefined();
  });

  it('opens no new window by opening the chat again', () => {
    const conversation = waitingFor(content, { enterprise_auth: friday }, [kf(friday, { said: 2 })], friday);
    const later = friday + 20 * HOUR;
    const entered = turn(
      { ...conversation, lastNumber: 1 },
      { type: 'entered', id: 'e1', at: later, address: kf(later) },
      worldAt(content, later),
    );
    expect(entered.addresses).toEqual([kf(friday, { said: 2 })]);
    expect(spoken(entered)).toEqual(spoken(conversation));
  });
});

describe('what is told to them unasked', () => {
  const nudged = (said: number): Conversation => {
    const conversation = waitingFor(content, { enterprise_auth: monday }, [kf(monday, { said })], monday);
    const from = PersonId.parse('dingtalk:buyer');
    const told = { type: 'told', id: 'w1', from, notification: { type: 'nudge' } } as const;
    return turn(conversation, told, worldAt(content, monday + HOUR));
  };

  it('is said while more than one message is left', () => {
    expect(nudged(3).outbox).toMatchObject([{ kind: 'notice' }]);
    expect(nudged(3).addresses[0]?.said).toBe(4);
  });

  it('leaves the last message to a reminder, and the operator knows', () => {
    expect(nudged(4).outbox).toEqual([]);
    expect(nudged(4).unreachable).toMatchObject({ channel: 'wecom_kf', steps: [] });
    expect(spoken(nudged(4))).toHaveLength(1);
  });
});

describe('somebody with a second place', () => {
  const dingtalk = { channel: 'dingtalk', user: 'lin', heardAt: monday - 90 * HOUR } as const;

  it('is reminded there at the usual moment when the window of the first has shut', () => {
    const conversation = waitingFor(content, { enterprise_auth: friday }, [dingtalk, kf(friday)], friday);
    expect(spoken(conversation)[0]).not.toHaveProperty('insteadOf');
    const reminded = fallingDue(content, conversation, shanghai('2026-03-09 18:00'));
    expect(places(reminded)).toEqual(['dingtalk']);
    expect(reminded.unreachable).toBeUndefined();
  });

  it('is reminded where they last wrote while that is possible', () => {
    const conversation = waitingFor(content, { enterprise_auth: monday }, [dingtalk, kf(monday)], monday);
    expect(places(fallingDue(content, conversation, shanghai('2026-03-03 18:00')))).toEqual(['wecom_kf']);
  });
});

it('whenever somebody submits, they are reminded by day within the window or put on the list, never in silence', () => {
  const days = fc.integer({ min: 0, max: 320 * 24 * 60 });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 5 }), (minutes, said) => {
      const now = shanghai('2026-01-05 00:00') + minutes * MINUTE;
      const conversation = waitingFor(content, { enterprise_auth: now }, [kf(now, said > 0 ? { said } : {})], now);
      const sent: OutboxItem[] = [];
      const end = afterDelivering(content, conversation, now + 30 * 24 * HOUR, sent);
      for (const { savedAt } of sent) {
        const hour = new Date(savedAt + 8 * HOUR).getUTCHours();
        expect(hour).toBeGreaterThanOrEqual(9);
        expect(hour).toBeLessThan(18);
        expect(savedAt).toBeGreaterThan(now);
        expect(savedAt).toBeLessThanOrEqual(now + 47 * HOUR);
      }
      expect(sent.length).toBeLessThanOrEqual(5 - said);
      // The journey has two reminders for a deposit.
      expect(sent.length === 2 || end.unreachable !== undefined).toBe(true);
      expect(end.overdue).toEqual(['enterprise_auth']);
    }),
    { numRuns: 150, seed: 4 },
  );
});
