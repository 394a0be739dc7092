import type { Conversation, Reminder } from '../../model/conversation.ts';
import { HOUR, type Instant } from '../../model/instant.ts';
import { messagesLeft, shutsAt } from '../../model/reply-window.ts';
import { dayOf, isDaytime, lastOpen } from '../time/working-time.ts';
import type { TurnContext } from '../turn-context.ts';

/** A reminder is to leave at least this long before a window shuts, so that it gets through at a second try, too. */
const TIME_TO_DELIVER = HOUR;

/** Reminders leave at least this long before closing, so that the person can still act on the same day. */
export const TIME_TO_ACT = HOUR;

/** A reminder as it would be if the person could be written to at any time. */
export interface Wished {
  readonly reminder: Reminder;
  /** When what it is about began; it makes no sense on the same day. */
  readonly since: Instant;
  /** Nothing was said of it yet: a day off is better than never. */
  readonly isFirst: boolean;
}

/** When the person was last spoken to unasked. */
export const lastSpokenTo = ({ reminded }: Conversation): Instant | undefined => {
  const moments = Object.values(reminded).flat();
  return moments.length === 0 ? undefined : Math.max(...moments);
};

const isReachable = (
  { conversation: { addresses }, replyWindows }: TurnContext,
  at: Instant,
  timeToDeliver: number,
): boolean =>
  addresses.length === 0 ||
  addresses.some(
    (address) => at <= shutsAt(address, replyWindows) - timeToDeliver && messagesLeft(address, replyWindows) > 0,
  );

/** The last good moment before the last window shuts: on a working day, or at least by day. */
const lastCall = ({ since, isFirst }: Wished, context: TurnContext, spread: number): Instant | undefined => {
  const { conversation, replyWindows, schedule, now } = context;
  const after = Math.max(since, lastSpokenTo(conversation) ?? since);
  const calls = conversation.addresses.flatMap((address): Instant[] => {
    const shuts = shutsAt(address, replyWindows);
    if (shuts < now || messagesLeft(address, replyWindows) === 0) return [];
    const last = { after: dayOf(Math.max(after, address.heardAt), schedule), beforeClosing: TIME_TO_ACT + spread };
    const at = shuts - TIME_TO_DELIVER - spread;
    const call =
      lastOpen(at, { ...last, daysOff: false }, schedule) ??
      (isFirst ? lastOpen(at, { ...last, daysOff: true }, schedule) : undefined);
    return call === undefined ? [] : [call];
  });
  return calls.length === 0 ? undefined : Math.max(...calls);
};

/**
 * A reminder as the reply windows of the person's platforms let it be: in time, else at the last good moment before the
 * last window shuts, else not at all: then the case goes to the purchasers’ side at the moment when it would have been said.
 */
export const fitReplyWindow = (wished: Wished, context: TurnContext, spread: number): Reminder => {
  const { reminder } = wished;
  const { now, schedule } = context;
  const saidAt = Math.max(reminder.at, now);
  if (reminder.which === 'give_up' || isReachable(context, saidAt, TIME_TO_DELIVER)) return reminder;
  const call = lastCall(wished, context, spread);
  if (call !== undefined && (call > now || isDaytime(now, schedule))) {
    return { ...reminder, at: Math.min(call, reminder.at), insteadOf: reminder.at };
  }
  return isReachable(context, saidAt, 0) ? reminder : { ...reminder, which: 'out_of_reach' };
};

const isSpoken = ({ which }: Reminder): boolean => which !== 'give_up' && which !== 'out_of_reach';

/** No more messages than may still be sent: what would be too many is said together with the last of them. */
export const rationed = (reminders: readonly Reminder[], context: TurnContext): Reminder[] => {
  const { conversation, replyWindows } = context;
  const left = Math.max(0, ...conversation.addresses.map((address) => messagesLeft(address, replyWindows)));
  const moments = [...new Set(reminders.filter(isSpoken).map(({ at }) => at))].sort((one, other) => one - other);
  const last = moments[left - 1];
  if (last === undefined) return [...reminders];
  return reminders.map((reminder) =>
    isSpoken(reminder) && reminder.at > last
      ? { ...reminder, at: last, insteadOf: reminder.insteadOf ?? reminder.at }
      : reminder,
  );
};
