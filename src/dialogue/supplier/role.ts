import { notDeliveredAtNight, withoutMoot, withoutReminders } from '../core/delivery/queued-reminders.ts';
import { markReachable } from '../core/delivery/unreachable.ts';
import { intents } from '../core/intents.ts';
import { isNew } from '../core/new-conversation.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import type { Role } from '../core/role.ts';
import { type TurnContext, withConversation } from '../core/turn-context.ts';
import { endReply } from './end-reply.ts';
import { onMessage } from './on-message.ts';
import { onNotification } from './on-notification.ts';
import { onTimer } from './on-timer.ts';
import { planReminders } from './plan-reminders.ts';
import { replyWindowNotice } from './reply-window-notice.ts';

/** Somebody new who starts with a question is told in a line whom they are talking to. */
const withFirstWords = (drafts: readonly ReplyDraft[], isFirst: boolean, words: string): readonly ReplyDraft[] => {
  const [first, ...others] = drafts;
  return isFirst && first ? [{ ...first, lines: [words, ...first.lines] }, ...others] : drafts;
};

/** With a line about the reply window of the person's platform, when it matters to them for the first time. */
const withWindow = (context: TurnContext, drafts: readonly ReplyDraft[]): readonly ReplyDraft[] => {
  const last = drafts.at(-1);
  const window = last && replyWindowNotice(withConversation(context, last.conversation));
  return window ? [...drafts, window] : drafts;
};

/** How a turn goes for a supplier. */
export const supplierRole = {
  // They are answered before they are reminded, and what kept them out of reach is over.
  onReturn: (conversation, now) => markReachable(withoutReminders(conversation, now)),
  onMessage: (context, event) => {
    const drafts = onMessage(context, event);
    const greets = drafts.at(-1)?.conversation.log.at(-1)?.intent === intents.greet;
    const words = context.translator.t('talk.first_words', {});
    return withWindow(context, withFirstWords(drafts, isNew(context.conversation) && !greets, words));
  },
  onNotification,
  onTimer: (context) => onTimer(withConversation(context, notDeliveredAtNight(context))),
  planned: (context) => ({ ...withoutMoot(context), reminders: planReminders(context) }),
  endReply,
} as const satisfies Role;
