import type { Address } from '../../../dialogue/model/address.ts';
import type { Instant } from '../../../dialogue/model/instant.ts';

type Handle = NonNullable<Address['handle']>;

/** A message may be answered for 24 hours, an opened chat be welcomed for 5 seconds (101463). */
const ANSWERED_FOR = 24 * 3_600_000;
const WELCOMED_FOR = 5_000;

/** A handle with less life than this is not begun with. */
const MARGIN = 500;

/** The way to answer a message: the id of the frame it came in. */
export const answerHandle = (requestId: string, now: Instant): Handle => ({
  token: `answer:${requestId}`,
  expiresAt: now + ANSWERED_FOR,
});

/** The way to welcome somebody who opened the chat. */
export const welcomeHandle = (requestId: string, now: Instant): Handle => ({
  token: `welcome:${requestId}`,
  expiresAt: now + WELCOMED_FOR,
});

/** A way to answer that is still open by its time. */
export interface Way {
  readonly how: 'answer' | 'welcome';
  readonly requestId: string;
}

/** The way that an address carries; nothing when there is none or it is over. */
export const wayOf = ({ handle }: Address, now: Instant): Way | undefined => {
  if (!handle || handle.expiresAt - MARGIN <= now) return undefined;
  const [, how, requestId] = /^(answer|welcome):(.+)$/s.exec(handle.token) ?? [];
  if (requestId === undefined) return undefined;
  return { how: how === 'welcome' ? 'welcome' : 'answer', requestId };
};
