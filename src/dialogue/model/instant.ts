import { z } from 'zod';

/** A moment, in milliseconds since 1970-01-01T00:00:00Z. */
export const Instant = z.number().int();
export type Instant = z.infer<typeof Instant>;

/** Milliseconds in a minute, an hour and a day. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
