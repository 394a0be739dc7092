import type { Conversation } from '../model/conversation.ts';

/** The conversation with no question open: it was answered, or something else took its place. */
export const closeQuestion = (conversation: Conversation): Conversation => {
  if (conversation.question === undefined) return conversation;
  const { question: _settled, ...rest } = conversation;
  return rest;
};
