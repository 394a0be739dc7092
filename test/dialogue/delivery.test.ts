import { describe, expect, it } from 'vitest';
import { delivered, givenUp, heldBack, postponed, WHEN_BACK } from '../../src/dialogue/core/delivery/delivery.ts';
import type { Conversation, OutboxItem } from '../../src/dialogue/model/conversation.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { emptyContent, fakeDialogue } from '../engine/fake-dialogue.ts';
import { monday } from '../engine/fake-time.ts';

const item = (number: number, user = 'lin', group?: string): OutboxItem => ({
  number,
  address: { channel: 'telegram', user, heardAt: monday, ...(group ? { group } : {}) },
  message: { text: `message ${number}`, links: [], choices: [] },
  savedAt: monday,
  kind: 'reply',
  attempts: 0,
  notBefore: monday,
});

const holding = (...outbox: OutboxItem[]): Conversation => ({
  ...fakeDialogue.newConversation(personAt({ channel: 'telegram', user: 'lin' }), {
    now: monday,
    content: emptyContent,
    offset: () => 480,
    publicUrl: 'https://ruzhu.example',
  }),
  outbox,
  lastNumber: outbox.length,
});

const numbersIn = ({ outbox }: Conversation): number[] => outbox.map(({ number }) => number);
const times = ({ outbox }: Conversation): number[] => outbox.map(({ notBefore }) => notBefore - monday);

describe('what becomes of a message', () => {
  it('delivered: it leaves the outbox', () => {
    expect(numbersIn(delivered(holding(item(1), item(2), item(3)), [1, 3]))).toEqual([2]);
  });

  it('delivered and marked before: nothing changes', () => {
    const conversation = holding(item(2));
    expect(delivered(conversation, [1])).toBe(conversation);
    expect(postponed(conversation, 1, monday)).toBe(conversation);
    expect(heldBack(conversation, 1, monday)).toBe(conversation);
    expect(givenUp(conversation, 1, monday, 'x')).toBe(conversation);
  });

  it('postponed: the try counts, and what follows in the same place waits behind it', () => {
    const after = postponed(holding(item(1), item(2), item(3), item(4, 'lin', 'g1')), 2, monday + 900);
    expect(times(after)).toEqual([0, 900, 900, 0]);
    expect(after.outbox.map(({ attempts }) => attempts)).toEqual([0, 1, 0, 0]);
  });

  it('held back: the same without a try', () => {
    const after = heldBack(holding(item(1), item(2)), 1, WHEN_BACK);
    expect(after.outbox.map(({ notBefore }) => notBefore)).toEqual([WHEN_BACK, WHEN_BACK]);
    expect(after.outbox.map(({ attempts }) => attempts)).toEqual([0, 0]);
  });

  it('held back for less than what follows waits already: that keeps its own time', () => {
    const late = { ...item(2), notBefore: monday + 5_000 };
    expect(times(heldBack(holding(item(1), late), 1, monday + 100))).toEqual([100, 5_000]);
  });

  it('given up: it is kept for the operator with channel, moment and reason, the last fifty of them', () => {
    const one = givenUp(holding(item(1), item(2)), 1, monday + 7, 'blocked');
    expect(numbersIn(one)).toEqual([2]);
    expect(one.undelivered).toEqual([{ number: 1, at: monday + 7, channel: 'telegram', reason: 'blocked' }]);
    const items = Array.from({ length: 60 }, (_, index) => item(index + 1));
    const all = items.reduce((left, { number }) => givenUp(left, number, monday, 'x'), holding(...items));
    expect(all.undelivered.map(({ number }) => number)).toEqual(items.slice(10).map(({ number }) => number));
  });
});
