import { createLru } from '../shared/lru.ts';

/** How many half-sent messages are remembered. */
const REMEMBERED = 1_000;

/** How far messages of several parts got, so that a message that broke off goes on where it stopped. */
export interface PartsSent {
  of(key: string): number;
  note(key: string, parts: number): void;
  forget(key: string): void;
}

/** Remembers nothing yet. */
export const createPartsSent = (): PartsSent => {
  const sent = createLru<number>(REMEMBERED);
  return {
    of: (key) => sent.get(key) ?? 0,
    note: (key, parts) => {
      if (parts > 0) sent.set(key, parts);
    },
    forget: (key) => sent.delete(key),
  };
};
