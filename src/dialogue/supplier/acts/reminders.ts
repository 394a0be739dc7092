import type { Act } from '../../core/acts/act.ts';
import { createRemindLater, promise } from '../../core/acts/remind-later.ts';
import { closeQuestion } from '../../core/close-question.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import { sayMoment } from '../../core/time/dates.ts';
import { whenOver } from '../../core/time/requested-time.ts';
import { dayOf, isDaytime, lastOpen, nextOpen, type Schedule } from '../../core/time/working-time.ts';
import { type TurnContext, withConversation } from '../../core/turn-context.ts';
import type { Conversation } from '../../model/conversation.ts';
import { HOUR, type Instant, MINUTE } from '../../model/instant.ts';
import { planReminders } from '../plan-reminders.ts';

/** The reminder that comes next. */
const nextReminder = (context: TurnContext) =>
  planReminders(context).find(({ which, at }) => (which === 'chosen' || typeof which === 'number') && at > context.now);

/** Whether any reminder will come, and when: told as it is planned, and nothing is changed. */
export const askReminders: Act = (context) => {
  const { conversation, translator } = context;
  const next = nextReminder(context);
  const followUp = { type: 'back' } as const;
  if (next)
    return {
      conversation,
      lines: [translator.t('remind.asked_next', { moment: sayMoment(next.at, context) })],
      followUp,
    };
  const line = translator.t(conversation.remindersOn ? 'remind.asked_none' : 'remind.asked_off', {});
  return { conversation, lines: [line], followUp };
};

/** The person names when to be called; a time outside the usual hours is theirs to choose. */
export const remindLater: Act = createRemindLater(planReminders);

/** Moved from a time by day, nobody is called at night: shortly before closing, or shortly after opening. */
const byDay = (from: Instant, at: Instant, schedule: Schedule): Instant => {
  if (!isDaytime(from, schedule) || isDaytime(at, schedule)) return at;
  const nearest = lastOpen(at, { after: dayOf(at, schedule) - 2, beforeClosing: HOUR / 2, daysOff: true }, schedule);
  return at < from ? (nearest ?? at) : nextOpen(at, schedule) + HOUR / 2;
};

/** The reminder that was chosen, or else the next one, sooner or later by so many minutes; never in the past. */
export const shiftReminder = (context: TurnContext, minutes: number): ReplyDraft => {
  const { conversation, now, translator } = context;
  const next = nextReminder(context)?.at;
  const from = conversation.chosenReminder ?? next ?? now;
  const at = byDay(from, from + minutes * MINUTE, context.schedule);
  if (at <= now) {
    const lines = [translator.t('remind.in_the_past', { moment: sayMoment(at, context) })];
    return { conversation, lines, followUp: { type: 'ask', question: { type: 'time' } } };
  }
  const chosen: Conversation = { ...closeQuestion(conversation), chosenReminder: at };
  return { ...promise(withConversation(context, chosen), at, planReminders), followUp: { type: 'none' } };
};

/** They told how long something takes: asked whether to be called then. */
export const offerReminder: Act = (context, { text }) => {
  const { conversation } = context;
  const suggested = whenOver(context, text);
  if (suggested === undefined) return { conversation, lines: [], followUp: { type: 'back' } };
  return { conversation, lines: [], followUp: { type: 'ask', question: { type: 'time', suggested } } };
};

/** No more reminders, also none that was asked for. */
export const stopReminders: Act = ({ conversation, translator }) => {
  const { chosenReminder: _dropped, ...rest } = closeQuestion(conversation);
  return {
    conversation: { ...rest, remindersOn: false },
    lines: [translator.t('remind.stopped', {})],
    followUp: { type: 'none' },
  };
};

/** Reminders again; where they never stopped, that they come. */
export const resumeReminders: Act = ({ conversation, translator }) => ({
  conversation: { ...closeQuestion(conversation), remindersOn: true },
  lines: [translator.t(conversation.remindersOn ? 'remind.kept' : 'remind.resumed', {})],
  followUp: { type: 'back' },
});

/** Reminders are wished for: they come, unless they were turned off, which is then undone. */
export const keepReminders: Act = ({ conversation, translator }) => ({
  conversation: { ...closeQuestion(conversation), remindersOn: true },
  lines: [translator.t('remind.kept', {})],
  followUp: { type: 'none' },
});

/** Fewer, or none at night: that is how they are. */
export const remindRarely: Act = ({ conversation, translator }) => ({
  conversation: closeQuestion(conversation),
  lines: [translator.t('remind.rarely', {})],
  followUp: { type: 'none' },
});

/** Only the reminder at the chosen time goes; the others stay. */
export const cancelChosen: Act = ({ conversation, translator }) => {
  const { chosenReminder: _dropped, ...rest } = closeQuestion(conversation);
  return { conversation: rest, lines: [translator.t('remind.cancelled', {})], followUp: { type: 'none' } };
};
