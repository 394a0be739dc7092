import { z } from 'zod';
import { IntentId } from '../content/intent.ts';
import { MilestoneId, StepId } from '../content/journey.ts';
import { PhraseMeaning } from '../content/phrases.ts';
import { Language } from '../understanding/reading.ts';

/** Acts that are no intent of the catalogue: they mean something only within a conversation. */
export const Repair = PhraseMeaning.extract(['skip', 'why', 'repeat', 'pause', 'continue', 'not_yet']);
export type Repair = z.infer<typeof Repair>;

/** What a message amounts to here and now: the reading, bent by what was asked and by where the person stands. */
export const Meaning = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('intent'),
    intent: IntentId,
    step: StepId.optional(),
    /** The very milestone that is reported, when it was chosen from several. */
    milestone: MilestoneId.optional(),
    language: Language.optional(),
  }),
  z.object({ act: z.literal('repair'), repair: Repair, step: StepId.optional() }),
  /** Yes or no to the open question. */
  z.object({ act: z.literal('answer'), yes: z.boolean() }),
]);
export type Meaning = z.infer<typeof Meaning>;
