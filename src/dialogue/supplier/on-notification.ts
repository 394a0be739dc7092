import { chooseAddress, chooseOpenAddress } from '../core/delivery/choose-address.ts';
import { markUnreachable } from '../core/delivery/unreachable.ts';
import { termsOf } from '../core/expected-terms.ts';
import { mergeProgress, tellAll, withColleague, withoutColleague } from '../core/progress/colleagues.ts';
import { currentStep, stepOf, stepStatusOf } from '../core/progress/step-status.ts';
import { compose, enqueue } from '../core/reply/compose.ts';
import { invitationText } from '../core/reply/invitation-text.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import { type TurnContext, withConversation } from '../core/turn-context.ts';
import type { Conversation } from '../model/conversation.ts';
import type { Notified } from '../model/event.ts';
import { endReply } from './end-reply.ts';
import { purchaserTaskDone } from './purchaser-tasks.ts';

/** What is told without a word of ours to the person. */
const silently = (conversation: Conversation): ReplyDraft => ({ conversation, lines: [], followUp: { type: 'none' } });

const onTaskDone = (context: TurnContext, id: string): ReplyDraft => {
  const conversation = purchaserTaskDone(context, id);
  const favour = context.journey.favours.find((one) => one.id === id);
  if (conversation === context.conversation || !favour) return silently(conversation);
  return {
    conversation,
    lines: [context.translator.format(favour.done, termsOf(context))],
    followUp: { type: 'back' },
  };
};

/** What was finished since the purchaser asked is not asked for any more. */
const onNudge = (context: TurnContext): ReplyDraft => {
  const { conversation, translator, now } = context;
  if (!currentStep(context)) return silently(conversation);
  const line = translator.t('told.nudge', { purchaser: termsOf(context).purchaser ?? '' });
  return { conversation: { ...conversation, nudgedAt: now }, lines: [line], followUp: { type: 'back' } };
};

/** New terms matter to whoever has still to type them in. */
const onTerms = (context: TurnContext, { terms }: Extract<Notified['notification'], { type: 'terms' }>): ReplyDraft => {
  const { conversation, translator, journey, now } = context;
  const { membership } = conversation;
  if (!membership) return silently(conversation);
  const renewed: Conversation = { ...conversation, membership: { ...membership, terms } };
  const leads = conversation.company?.lead === conversation.id;
  const after = leads ? tellAll(renewed, { type: 'terms', terms }, now) : renewed;
  const before = membership.terms;
  const differs = before.account !== terms.account || before.credit !== terms.credit || before.days !== terms.days;
  const step = stepOf(journey, 'credit_term');
  if (!differs || (step && stepStatusOf(context, step).type === 'done')) return silently(after);
  const words = termsOf(withConversation(context, after));
  const line = translator.t('told.terms', {
    purchaser: words.purchaser ?? '',
    account: words.purchaser_account ?? '',
    credit: words.credit_amount ?? '',
    days: words.credit_days ?? '',
  });
  return { conversation: after, lines: [line], followUp: { type: 'none' } };
};

const purchaserGone = (context: TurnContext): ReplyDraft => {
  const { membership, favours: _void, ...rest } = context.conversation;
  if (!membership) return silently(context.conversation);
  const line = context.translator.t('told.purchaser_gone', { purchaser: membership.terms.company });
  return { conversation: rest, lines: [line], followUp: { type: 'back' } };
};

const onProgress = (
  context: TurnContext,
  from: Notified['from'],
  notification: Extract<Notified['notification'], { type: 'progress' }>,
): ReplyDraft => {
  const { conversation } = context;
  const merged = mergeProgress(conversation, notification.progress, from);
  return silently({
    ...merged,
    favours: { ...merged.favours, ...notification.favours },
    facts: {
      ...merged.facts,
      ...(notification.member_name === undefined ? {} : { member_name: notification.member_name }),
    },
  });
};

const colleagueJoined = (context: TurnContext, from: Notified['from']): ReplyDraft => {
  const conversation = withColleague(context.conversation, from);
  if (conversation === context.conversation || !conversation.company) return silently(conversation);
  const told = tellAll(conversation, { type: 'company', company: conversation.company }, context.now);
  return { conversation: told, lines: [context.translator.t('told.colleague_joined', {})], followUp: { type: 'back' } };
};

const colleagueLeft = (context: TurnContext, from: Notified['from']): Conversation => {
  const { company, ...alone } = context.conversation;
  const left = company && withoutColleague(company, from);
  return left && left.people.length > 1 ? { ...alone, company: left } : alone;
};

/** Who is in the company by now; somebody who is not in it has left it. */
const onCompany = (
  context: TurnContext,
  notification: Extract<Notified['notification'], { type: 'company' }>,
): Conversation => {
  const { conversation } = context;
  const { company: _before, ...alone } = conversation;
  const isIn = notification.company.people.includes(conversation.id);
  return isIn && notification.company.people.length > 1 ? { ...alone, company: notification.company } : alone;
};

const outcomeOf = (context: TurnContext, { from, notification }: Notified): ReplyDraft => {
  const { conversation } = context;
  switch (notification.type) {
    case 'favour_done':
      return onTaskDone(context, notification.favour);
    case 'nudge':
      return onNudge(context);
    case 'terms':
      return onTerms(context, notification);
    case 'purchaser_gone':
      return purchaserGone(context);
    case 'progress':
      return onProgress(context, from, notification);
    case 'colleague_joined':
      return colleagueJoined(context, from);
    case 'colleague_left':
      return silently(colleagueLeft(context, from));
    case 'company':
      return silently(onCompany(context, notification));
    case 'invited':
      return { conversation, ...invitationText(context, notification.invitations), followUp: { type: 'back' } };
    default:
      // The rest is for a purchaser's people; the person was one when it was sent.
      return silently(conversation);
  }
};

/** What a supplier's conversation becomes when another one, or the purchasers’ side, tells it something. */
export const onNotification = (context: TurnContext, notified: Notified): Conversation => {
  const { conversation, message } = compose(context, [outcomeOf(context, notified)], endReply);
  if (!message) return conversation;
  if (notified.notification.type === 'invited') {
    const address = chooseAddress(conversation);
    return address ? enqueue(conversation, message, address, 'reply', context.now) : conversation;
  }
  // Where messages are few, the last one is for a reminder.
  const address = chooseOpenAddress(withConversation(context, conversation), context.now, 1);
  return address
    ? enqueue(conversation, message, address, 'notice', context.now)
    : markUnreachable(conversation, [], context.now);
};
