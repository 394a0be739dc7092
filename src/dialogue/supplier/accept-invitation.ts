import { closeQuestion } from '../core/close-question.ts';
import { sendEffect } from '../core/delivery/send-effect.ts';
import { termsOf } from '../core/expected-terms.ts';
import { mergeProgress } from '../core/progress/colleagues.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import { type TurnContext, withConversation } from '../core/turn-context.ts';
import type { Conversation } from '../model/conversation.ts';
import type { Redemption } from '../model/programme/redemption.ts';

const said = (conversation: Conversation, line: string): ReplyDraft => ({
  conversation,
  lines: [line],
  followUp: { type: 'guide' },
});

const isNewcomer = ({ log, lastNumber }: Conversation): boolean => log.length === 0 && lastNumber === 0;

/** In whose programme the person is by now, with who we are for somebody new. */
const joined = (context: TurnContext, conversation: Conversation, first: boolean): ReplyDraft => {
  const after = withConversation(context, conversation);
  const { translator, journey } = after;
  const line = translator.t(conversation.company ? 'join.colleague' : 'join.supplier', {
    purchaser: termsOf(after).purchaser ?? '',
  });
  const words = first ? [translator.format(journey.welcome, {})] : [];
  return { conversation, lines: [line, ...words], followUp: { type: 'guide' } };
};

const asSupplier = (context: TurnContext, redeemed: Extract<Redemption, { type: 'supplier' }>): ReplyDraft => {
  const { conversation, translator } = context;
  const bound = conversation.membership;
  if (bound?.purchaser === redeemed.membership.purchaser) {
    return said(conversation, translator.t('join.already', { purchaser: bound.terms.company }));
  }
  if (bound) return said(conversation, translator.t('join.other', { purchaser: bound.terms.company }));
  return joined(context, { ...closeQuestion(conversation), membership: redeemed.membership }, isNewcomer(conversation));
};

const asColleague = (context: TurnContext, redeemed: Extract<Redemption, { type: 'colleague' }>): ReplyDraft => {
  const { conversation, translator, now } = context;
  const { summary, membership } = redeemed;
  const bound = conversation.membership;
  if (bound && bound.purchaser !== membership.purchaser) {
    return said(conversation, translator.t('join.other', { purchaser: bound.terms.company }));
  }
  if (conversation.company || summary.person === conversation.id) {
    return said(conversation, translator.t('join.already', { purchaser: membership.terms.company }));
  }
  const first = isNewcomer(conversation);
  const merged = mergeProgress(closeQuestion(conversation), summary.progress, summary.person);
  const member: Conversation = {
    ...merged,
    membership,
    favours: { ...merged.favours, ...summary.favours },
    facts: { ...merged.facts, ...(summary.member_name === undefined ? {} : { member_name: summary.member_name }) },
    company: { lead: summary.person, people: [summary.person, conversation.id] },
  };
  const told = sendEffect(
    member,
    { type: 'person', person: summary.person, notification: { type: 'colleague_joined' } },
    now,
  );
  return joined(context, told, first);
};

const refused = (context: TurnContext, { why, company }: Extract<Redemption, { type: 'refused' }>): ReplyDraft => {
  const { conversation, translator, journey } = context;
  const purchaser = company ?? translator.format(journey.terms.purchaser, {});
  const line =
    why === 'unknown' || why === 'too_many_tries'
      ? translator.t(`join.${why}`, {})
      : translator.t(`join.${why}`, { purchaser });
  const first = isNewcomer(conversation) ? [translator.format(journey.welcome, {})] : [];
  return {
    conversation,
    lines: [line, ...first],
    followUp: why === 'too_many_tries' || conversation.role === 'purchaser' ? { type: 'none' } : { type: 'guide' },
  };
};

/** A code came with the message: what it makes of the person, and what they hear. */
export const acceptInvitation = (
  context: TurnContext,
  redeemed: Exclude<Redemption, { type: 'purchaser' }>,
): ReplyDraft => {
  switch (redeemed.type) {
    case 'supplier':
      return asSupplier(context, redeemed);
    case 'colleague':
      return asColleague(context, redeemed);
    case 'refused':
      return refused(context, redeemed);
  }
};
