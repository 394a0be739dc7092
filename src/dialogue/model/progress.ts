import { z } from 'zod';
import { IntentId } from '../../content/schema/intent.ts';
import { MilestoneId, StepId } from '../../content/schema/journey.ts';
import { Instant } from './instant.ts';
import { PersonId } from './person.ts';

/** How far a company is within one step, and on whose word. */
export const StepProgress = z.object({
  reached: z.record(
    MilestoneId,
    z.object({
      at: Instant,
      by: z.enum(['supplier', 'purchaser']),
      /** Which colleague reported it, when it was not the person whose record this is. */
      who: PersonId.optional(),
    }),
  ),
  /** When the last try was rejected; gone as soon as it is submitted again. */
  rejectedAt: Instant.optional(),
  /** The question of the catalogue that the rejection was about, where the person told the reason. */
  rejectedFor: IntentId.optional(),
  /** When anything of this was last changed: of two colleagues' words the later one counts. */
  changedAt: Instant.optional(),
});
export type StepProgress = z.infer<typeof StepProgress>;

/** How far a company is, by step. */
export const Progress = z.record(StepId, StepProgress);
export type Progress = z.infer<typeof Progress>;
