import { z } from 'zod';
import { IntentId } from '../content/intent.ts';
import { MilestoneId, StepId } from '../content/journey.ts';
import { PurchaserIntentId } from '../content/purchaser-intent.ts';
import { InvitationCode } from './invitation.ts';
import { PersonId } from './person.ts';
import { TermsChange } from './purchaser.ts';

/** What one of a purchaser's people is asked to agree to before it is done. */
const Agreement = z.discriminatedUnion('what', [
  z.object({ what: z.literal('leave_purchaser') }),
  z.object({ what: z.literal('nudge_all') }),
  z.object({ what: z.literal('revoke_all') }),
  z.object({ what: z.literal('change_terms'), change: TermsChange }),
  /** Invitations for companies that were pasted without a word of what to do with them. */
  z.object({ what: z.literal('invite'), companies: z.array(z.string()) }),
]);
export type Agreement = z.infer<typeof Agreement>;

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
  z.object({ asks: z.literal('confirm'), what: z.enum(['restart', 'erase', 'leave']) }),
  /** Whom to invite. */
  z.object({ asks: z.literal('companies') }),
  /** Which supplier is meant, of those with these people and of these invitations that nobody used yet. */
  z.object({
    asks: z.literal('which_supplier'),
    intent: PurchaserIntentId,
    people: z.array(PersonId),
    codes: z.array(InvitationCode),
  }),
  z.object({ asks: z.literal('agree'), to: Agreement }),
]);
export type Question = z.infer<typeof Question>;
