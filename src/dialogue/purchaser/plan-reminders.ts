import { addWorkingDays, isOpen, nextOpen, openingAfter, openingOfNextWeek } from '../core/time/working-time.ts';
import type { TurnContext } from '../core/turn-context.ts';
import type { Reminder } from '../model/conversation.ts';
import type { Instant } from '../model/instant.ts';
import { asMember, type MemberContext } from './member-context.ts';
import { type Pending, pendingTasks } from './suppliers/pending-tasks.ts';

/** When news of all suppliers come next: at an opening, once a working day or once a week. */
const nextDigestAt = ({ member, conversation, schedule }: MemberContext): Instant | undefined => {
  const last = member.digestAt ?? conversation.startedAt;
  switch (member.digest) {
    case 'off':
      return undefined;
    case 'daily':
      return openingAfter(last, schedule);
    case 'weekly':
      return openingOfNextWeek(last, schedule);
  }
};

/** What was asked for while nobody is spoken to unasked is told at the next opening; not done, it is reminded of a working day later. */
const firstDue = ({ member, schedule }: MemberContext, { askedAt }: Pending): Instant => {
  const isTold = isOpen(askedAt, schedule) || (member.favoursAt ?? 0) >= askedAt;
  return isTold ? addWorkingDays(askedAt, 1, schedule) : nextOpen(askedAt, schedule);
};

/** When the person is reminded of what suppliers wait for: of all of it at once, and at most once a working day. */
const nextTasksAt = (context: MemberContext): Instant | undefined => {
  const { member, schedule } = context;
  const moments = pendingTasks(context).map((pending) => firstDue(context, pending));
  if (moments.length === 0) return undefined;
  const first = Math.min(...moments);
  return member.favoursAt === undefined ? first : Math.max(first, addWorkingDays(member.favoursAt, 1, schedule));
};

/** What was missed while nobody was there to say it is said at the next opening, never at night. */
const notAtNight = ({ now, schedule }: TurnContext, at: Instant): Instant => (at <= now ? nextOpen(now, schedule) : at);

/**
 * Every moment at which one of a purchaser's people is to be spoken to, as things stand now, earliest first: news of their
 * suppliers, what suppliers wait for, and the time they named themselves.
 */
export const planReminders = (context: TurnContext): Reminder[] => {
  const known = asMember(context);
  if (!known) return [];
  const { conversation } = context;
  const chosen: Reminder[] =
    conversation.chosenReminder === undefined ? [] : [{ at: conversation.chosenReminder, which: 'chosen' }];
  if (!conversation.remindersOn) return chosen;
  const digestAt = nextDigestAt(known);
  const favoursAt = nextTasksAt(known);
  return [
    ...chosen,
    ...(digestAt === undefined ? [] : [{ at: notAtNight(context, digestAt), which: 'digest' } as const]),
    ...(favoursAt === undefined ? [] : [{ at: notAtNight(context, favoursAt), which: 'favours' } as const]),
  ].sort((left, right) => left.at - right.at);
};
