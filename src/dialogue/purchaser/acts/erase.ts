import { closeQuestion } from '../../core/close-question.ts';
import { sendEffect } from '../../core/delivery/send-effect.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import { startAfresh } from '../../core/start-afresh.ts';
import { withConversation } from '../../core/turn-context.ts';
import type { MemberContext } from '../member-context.ts';

/** The person said whether everything kept about them is to go; the purchaser does without them from then on. */
export const eraseConfirmed = (context: MemberContext, yes: boolean): ReplyDraft => {
  const { conversation, translator, member, now } = context;
  if (!yes) {
    return {
      conversation: closeQuestion(conversation),
      lines: [translator.t('repair.erase_kept', {})],
      followUp: { type: 'none' },
    };
  }
  const left = sendEffect(conversation, { type: 'desk', purchaser: member.purchaser, request: { type: 'leave' } }, now);
  return {
    conversation: startAfresh(withConversation(context, left)),
    lines: [translator.t('repair.erase_done', {})],
    followUp: { type: 'none' },
  };
};
