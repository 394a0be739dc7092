import { sameAddress } from '../../model/address.ts';
import type { Conversation, OutboxItem } from '../../model/conversation.ts';
import type { Instant } from '../../model/instant.ts';

/** How many messages that will not be tried again are kept for the operator. */
const UNDELIVERED_KEPT = 50;

/** The `notBefore` of what waits until the person is back (9999-12-31): never due by the clock. */
export const WHEN_BACK: Instant = 253_402_214_400_000;

/** Takes messages that a platform took out of the outbox. The same conversation when it held none of them. */
export const delivered = (conversation: Conversation, numbers: readonly number[]): Conversation => {
  const outbox = conversation.outbox.filter((item) => !numbers.includes(item.number));
  return outbox.length === conversation.outbox.length ? conversation : { ...conversation, outbox };
};

/** Moves every later message of the same place to `notBefore` at the earliest, so that none overtakes `first`. */
const behind = (first: OutboxItem, notBefore: Instant, item: OutboxItem): OutboxItem =>
  item.number > first.number && item.notBefore < notBefore && sameAddress(item.address, first.address)
    ? { ...item, notBefore }
    : item;

/**
 * Puts a message off to `notBefore` after a try that failed; `attempts` grows by one. What was said later in the same
 * place waits behind it. The same conversation when the message is not in the outbox.
 */
export const postponed = (conversation: Conversation, number: number, notBefore: Instant): Conversation => {
  const failed = conversation.outbox.find((item) => item.number === number);
  if (!failed) return conversation;
  const outbox = conversation.outbox.map((item) =>
    item === failed ? { ...item, attempts: item.attempts + 1, notBefore } : behind(failed, notBefore, item),
  );
  return { ...conversation, outbox };
};

/**
 * Sets a message aside until `notBefore` without a try having been made (the pace, or nobody there). What was said later
 * in the same place waits behind it. The same conversation when the message is not in the outbox.
 */
export const heldBack = (conversation: Conversation, number: number, notBefore: Instant): Conversation => {
  const held = conversation.outbox.find((item) => item.number === number);
  if (!held) return conversation;
  const outbox = conversation.outbox.map((item) =>
    item === held ? { ...item, notBefore } : behind(held, notBefore, item),
  );
  return { ...conversation, outbox };
};

/** The reasons by which channels say that the person does not want to be written to, or is not there any more. */
export const personGone: ReadonlySet<string> = new Set(['blocked_by_person', 'person_deactivated']);

/** Nobody who has shut the door is reminded, until they ask for it again. */
const leftInPeace = (conversation: Conversation): Conversation => {
  const { chosenReminder: _dropped, ...rest } = conversation;
  const reminders = conversation.reminders.filter(({ which }) => which === 'give_up');
  return { ...rest, remindersOn: false, reminders };
};

/**
 * Moves a message to the list of what was never delivered, of which the last 50 are kept. `reason` is for the operator
 * and holds nothing personal; one of `personGone` also ends the reminders. The same conversation when the message is not
 * in the outbox.
 */
export const givenUp = (conversation: Conversation, number: number, now: Instant, reason: string): Conversation => {
  const item = conversation.outbox.find((candidate) => candidate.number === number);
  if (!item) return conversation;
  return {
    ...(personGone.has(reason) ? leftInPeace(conversation) : conversation),
    outbox: conversation.outbox.filter((candidate) => candidate !== item),
    undelivered: [...conversation.undelivered, { number, at: now, channel: item.address.channel, reason }].slice(
      -UNDELIVERED_KEPT,
    ),
  };
};
