import type { PurchaserIntentId } from '../../../../content/schema/purchaser-intent.ts';
import type { ReplyDraft } from '../../../core/reply/reply-draft.ts';
import type { MemberContext } from '../../member-context.ts';
import type { Supplier } from '../../suppliers/supplier-names.ts';
import { quickReplies, reply } from '../../text/menu.ts';

/** More suppliers than this are not asked about one by one. */
const MOST_ASKED = 5;

/** Asks which of several suppliers is meant; when there are too many, for more of the name. */
export const askWhich = (
  context: MemberContext,
  intent: PurchaserIntentId,
  suppliers: readonly Supplier[],
): ReplyDraft => {
  const { translator, conversation } = context;
  const lines = suppliers.length > MOST_ASKED ? [translator.t('purchaser.too_many', { count: suppliers.length })] : [];
  const asked = suppliers.slice(0, MOST_ASKED);
  return {
    conversation,
    lines,
    followUp: {
      type: 'ask',
      question: {
        type: 'which_supplier',
        intent,
        people: asked.flatMap(({ summary }) => (summary ? [summary.person] : [])),
        codes: asked.flatMap(({ invitation }) => (invitation ? [invitation.code] : [])),
      },
    },
  };
};

/** No supplier has a name like that. */
export const nobodyCalled = (context: MemberContext): ReplyDraft =>
  reply(context.conversation, [context.translator.t('purchaser.not_found', {})], {
    quickReplies: quickReplies(context, 'progress', 'invitations', 'invite'),
  });
