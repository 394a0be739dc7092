import type { Conversation, Reminder } from '../../model/conversation.ts';
import type { Instant } from '../../model/instant.ts';
import { closeQuestion } from '../close-question.ts';
import { windowHours } from '../delivery/window-hours.ts';
import type { ReplyDraft } from '../reply/reply-draft.ts';
import { sayMoment } from '../time/dates.ts';
import { whenWished } from '../time/requested-time.ts';
import { type TurnContext, withConversation } from '../turn-context.ts';
import type { Act } from './act.ts';

/** When a role speaks to the person unasked, as things stand now. */
export type PlanReminders = (context: TurnContext) => readonly Reminder[];

/** Says when the person will be called: what the reply window of their platform does not let through is not promised. */
export const promise = (
  context: TurnContext,
  at: Instant,
  plan: PlanReminders,
): Pick<ReplyDraft, 'conversation' | 'lines'> => {
  const { conversation, translator, now } = context;
  const moment = sayMoment(at, context);
  const planned = plan(context).find(({ about }) => about === undefined);
  const hours = windowHours(context);
  const isInTime = planned?.which === 'chosen' && planned.insteadOf === undefined;
  if (!planned || isInTime || hours === undefined)
    return { conversation, lines: [translator.t('remind.chosen', { moment })] };
  const line =
    planned.which === 'out_of_reach'
      ? translator.t('remind.chosen_out_of_reach', { moment, hours })
      : translator.t('remind.chosen_early', { moment, hours, earlier: sayMoment(planned.at, context) });
  return { conversation: { ...conversation, windowNoticeAt: now }, lines: [line] };
};

/** Makes the act of a role: the person names when to be called; a time outside the usual hours is theirs to choose. */
export const createRemindLater =
  (plan: PlanReminders): Act =>
  (context, { text }) => {
    const { translator, conversation } = context;
    const { question } = conversation;
    const suggested = question?.type === 'time' ? question.suggested : undefined;
    const when = whenWished(context, text) ?? (suggested === undefined ? undefined : { at: suggested, past: false });
    if (!when) return { conversation, lines: [], followUp: { type: 'ask', question: { type: 'time' } } };
    if (when.past) {
      const lines = [translator.t('remind.in_the_past', { moment: sayMoment(when.at, context) })];
      return { conversation, lines, followUp: { type: 'ask', question: { type: 'time' } } };
    }
    const chosen: Conversation = { ...closeQuestion(conversation), chosenReminder: when.at };
    return { ...promise(withConversation(context, chosen), when.at, plan), followUp: { type: 'none' } };
  };
