import type { Wait } from '../../content/schema/journey.ts';
import { fitReplyWindow, lastSpokenTo, rationed, TIME_TO_ACT, type Wished } from '../core/delivery/fit-reply-window.ts';
import { stepStatuses, waitKey } from '../core/progress/step-status.ts';
import { addWorkingDays, dayOf, isOpen, nextOpen, type Schedule } from '../core/time/working-time.ts';
import type { TurnContext } from '../core/turn-context.ts';
import type { Conversation, Reminder } from '../model/conversation.ts';
import { HOUR, type Instant, MINUTE } from '../model/instant.ts';

/** A time the person chose is kept to the minute; when the process was down for longer than this, it waits for opening. */
const STILL_ON_TIME = HOUR;

/** A talk goes on for about so long after the person's last words. */
const TALKING = HOUR;

/** A person's own share of the spread, the same each time, so that a thousand reminders do not leave at once. */
const spreadOf = (conversation: Conversation, minutes: number): number => {
  let hash = 0;
  for (const character of conversation.id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return (hash % (minutes + 1)) * MINUTE;
};

/** Moves a moment into open hours, with time left to act. */
const settle = (at: Instant, schedule: Schedule): Instant => {
  if (!isOpen(at, schedule)) return nextOpen(at, schedule);
  return isOpen(at + TIME_TO_ACT, schedule) ? at : at - TIME_TO_ACT;
};

/** The times at which reminders of a wait that began at `since` were sent. */
const sentSince = (conversation: Conversation, key: string, since: Instant): readonly Instant[] =>
  (conversation.reminded[key] ?? []).filter((at) => at >= since);

/** The next thing to happen in a wait: its next reminder, or, after the last, the moment it is given up. */
const nextOfWait = (
  context: TurnContext,
  wait: Wait,
  since: Instant,
  sent: number,
): { at: Instant; which: Reminder['which'] } => {
  const reminder = wait.remind[sent];
  const days = reminder ? reminder.after : wait.give_up;
  return { at: addWorkingDays(since, days, context.schedule), which: reminder ? sent : 'give_up' };
};

/** At most one reminder a working day: what would be the second moves to the next one. */
const notTwiceADay = (at: Instant, context: TurnContext): Instant => {
  const last = lastSpokenTo(context.conversation);
  if (last === undefined) return at;
  // What is overdue would be said now, so it is today that counts.
  const saidAt = Math.max(at, context.now);
  return dayOf(saidAt, context.schedule) === dayOf(last, context.schedule)
    ? addWorkingDays(saidAt, 1, context.schedule)
    : at;
};

/** Nobody is interrupted: the first open moment at which a talk with somebody who wrote is over. */
const notWhileTalking = ({ conversation: { addresses }, schedule }: TurnContext): Instant =>
  addresses.length === 0 ? 0 : nextOpen(Math.max(...addresses.map(({ heardAt }) => heardAt)) + TALKING, schedule);

/** So soon after a moment that they chose nobody is called a second time: both are said then. */
const SOON = 2 * HOUR;

const withChosen = (at: Instant, chosen: Instant | undefined, schedule: Schedule): Instant =>
  chosen !== undefined && at > chosen && at - chosen <= SOON && isOpen(chosen, schedule) ? chosen : at;

const ofWaits = (context: TurnContext, spread: number): Wished[] => {
  const { conversation, schedule } = context;
  return stepStatuses(context).flatMap(({ step, status }): Wished[] => {
    if (status.type !== 'waiting' || conversation.overdue.includes(step.id)) return [];
    const { since } = status;
    const sent = sentSince(conversation, waitKey(step, status.next), since).length;
    const { at, which } = nextOfWait(context, status.wait, since, sent);
    const about = step.id;
    const isFirst = sent === 0;
    if (which === 'give_up') return [{ reminder: { at, about, which }, since, isFirst }];
    const spreadOut = settle(settle(at, schedule) + spread, schedule);
    const moment = withChosen(spreadOut, conversation.chosenReminder, schedule);
    const notBefore = Math.max(moment, conversation.chosenReminder ?? 0, notWhileTalking(context));
    return [{ reminder: { at: notTwiceADay(notBefore, context), about, which }, since, isFirst }];
  });
};

/** What falls on the same day is said together, at the latest of its moments. */
const together = (all: readonly Wished[], context: TurnContext): Wished[] => {
  const dayFor = ({ at }: Reminder): number => dayOf(at, context.schedule);
  const latest = new Map<number, Instant>();
  for (const { reminder } of all.filter(({ reminder: { which } }) => typeof which === 'number')) {
    latest.set(dayFor(reminder), Math.max(reminder.at, latest.get(dayFor(reminder)) ?? 0));
  }
  return all.map((wished) => {
    const { reminder } = wished;
    const at = typeof reminder.which === 'number' ? latest.get(dayFor(reminder)) : undefined;
    return at === undefined ? wished : { ...wished, reminder: { ...reminder, at } };
  });
};

/** What was missed while nobody was there to say it is said at the next opening, never at night. */
const notAtNight = (reminder: Reminder, context: TurnContext): Reminder => {
  const { now, schedule } = context;
  if (reminder.at > now || reminder.which === 'give_up' || isOpen(now, schedule)) return reminder;
  if (reminder.which === 'chosen' && now - reminder.at <= STILL_ON_TIME) return reminder;
  return { ...reminder, at: nextOpen(now, schedule) };
};

/**
 * Every moment at which the person is to be spoken to, as things stand now, earliest first. Computed anew by each turn:
 * what progress has made moot is simply no longer there.
 */
export const planReminders = (context: TurnContext): Reminder[] => {
  const { conversation, content } = context;
  const spread = spreadOf(conversation, content.settings.reminders.spread_minutes);
  const { chosenReminder: at } = conversation;
  const chosen: Wished[] =
    at === undefined ? [] : [{ reminder: { at, which: 'chosen' }, since: conversation.startedAt, isFirst: true }];
  const silent = !conversation.remindersOn || conversation.mode === 'paused';
  const waits = together(ofWaits(context, spread), context).filter(
    ({ reminder }) => !silent || reminder.which === 'give_up',
  );
  const reaching = [...chosen, ...waits].map((wished) => {
    const awake = { ...wished, reminder: notAtNight(wished.reminder, context) };
    return { ...awake, reminder: fitReplyWindow(awake, context, awake.reminder.which === 'chosen' ? 0 : spread) };
  });
  const isEarly = reaching.some(({ reminder }) => reminder.insteadOf !== undefined);
  const planned = (isEarly ? together(reaching, context) : reaching).map(({ reminder }) => reminder);
  return rationed(planned, context).sort((left, right) => left.at - right.at);
};
