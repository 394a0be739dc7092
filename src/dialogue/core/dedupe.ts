import type { Conversation } from '../model/conversation.ts';
import { DAY, type Instant } from '../model/instant.ts';

/** A message is remembered at least so long, however many follow: platforms redeliver for up to three days. */
const REMEMBERED_FOR = 3 * DAY;

/** And this many are remembered at least, however long ago they were. */
const REMEMBERED = 200;

/** Whether a message was dealt with before. */
export const isDuplicate = (conversation: Conversation, id: string): boolean =>
  conversation.seen.some((seen) => seen.id === id);

/** Remembers a message as dealt with. */
export const rememberMessage = (conversation: Conversation, id: string, at: Instant): Conversation => {
  const seen = [...conversation.seen, { id, at }];
  const surplus = Math.max(0, seen.length - REMEMBERED);
  const kept = surplus === 0 ? seen : seen.filter((entry, index) => index >= surplus || entry.at > at - REMEMBERED_FOR);
  return { ...conversation, seen: kept };
};
