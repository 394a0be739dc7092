import type { Instant } from '../../../dialogue/model/instant.ts';
import { createLru } from '../../shared/lru.ts';

/** Tells a text that is meant to be said again from the same text tried again. */
export interface Repeats {
  /** The text as it goes to that person: the same at every try of one message, different from every other message. */
  marked(user: string, text: string, id: string): string;
}

/** Shows nothing and takes three bytes. */
const MARK = '\u200b';

/** More marks than that would not fit; the same text so often within the time says nothing new. */
const MOST_MARKS = 15;

const KEPT_FOR = 3_600_000;
const REMEMBERED = 5_000;

/**
 * WeCom drops a request that it had within half an hour. That makes trying again safe, but the same answer to the same
 * question would be dropped as well: it gets one more invisible mark each time.
 */
export const createRepeats = (clock: () => Instant): Repeats => {
  const said = createLru<readonly { readonly id: string; readonly at: Instant }[]>(REMEMBERED);
  return {
    marked(user, text, id) {
      const key = `${user}\n${text}`;
      const now = clock();
      const kept = said.get(key) ?? [];
      const before = kept.every(({ at }) => at <= now - KEPT_FOR) ? [] : kept;
      const known = before.findIndex((one) => one.id === id);
      if (known >= 0) return text + MARK.repeat(Math.min(known, MOST_MARKS));
      said.set(key, [...before, { id, at: now }]);
      return text + MARK.repeat(Math.min(before.length, MOST_MARKS));
    },
  };
};
