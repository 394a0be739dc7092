import type { Conversation } from '../model/conversation.ts';
import type { MessageReceived, Notified } from '../model/event.ts';
import type { Instant } from '../model/instant.ts';
import type { ReplyDraft } from './reply/reply-draft.ts';
import type { EndReply } from './reply/reply-ending.ts';
import type { TurnContext } from './turn-context.ts';

/** What a turn does otherwise for a supplier than for one of a purchaser's people. `turn.ts` chooses one, and nobody else. */
export interface Role {
  /** The conversation as soon as the person has written again. */
  readonly onReturn: (conversation: Conversation, now: Instant) => Conversation;
  /** What is answered to a message. */
  readonly onMessage: (context: TurnContext, event: MessageReceived) => readonly ReplyDraft[];
  /** What another conversation, or the purchasers' side, tells this one. */
  readonly onNotification: (context: TurnContext, notified: Notified) => Conversation;
  /** What has fallen due is said. */
  readonly onTimer: (context: TurnContext) => Conversation;
  /** The conversation with all moments at which the person is to be spoken to unasked. */
  readonly planned: (context: TurnContext) => Conversation;
  readonly endReply: EndReply;
}
