import type { Act } from '../../core/acts/act.ts';
import { createRemindLater, promise } from '../../core/acts/remind-later.ts';
import { closeQuestion } from '../../core/close-question.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import { sayMoment } from '../../core/time/dates.ts';
import { type TurnContext, withConversation } from '../../core/turn-context.ts';
import type { Conversation } from '../../model/conversation.ts';
import { MINUTE } from '../../model/instant.ts';
import { planReminders } from '../plan-reminders.ts';

/** The person names when to be called; a time outside the usual hours is theirs to choose. */
export const remindLater: Act = createRemindLater(planReminders);

/** The reminder that was chosen, sooner or later by so many minutes; never in the past. */
export const shiftReminder = (context: TurnContext, minutes: number): ReplyDraft => {
  const { conversation, now, translator } = context;
  const at = (conversation.chosenReminder ?? now) + minutes * MINUTE;
  if (at <= now) {
    const lines = [translator.t('remind.in_the_past', { moment: sayMoment(at, context) })];
    return { conversation, lines, followUp: { type: 'ask', question: { type: 'time' } } };
  }
  const chosen: Conversation = { ...closeQuestion(conversation), chosenReminder: at };
  return { ...promise(withConversation(context, chosen), at, planReminders), followUp: { type: 'none' } };
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

/** Reminders again. */
export const resumeReminders: Act = ({ conversation, translator }) => ({
  conversation: { ...closeQuestion(conversation), remindersOn: true },
  lines: [translator.t('remind.resumed', {})],
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
