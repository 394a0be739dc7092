import type { Conversation, Reminder } from './conversation.ts';
import type { Instant } from './instant.ts';
import { placeFor } from './place.ts';

/**
 * Puts somebody on the desk's list who could not be spoken to because the reply window of their platform had shut, with
 * the steps it was about. The same conversation when there is no place at all.
 */
export const outOfReach = (
  conversation: Conversation,
  unsaid: readonly Pick<Reminder, 'about'>[],
  now: Instant,
): Conversation => {
  const channel = placeFor(conversation)?.channel;
  if (channel === undefined) return conversation;
  const steps = unsaid.flatMap(({ about }) => (about === undefined ? [] : [about]));
  const before = conversation.outOfReach;
  return {
    ...conversation,
    outOfReach: { at: before?.at ?? now, channel, steps: [...new Set([...(before?.steps ?? []), ...steps])] },
  };
};

/** They wrote: their window is open again. */
export const backInReach = (conversation: Conversation): Conversation => {
  if (conversation.outOfReach === undefined) return conversation;
  const { outOfReach: _over, ...rest } = conversation;
  return rest;
};
