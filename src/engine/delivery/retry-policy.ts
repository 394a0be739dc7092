import type { SendResult } from '../../channels/channel.ts';
import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import { DAY, type Instant, MINUTE } from '../../dialogue/model/instant.ts';

/** Waits before another try: between these, doubling, drawn anew each time (full jitter) above the shortest. */
const SHORTEST_WAIT = 1_000;
const FIRST_SPREAD = 2_000;
const LONGEST_SPREAD = 30 * MINUTE;

/** A message that could not be delivered for so long is given up, unless (after downtime) it was hardly tried. */
const LONGEST_TRYING = DAY;
const FEWEST_TRIES = 5;

/** What to do with a message after a try. */
export type RetryDecision =
  | { readonly type: 'delivered' }
  | { readonly type: 'try_again'; readonly at: Instant }
  | { readonly type: 'wait_for_person' }
  | { readonly type: 'give_up'; readonly reason: string };

/**
 * Judges the result of a try at `now`.
 *
 * `unknown` may have been delivered: it is tried again only where the platform drops repeats by key. A platform that
 * names a time is never asked before it; when that time lies beyond the day that messages are tried for, it is given up.
 */
export const decideRetry = (
  result: SendResult,
  item: Pick<OutboxItem, 'attempts' | 'savedAt'>,
  now: Instant,
  idempotent: boolean,
  random: () => number,
): RetryDecision => {
  if (result.status === 'sent') return { type: 'delivered' };
  if (result.status === 'absent') return { type: 'wait_for_person' };
  if (result.status === 'refused') return { type: 'give_up', reason: result.reason };
  if (result.status === 'unknown' && !idempotent) return { type: 'give_up', reason: result.reason };
  const named = result.status === 'retry' ? (result.afterMilliseconds ?? 0) : 0;
  const spread = Math.min(LONGEST_SPREAD, FIRST_SPREAD * 2 ** Math.min(item.attempts, 20));
  const at = Math.ceil(now + Math.max(SHORTEST_WAIT, named) + random() * spread);
  const tooLate = at > item.savedAt + LONGEST_TRYING && item.attempts + 1 >= FEWEST_TRIES;
  if (tooLate || named > LONGEST_TRYING) return { type: 'give_up', reason: result.reason };
  return { type: 'try_again', at };
};
