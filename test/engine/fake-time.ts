import { setImmediate } from 'node:timers/promises';
import type { Sleep } from '../../src/channels/sleep.ts';
import type { Instant } from '../../src/dialogue/model/instant.ts';

/** Monday, 9 March 2026, 09:00 in Shanghai. */
export const monday: Instant = Date.UTC(2026, 2, 9, 1);

/** Lets everything that can go on without time passing go on. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
};

/** A clock that stands still until told to move, and a sleep that goes by it. */
export interface FakeTime {
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  /** Moves the clock, waking sleepers at their moments, in order. */
  advance(milliseconds: number): Promise<void>;
}

export const fakeTime = (start: Instant = monday): FakeTime => {
  let now = start;
  const sleepers = new Set<{ at: Instant; wake: () => void }>();
  return {
    clock: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper = {
          at: now + milliseconds,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake, { once: true });
      }),
    async advance(milliseconds) {
      const target = now + milliseconds;
      await settle();
      for (;;) {
        const [next] = [...sleepers].filter(({ at }) => at <= target).sort((left, right) => left.at - right.at);
        if (!next) break;
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = target;
      await settle();
    },
  };
};
