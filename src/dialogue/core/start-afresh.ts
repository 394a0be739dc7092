import type { Conversation } from '../model/conversation.ts';
import { newConversation } from './new-conversation.ts';
import type { TurnContext } from './turn-context.ts';

/** The conversation as if nothing had been said, but for what keeps messages from being lost or answered twice. */
export const startAfresh = ({ conversation, content, now }: TurnContext): Conversation => ({
  ...newConversation(conversation.id, { content, now }, conversation.locale),
  addresses: conversation.addresses,
  seen: conversation.seen,
  outbox: conversation.outbox,
  lastNumber: conversation.lastNumber,
  ...(conversation.effects ? { effects: conversation.effects } : {}),
});
