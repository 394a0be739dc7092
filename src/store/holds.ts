import { z } from 'zod';
import { Instant } from '../dialogue/instant.ts';

/** Who holds the right to do something, and until when. */
export const Held = z.object({ holder: z.string(), until: Instant });
export type Held = z.infer<typeof Held>;

/** Somebody other than `holder` has the right at `now`. */
export const isTaken = (held: Held | undefined, holder: string, now: Instant): boolean =>
  held !== undefined && held.holder !== holder && held.until > now;
