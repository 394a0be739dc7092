import { setImmediate } from 'node:timers/promises';

/** WeCom's calls that are being answered. */
export interface Calls {
  /** A call is being answered until this settles. */
  begin(answered: Promise<unknown>): void;
  /** Resolves when no call is being answered, and after some rounds of them in any case; never rejects. */
  over(): Promise<void>;
}

/** So often a message lets others go first: calls that never stop coming do not hold it up. */
const ROUNDS = 10;

/**
 * WeCom waits for its answer, and nobody counts the milliseconds of a message: what is to be sent lets the calls go first
 * that have come meanwhile.
 */
export const createCalls = (): Calls => {
  const underWay = new Set<Promise<unknown>>();
  return {
    begin(answered) {
      underWay.add(answered);
      const done = (): void => {
        underWay.delete(answered);
      };
      answered.then(done, done);
    },
    async over() {
      for (let round = 0; round < ROUNDS; round += 1) {
        await setImmediate();
        if (underWay.size === 0) return;
        await Promise.allSettled(underWay);
      }
    },
  };
};
