import type { Instant } from '../../dialogue/model/instant.ts';

/** A clock that can be moved on, so that a conversation of days can be had in a minute. */
export interface Clock {
  /** The moment it shows. */
  now(): Instant;
  /** Moves on to a moment; never back. */
  moveTo(at: Instant): void;
}

/** A clock that stands still at `start` until it is moved. */
export const createStoppedClock = (start: Instant): Clock => {
  let shown = start;
  return {
    now: () => shown,
    moveTo(at) {
      shown = Math.max(shown, at);
    },
  };
};

/** A clock that runs with `real`, ahead of it by as much as it was moved. */
export const createRunningClock = (real: () => Instant): Clock => {
  let ahead = 0;
  return {
    now: () => real() + ahead,
    moveTo(at) {
      ahead = Math.max(ahead, at - real());
    },
  };
};
