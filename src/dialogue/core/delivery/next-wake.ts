import type { Conversation } from '../../model/conversation.ts';
import type { Instant } from '../../model/instant.ts';

/** The earliest moment at which a conversation has something to do: a message to deliver or a reminder that falls due. */
export const nextWakeAt = (conversation: Conversation): Instant | undefined => {
  const moments = [
    ...conversation.outbox.map((item) => item.notBefore),
    ...conversation.reminders.map((reminder) => reminder.at),
    ...(conversation.effects ?? []).map((effect) => effect.notBefore),
  ];
  return moments.length === 0 ? undefined : Math.min(...moments);
};
