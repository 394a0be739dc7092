import { closeQuestion } from '../core/close-question.ts';
import { withoutPurchaser } from '../core/progress/colleagues.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import type { TurnContext } from '../core/turn-context.ts';
import type { Conversation } from '../model/conversation.ts';
import type { Purchaser } from '../model/programme/purchaser.ts';
import { menu } from './text/menu.ts';

/**
 * Somebody becomes one of a purchaser's people: who they are here from now on, and what they can do. Whoever was somebody's
 * supplier is none any more; news of suppliers come daily until they say otherwise.
 */
export const welcomeMember = (context: TurnContext, purchaser: Purchaser): ReplyDraft => {
  const { conversation: before, translator, now } = context;
  const known = before.member?.purchaser === purchaser.id ? before.member : undefined;
  const conversation: Conversation = {
    ...withoutPurchaser(closeQuestion(before), now),
    role: 'purchaser',
    mode: 'guided',
    remindersOn: true,
    member: known ?? { purchaser: purchaser.id, digest: 'daily', digestAt: now },
  };
  const company = purchaser.terms.company;
  return {
    conversation,
    lines: [
      translator.t(known ? 'purchaser.welcome_again' : 'purchaser.welcome', { company }),
      translator.t('purchaser.can_do', {}),
    ],
    quickReplies: menu(context),
    followUp: { type: 'none' },
  };
};
