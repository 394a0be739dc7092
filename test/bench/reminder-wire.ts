import { z } from 'zod';
import { PersonId } from '../../src/dialogue/model/person.ts';

/** What the process that sends reminders tells its platform: a message to deliver, or how far it is. */
export const ToPlatform = z.union([
  z.enum(['ready', 'done']),
  z.object({ person: PersonId, number: z.number(), key: z.string(), at: z.number() }),
]);
export type ToPlatform = z.infer<typeof ToPlatform>;

/** What the platform tells it: from when to when to work, or the key of a message that it took. */
export const FromPlatform = z.object({
  begin: z.number().optional(),
  end: z.number().optional(),
  took: z.string().optional(),
});
export type FromPlatform = z.infer<typeof FromPlatform>;
