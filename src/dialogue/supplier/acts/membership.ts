import type { Act } from '../../core/acts/act.ts';
import { closeQuestion } from '../../core/close-question.ts';
import { sendEffect } from '../../core/delivery/send-effect.ts';
import { termsOf } from '../../core/expected-terms.ts';
import { withoutPurchaser } from '../../core/progress/colleagues.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { PurchaserRequest } from '../../model/effect.ts';

const noPurchaser = ({ conversation, translator }: TurnContext): ReplyDraft => ({
  conversation,
  lines: [translator.t('member.none', {})],
  followUp: { type: 'back' },
});

/** What the purchaser can see, and how to end it. */
export const whoSees: Act = (context) => {
  const { conversation, translator } = context;
  if (!conversation.membership) return noPurchaser(context);
  const purchaser = termsOf(context).purchaser ?? '';
  const label = translator.t('member.leave_choice', {});
  return {
    conversation,
    lines: [translator.t('member.sees', { purchaser })],
    quickReplies: [{ label, say: label, means: { type: 'member', command: 'leave_purchaser' } }],
    followUp: { type: 'back' },
  };
};

/** An invitation for a colleague: asked of the purchasers’ side, whose answer follows at once. */
export const addColleague: Act = (context) => {
  const { conversation, now, inGroup, translator } = context;
  if (!conversation.membership) return noPurchaser(context);
  if (inGroup) return { conversation, lines: [translator.t('member.not_in_group', {})], followUp: { type: 'none' } };
  const { purchaser } = conversation.membership;
  const request: PurchaserRequest = { type: 'invite', as: 'colleague', companies: [] };
  const asked = sendEffect(conversation, { type: 'desk', purchaser, request }, now);
  return { conversation: asked, lines: [], followUp: { type: 'none' } };
};

/** Leaving the purchaser is asked about first. */
export const leavePurchaser: Act = (context) =>
  context.conversation.membership
    ? {
        conversation: context.conversation,
        lines: [],
        followUp: { type: 'ask', question: { type: 'confirm', what: 'leave' } },
      }
    : noPurchaser(context);

/** The person said whether they really want to leave. */
export const leaveConfirmed = (context: TurnContext, yes: boolean): ReplyDraft => {
  const { conversation, translator, now } = context;
  const purchaser = termsOf(context).purchaser ?? '';
  const left = yes ? withoutPurchaser(closeQuestion(conversation), now) : closeQuestion(conversation);
  const line = translator.t(yes ? 'member.left' : 'member.stays', { purchaser });
  return { conversation: left, lines: [line], followUp: { type: 'back' } };
};
