import type { Address } from '../../dialogue/model/address.ts';
import { DAY, type Instant } from '../../dialogue/model/instant.ts';

/** A message stays one that can be replied to; if it is deleted, Telegram sends the reply without it. */
const LIFE = 365 * DAY;

/** What an answer in a group refers to: the person's message, and the topic it was written in. */
export interface Reference {
  readonly message: number;
  readonly thread?: number;
}

/** Keeps a reference in an address. */
export const handleOf = ({ message, thread }: Reference, now: Instant): NonNullable<Address['handle']> => ({
  token: thread === undefined ? String(message) : `${message}/${thread}`,
  expiresAt: now + LIFE,
});

/** The reference that an address holds, as long as it lives. */
export const referenceOf = ({ handle }: Address, now: Instant): Reference | undefined => {
  if (!handle || handle.expiresAt <= now) return undefined;
  const [, message, thread] = /^(\d+)(?:\/(\d+))?$/.exec(handle.token) ?? [];
  if (message === undefined) return undefined;
  return { message: Number(message), ...(thread === undefined ? {} : { thread: Number(thread) }) };
};
