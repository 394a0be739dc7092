import { closeQuestion } from '../../core/close-question.ts';
import { sendEffect } from '../../core/delivery/send-effect.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import type { Conversation } from '../../model/conversation.ts';
import type { MemberContext } from '../member-context.ts';
import { reply } from '../text/menu.ts';
import type { PurchaserAct } from './act.ts';

/** A claim code for a colleague: asked of the purchasers’ side, whose answer follows at once. */
export const addColleague: PurchaserAct = ({ conversation, member, now }) =>
  reply(
    sendEffect(
      conversation,
      { type: 'desk', purchaser: member.purchaser, request: { type: 'invite', as: 'purchaser', companies: [] } },
      now,
    ),
    [],
  );

/** Not to be one of the purchaser's people any more: asked about first. */
export const leavePurchaser: PurchaserAct = ({ conversation }) => ({
  conversation,
  lines: [],
  followUp: { type: 'ask', question: { type: 'agree', to: { type: 'leave_purchaser' } } },
});

/** The conversation of somebody who is none of a purchaser's people any more: like everybody else's. */
export const notAMember = (conversation: Conversation): Conversation => {
  const { member: _left, ...rest } = closeQuestion(conversation);
  return { ...rest, role: 'supplier', quickReplies: [] };
};

/** The person leaves; it was agreed to. */
export const left = (context: MemberContext): ReplyDraft => {
  const { conversation, member, now, translator, snapshot } = context;
  const task = { type: 'desk', purchaser: member.purchaser, request: { type: 'leave' } } as const;
  return reply(notAMember(sendEffect(conversation, task, now)), [
    translator.t('purchaser.left', { company: snapshot.purchaser.terms.company }),
  ]);
};
