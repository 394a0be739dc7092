import type { Milestone, Step } from '../../content/schema/journey.ts';
import { closeQuestion } from '../core/close-question.ts';
import { chooseOpenAddress } from '../core/delivery/choose-address.ts';
import { withoutRepeated } from '../core/delivery/queued-reminders.ts';
import { markUnreachable } from '../core/delivery/unreachable.ts';
import { stepOf, stepStatusOf, waitKey } from '../core/progress/step-status.ts';
import { compose, enqueue } from '../core/reply/compose.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import { linkOf } from '../core/reply/step-link.ts';
import { sayMoment } from '../core/time/dates.ts';
import { dayOf } from '../core/time/working-time.ts';
import { type TurnContext, withConversation } from '../core/turn-context.ts';
import type { Address } from '../model/address.ts';
import type { Conversation, Reminder } from '../model/conversation.ts';
import { endReply } from './end-reply.ts';
import { planReminders } from './plan-reminders.ts';
import { replyWindowNotice } from './reply-window-notice.ts';
import { lineFor, milestoneReply, quickRepliesFor } from './step-instructions.ts';

/** A wait that is spoken of: its step, the milestone that is waited for, and what is said. */
interface Waiting {
  readonly step: Step;
  readonly milestone: Milestone;
  readonly say: string;
  /** What is said does not name the page to come back to. */
  readonly needsLink: boolean;
}

/** A reminder that comes a day or more too early, because later it would not arrive. */
const isEarly = ({ insteadOf }: Reminder, { now, schedule }: TurnContext): boolean =>
  insteadOf !== undefined && dayOf(insteadOf, schedule) > dayOf(now, schedule);

const waitingOf = (context: TurnContext, reminder: Reminder): Waiting | undefined => {
  const step = reminder.about === undefined ? undefined : stepOf(context.journey, reminder.about);
  const status = step ? stepStatusOf(context, step) : undefined;
  if (!step || status?.type !== 'waiting' || typeof reminder.which !== 'number') return undefined;
  const milestone = status.next;
  // What usually takes longer than this is not asked for yet.
  if (isEarly(reminder, context) && context.now < status.until) {
    return { step, milestone, say: lineFor(context, step, status), needsLink: true };
  }
  const text = status.wait.remind[reminder.which]?.say;
  return text ? { step, milestone, say: context.translator.format(text, {}), needsLink: false } : undefined;
};

/** The waits that reminders are about, as they are kept in the record. */
const waitsOf = (context: TurnContext, reminders: readonly Reminder[]): readonly string[] =>
  reminders.flatMap(({ about, which }) => {
    const step = about === undefined || which === 'give_up' ? undefined : stepOf(context.journey, about);
    const status = step ? stepStatusOf(context, step) : undefined;
    return step && status?.type === 'waiting' ? [waitKey(step, status.next)] : [];
  });

const noted = (conversation: Conversation, waits: readonly string[], now: number): Conversation => ({
  ...conversation,
  reminded: {
    ...conversation.reminded,
    ...Object.fromEntries(waits.map((wait) => [wait, [...(conversation.reminded[wait] ?? []), now]])),
  },
});

const openingOf = (context: TurnContext, due: readonly Reminder[]): readonly string[] => {
  const chosen = due.find(({ which }) => which === 'chosen');
  if (chosen?.insteadOf !== undefined && chosen.insteadOf > context.now) {
    return [context.translator.t('remind.now_early', { moment: sayMoment(chosen.insteadOf, context) })];
  }
  if (chosen) return [context.translator.t('remind.now', {})];
  return due.some((reminder) => isEarly(reminder, context)) ? [context.translator.t('remind.early', {})] : [];
};

/** What the reminders say: the chosen one opens with that; several waits are named one after the other. */
const wordsOf = (context: TurnContext, opening: readonly string[], waiting: readonly Waiting[]): ReplyDraft => {
  const lines = [...opening, ...waiting.map(({ say }) => say)];
  const links = waiting.filter(({ needsLink }) => needsLink).map(({ step }) => linkOf(context, step));
  const [only] = waiting;
  if (!only) return { conversation: context.conversation, lines, followUp: { type: 'guide' } };
  const quickReplies =
    waiting.length === 1
      ? quickRepliesFor(context, only.step, stepStatusOf(context, only.step))
      : waiting.map(({ step, milestone }) => milestoneReply(context, step, milestone));
  const question = { type: 'reached', step: only.step.id, milestone: only.milestone.id } as const;
  const rest = closeQuestion(context.conversation);
  const conversation: Conversation = waiting.length === 1 ? { ...rest, question } : rest;
  return { conversation, lines, links, quickReplies, followUp: { type: 'none' } };
};

/** Says reminders in one message. */
const say = (context: TurnContext, reminders: readonly Reminder[], address: Address): Conversation => {
  const waiting = reminders.map((reminder) => waitingOf(context, reminder)).filter((found) => found !== undefined);
  const waits = waitsOf(context, reminders);
  const after = withConversation(
    context,
    withoutRepeated(noted(context.conversation, waits, context.now), address, waits),
  );
  const words = wordsOf(after, openingOf(context, reminders), waiting);
  const window = replyWindowNotice(withConversation(context, words.conversation));
  const composed = compose(context, window ? [words, window] : [words], endReply);
  return composed.message
    ? enqueue(composed.conversation, composed.message, address, 'reminder', context.now, waits)
    : composed.conversation;
};

/**
 * Says what has fallen due, in one message. What waited too long, and what the reply windows of the person's platforms do
 * not let through any more, goes on the operator's list without a word.
 */
export const onTimer = (context: TurnContext): Conversation => {
  const due = planReminders(context).filter((reminder) => reminder.at <= context.now);
  const overdue = due.flatMap(({ which, about }) => (which === 'give_up' && about !== undefined ? [about] : []));
  const address = chooseOpenAddress(context, context.now);
  const toSay = due.filter(({ which }) => which === 'chosen' || typeof which === 'number');
  const missed = due.filter(({ which }) => which === 'out_of_reach');
  const unsaid = address ? missed : [...missed, ...toSay];
  const isCalled = [...toSay, ...missed].some(({ about }) => about === undefined);
  const { chosenReminder, ...rest } = context.conversation;
  const before: Conversation = {
    ...(unsaid.length === 0
      ? rest
      : markUnreachable(noted(rest, waitsOf(context, unsaid), context.now), unsaid, context.now)),
    ...(isCalled || chosenReminder === undefined ? {} : { chosenReminder }),
    overdue: [...rest.overdue, ...overdue],
  };
  return address && toSay.length > 0 ? say(withConversation(context, before), toSay, address) : before;
};
