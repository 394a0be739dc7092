import { z } from 'zod';
import { Instant } from '../dialogue/model/instant.ts';

/** Who holds the right to do something, and until when. */
export const Lease = z.object({ holder: z.string(), until: Instant });
export type Lease = z.infer<typeof Lease>;

/** Somebody other than `holder` has the right at `now`. */
export const isLeased = (held: Lease | undefined, holder: string, now: Instant): boolean =>
  held !== undefined && held.holder !== holder && held.until > now;
