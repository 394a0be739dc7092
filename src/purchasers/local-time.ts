import { type Instant, MINUTE } from '../dialogue/model/instant.ts';

/** Minutes that the readers' local time is ahead of UTC at a moment. */
export type Offset = (at: Instant) => number;

/** A moment by the clock on the readers' wall: `2026-03-02 10:00`. */
export const localMinute = (at: Instant, offset: Offset): string =>
  new Date(at + offset(at) * MINUTE).toISOString().slice(0, 16).replace('T', ' ');
