import { type Address, sameAddress } from '../../model/address.ts';
import type { Conversation, OutboxItem } from '../../model/conversation.ts';
import { HOUR, type Instant, MINUTE } from '../../model/instant.ts';
import { shutsAt } from '../../model/reply-window.ts';
import { stepStatuses, waitKey } from '../progress/step-status.ts';
import { isDaytime, isOpen, nextOpen } from '../time/working-time.ts';
import type { TurnContext } from '../turn-context.ts';

/** A time the person chose is kept to the minute; what could not be delivered for longer waits for opening. */
const STILL_ON_TIME = HOUR;

const without = (conversation: Conversation, isOver: (item: OutboxItem) => boolean): Conversation => {
  const outbox = conversation.outbox.filter((item) => item.kind !== 'reminder' || !isOver(item));
  return outbox.length === conversation.outbox.length ? conversation : { ...conversation, outbox };
};

/** What is tried again within so long may be on its way already. */
const ON_ITS_WAY = MINUTE;

/**
 * Somebody who writes is answered first: reminders that wait for another try, or for the person, are taken out and count
 * as never said, so that they are planned anew.
 */
export const withoutReminders = (conversation: Conversation, now: Instant): Conversation => {
  const isWaiting = ({ kind, notBefore }: OutboxItem): boolean => kind === 'reminder' && notBefore > now + ON_ITS_WAY;
  const waiting = conversation.outbox.filter(isWaiting);
  if (waiting.length === 0) return conversation;
  const reminded = { ...conversation.reminded };
  for (const { about = [], savedAt } of waiting) {
    for (const wait of about) reminded[wait] = (reminded[wait] ?? []).filter((at) => at !== savedAt);
  }
  return { ...without(conversation, isWaiting), reminded };
};

/** Takes out reminders that a newer one at the same place says again. */
export const withoutRepeated = (conversation: Conversation, place: Address, about: readonly string[]): Conversation =>
  without(
    conversation,
    (item) =>
      sameAddress(item.address, place) &&
      item.about !== undefined &&
      item.about.length > 0 &&
      item.about.every((wait) => about.includes(wait)),
  );

/** Takes out reminders that progress, or the person's wish not to be reminded, has made moot since they were saved. */
export const withoutMoot = (context: TurnContext): Conversation => {
  const { conversation } = context;
  if (!conversation.outbox.some(({ kind }) => kind === 'reminder')) return conversation;
  const isSilent = !conversation.remindersOn || conversation.mode === 'paused';
  const waits = stepStatuses(context).flatMap(({ step, status }) =>
    status.type === 'waiting' ? [waitKey(step, status.next)] : [],
  );
  return without(
    conversation,
    ({ about = [] }) => about.length > 0 && (isSilent || !about.some((wait) => waits.includes(wait))),
  );
};

/** Reminders that could not be delivered in working hours wait for the next opening instead of arriving at night. */
export const notDeliveredAtNight = ({ conversation, schedule, now, replyWindows }: TurnContext): Conversation => {
  if (isOpen(now, schedule) || !conversation.outbox.some(({ kind }) => kind === 'reminder')) return conversation;
  const opens = nextOpen(now, schedule);
  const isLastChance = (address: Address): boolean =>
    isDaytime(now, schedule) && opens > shutsAt(address, replyWindows);
  const isUntimely = ({ kind, address, notBefore, about = [], savedAt }: OutboxItem): boolean =>
    kind === 'reminder' &&
    notBefore <= now &&
    (about.length > 0 || now - savedAt > STILL_ON_TIME) &&
    !isLastChance(address);
  const outbox = conversation.outbox.map((item) => (isUntimely(item) ? { ...item, notBefore: opens } : item));
  return { ...conversation, outbox };
};
