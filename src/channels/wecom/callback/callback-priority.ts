import { setImmediate } from 'node:timers/promises';
import { within } from '../../shared/deadline.ts';
import type { Sleep } from '../../sleep.ts';

/** WeCom's calls that are being answered. */
export interface CallbackPriority {
  /** A call is being answered until this settles. */
  begin(answered: Promise<unknown>): void;
  /** Resolves when no call is being answered, and after a moment in any case; never rejects. */
  over(): Promise<void>;
}

/** So many milliseconds a message lets others go first: calls that never stop coming do not hold it up. */
const PATIENCE = 250;

/**
 * WeCom waits for its answer, and nobody counts the milliseconds of a message: what is to be sent lets the calls go first
 * that have come meanwhile.
 */
export const createCallbackPriority = (sleep: Sleep): CallbackPriority => {
  const underWay = new Set<Promise<unknown>>();
  let quiet: Promise<void> | undefined;

  const untilQuiet = async (tooLong: AbortSignal): Promise<void> => {
    do {
      await Promise.allSettled(underWay);
      // Between two of these, what has come by the network is taken.
      await setImmediate();
      await setImmediate();
    } while (underWay.size > 0 && !tooLong.aborted);
  };

  /** Whether it became quiet or went on too long is the same to who waits. */
  const wait = (): Promise<void> =>
    within(PATIENCE, sleep, untilQuiet)
      .catch(() => undefined)
      .finally(() => {
        quiet = undefined;
      });

  return {
    begin(answered) {
      underWay.add(answered);
      const done = (): void => {
        underWay.delete(answered);
      };
      answered.then(done, done);
    },
    over() {
      // One for everybody, since they may be as many as the calls.
      quiet ??= wait();
      return quiet;
    },
  };
};
