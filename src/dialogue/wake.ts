import type { Conversation } from './conversation.ts';
import type { Instant } from './instant.ts';

/** The earliest moment at which a conversation has something to do: a message to deliver or a reminder that falls due. */
export const wakeAt = (conversation: Conversation): Instant | undefined => {
  const moments = [
    ...conversation.outbox.map((item) => item.notBefore),
    ...conversation.reminders.map((reminder) => reminder.at),
    ...(conversation.errands ?? []).map((errand) => errand.notBefore),
  ];
  return moments.length === 0 ? undefined : Math.min(...moments);
};
