import type { Sleep } from '../../src/channels/sleep.ts';
import type { Instant } from '../../src/dialogue/model/instant.ts';
import { isStoreBusy } from '../store-calls.ts';

/** Wednesday, 25 November 2026, 10:00 in Shanghai. */
export const wednesday: Instant = Date.UTC(2026, 10, 25, 2);

/** The machine's own, also while a test fakes the timers of a library. */
const realTimeout = globalThis.setTimeout;
const realClock = performance.now.bind(performance);

/** After so many milliseconds something that was waited for does not come any more, however slow the machine. */
const HOPELESS = 25_000;

/** Looks at once for what is nearly there, and then once a millisecond, so that disks and databases get their turn. */
const LOOKS_AT_ONCE = 200;

/**
 * Waits on sockets, disks and databases until something holds; throws when it never does. Where it needs time on a clock
 * that only moves when told to, `meanwhile` moves it.
 */
export const until = async (
  holds: () => boolean,
  what = 'what was waited for',
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<void> => {
  const begun = realClock();
  for (let round = 0; !holds(); round += 1) {
    if (realClock() - begun > HOPELESS) throw new Error(`${what} did not happen`);
    await meanwhile();
    await new Promise((resolve) => (round < LOOKS_AT_ONCE ? setImmediate(resolve) : realTimeout(resolve, 1)));
  }
};

/** Lets promises, local sockets that are ready, and calls to a store come to rest. */
export const settle = async (rounds = 5): Promise<void> => {
  const begun = realClock();
  for (;;) {
    for (let round = 0; round < rounds; round += 1) await new Promise((resolve) => setImmediate(resolve));
    if (!isStoreBusy()) return;
    if (realClock() - begun > HOPELESS) throw new Error('a call to a store did not come back');
    await new Promise((resolve) => realTimeout(resolve, 1));
  }
};

/** A clock that only moves when told to. */
export interface FakeTime {
  now(): Instant;
  readonly sleep: Sleep;
  /** Moves time, waking sleepers in order of their moments and letting each come to rest. */
  advance(milliseconds: number): Promise<void>;
  /** Time goes by at once, as for a machine that slept: whoever should have woken meanwhile wakes only now, once. */
  jump(milliseconds: number): Promise<void>;
  /** How many sleep right now. */
  sleepers(): number;
}

/** Makes a clock that stands still. */
export const fakeTime = (start: Instant = wednesday): FakeTime => {
  let now = start;
  const sleepers = new Set<{ readonly at: Instant; readonly wake: () => void }>();
  const next = () => [...sleepers].sort((left, right) => left.at - right.at)[0];
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper = {
          at: Math.ceil(now + milliseconds),
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake);
      }),
    async advance(milliseconds) {
      const end = now + milliseconds;
      for (let sleeper = next(); sleeper && sleeper.at <= end; sleeper = next()) {
        now = Math.max(now, sleeper.at);
        sleeper.wake();
        await settle();
      }
      now = end;
      await settle();
    },
    async jump(milliseconds) {
      now += milliseconds;
      for (const sleeper of [...sleepers]) if (sleeper.at <= now) sleeper.wake();
      await settle();
    },
    sleepers: () => sleepers.size,
  };
};
