import type { Conversation, Reminder } from '../../model/conversation.ts';
import type { Instant } from '../../model/instant.ts';
import { chooseAddress } from './choose-address.ts';

/**
 * Puts somebody on the operator's list who could not be spoken to because the reply window of their platform had shut, with
 * the steps it was about. The same conversation when there is no place at all.
 */
export const markUnreachable = (
  conversation: Conversation,
  unsaid: readonly Pick<Reminder, 'about'>[],
  now: Instant,
): Conversation => {
  const channel = chooseAddress(conversation)?.channel;
  if (channel === undefined) return conversation;
  const steps = unsaid.flatMap(({ about }) => (about === undefined ? [] : [about]));
  const before = conversation.unreachable;
  return {
    ...conversation,
    unreachable: { at: before?.at ?? now, channel, steps: [...new Set([...(before?.steps ?? []), ...steps])] },
  };
};

/** They wrote: their window is open again. */
export const markReachable = (conversation: Conversation): Conversation => {
  if (conversation.unreachable === undefined) return conversation;
  const { unreachable: _over, ...rest } = conversation;
  return rest;
};
