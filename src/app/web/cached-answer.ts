import type { Instant } from '../../dialogue/model/instant.ts';

/**
 * Asks something that costs a write once in a while only: whoever asks again within `goodFor` milliseconds, or while the
 * answer is on its way, is told the same. `ask` must not reject.
 */
export const cachedAnswer = <Answer>(
  ask: () => Promise<Answer>,
  goodFor: number,
  clock: () => Instant,
): (() => Promise<Answer>) => {
  let last: { readonly at: Instant; readonly answer: Promise<Answer> } | undefined;
  return () => {
    const now = clock();
    // A clock that was set back makes no answer good for longer.
    if (!last || now < last.at || now - last.at >= goodFor) last = { at: now, answer: ask() };
    return last.answer;
  };
};
