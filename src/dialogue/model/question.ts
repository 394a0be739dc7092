import { z } from 'zod';
import { IntentId } from '../../content/schema/intent.ts';
import { MilestoneId, StepId } from '../../content/schema/journey.ts';
import { PurchaserIntentId } from '../../content/schema/purchaser-intent.ts';
import { PersonId } from './person.ts';
import { InvitationCode } from './programme/invitation.ts';
import { TermsChange } from './programme/purchaser.ts';

/** What one of a purchaser's people is asked to agree to before it is done. */
const Agreement = z.discriminatedUnion('type', [
  z.object({ type: z.literal('leave_purchaser') }),
  z.object({ type: z.literal('nudge_all') }),
  z.object({ type: z.literal('revoke_all') }),
  z.object({ type: z.literal('change_terms'), change: TermsChange }),
  /** Invitations for companies that were pasted without a word of what to do with them. */
  z.object({ type: z.literal('invite'), companies: z.array(z.string()) }),
]);
export type Agreement = z.infer<typeof Agreement>;

/** What the assistant asked and waits to hear. At most one question is open. */
export const Question = z.discriminatedUnion('type', [
  /** Which step a report is about; `intent` is what was reported. */
  z.object({ type: z.literal('which_step'), intent: IntentId, steps: z.array(StepId) }),
  /** How far the person is within a step. */
  z.object({ type: z.literal('which_milestone'), step: StepId, milestones: z.array(MilestoneId) }),
  /** Whether a milestone is reached by now: a reminder asks this. */
  z.object({ type: z.literal('reached'), step: StepId, milestone: MilestoneId }),
  /** Which of several readings was meant. */
  z.object({ type: z.literal('which_intent'), intents: z.array(IntentId), step: StepId.optional() }),
  z.object({ type: z.literal('member_name') }),
  /** Whether a bare number was meant in fen. */
  z.object({ type: z.literal('amount_in_fen') }),
  /** Why the review was rejected. */
  z.object({ type: z.literal('rejection_reason'), step: StepId }),
  /** When to remind; `suggested` is the moment that was offered, in milliseconds. */
  z.object({ type: z.literal('time'), suggested: z.number().int().optional() }),
  z.object({ type: z.literal('language') }),
  /** A confirmation of something that cannot be undone. */
  z.object({ type: z.literal('confirm'), what: z.enum(['restart', 'erase', 'leave']) }),
  /** Whom to invite. */
  z.object({ type: z.literal('companies') }),
  /** Which supplier is meant, of those with these people and of these invitations that nobody used yet. */
  z.object({
    type: z.literal('which_supplier'),
    intent: PurchaserIntentId,
    people: z.array(PersonId),
    codes: z.array(InvitationCode),
  }),
  z.object({ type: z.literal('agree'), to: Agreement }),
]);
export type Question = z.infer<typeof Question>;
