import { z } from 'zod';
import { IntentId } from '../content/intent.ts';
import { MilestoneId, StepId } from '../content/journey.ts';

/** What the assistant asked and waits to hear. At most one question is open. */
export const Question = z.discriminatedUnion('asks', [
  /** Which step a report is about; `intent` is what was reported. */
  z.object({ asks: z.literal('which_step'), intent: IntentId, steps: z.array(StepId) }),
  /** How far the person is within a step. */
  z.object({ asks: z.literal('which_milestone'), step: StepId, milestones: z.array(MilestoneId) }),
  /** Whether a milestone is reached by now: a reminder asks this. */
  z.object({ asks: z.literal('reached'), step: StepId, milestone: MilestoneId }),
  /** Which of several readings was meant. */
  z.object({ asks: z.literal('which_intent'), intents: z.array(IntentId), step: StepId.optional() }),
  z.object({ asks: z.literal('member_name') }),
  /** Whether a bare number was meant in fen. */
  z.object({ asks: z.literal('amount_in_fen') }),
  /** Why the review was rejected. */
  z.object({ asks: z.literal('rejection_reason'), step: StepId }),
  /** When to remind. */
  z.object({ asks: z.literal('time') }),
  z.object({ asks: z.literal('language') }),
  /** A confirmation of something that cannot be undone. */
  z.object({ asks: z.literal('confirm'), what: z.enum(['restart', 'erase']) }),
]);
export type Question = z.infer<typeof Question>;
