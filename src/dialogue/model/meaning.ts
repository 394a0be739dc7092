import { z } from 'zod';
import { IntentId } from '../../content/schema/intent.ts';
import { MilestoneId, StepId } from '../../content/schema/journey.ts';
import { PhraseMeaning } from '../../content/schema/phrases.ts';
import { PurchaserIntentId } from '../../content/schema/purchaser-intent.ts';
import { Language } from '../../understanding/reading.ts';
import { PersonId } from './person.ts';
import { InvitationCode } from './programme/invitation.ts';

/** Acts that are no intent of the catalogue: they mean something only within a conversation. */
export const Repair = PhraseMeaning.extract(['skip', 'why', 'repeat', 'pause', 'continue', 'not_yet']);
export type Repair = z.infer<typeof Repair>;

/** What a supplier can want of their tie to the purchaser. */
export const MembershipRequest = PhraseMeaning.extract(['who_sees', 'add_colleague', 'leave_purchaser']);
export type MembershipRequest = z.infer<typeof MembershipRequest>;

/**
 * What is wished of reminders but a time and their end: that they come (“别忘了提醒我”), that they come seldom and not at
 * night, that the one with the chosen time does not, or only to hear whether any will come; and a wait of days that
 * was told, after which they may want to be called.
 */
export const ReminderRequest = z.enum(['keep', 'rarely', 'cancel_chosen', 'ask', 'offer']);
export type ReminderRequest = z.infer<typeof ReminderRequest>;

/**
 * What is answered from the record: their member name, another name that somebody typed for it, who invited them, that nothing is
 * lost. And what is not in it: how far others are, whether an invitation is for others, that there is none or nobody knows it,
 * what somebody of a purchaser's side needs, what to do once a secret was given
 * away, what can be done faster, and that an amount may be told.
 */
export const Recalled = z.enum([
  'member_name',
  'other_name',
  'purchaser',
  'nothing_lost',
  'others',
  'for_others',
  'no_invitation',
  'unknown_code',
  'officer',
  'hurry',
  'amount',
]);
export type Recalled = z.infer<typeof Recalled>;

/** What one of a purchaser's people wants, and of which supplier; what is not named is taken from the text. */
export const PurchaserCommand = z.object({
  intent: PurchaserIntentId,
  /** The supplier, by who stands for it. */
  person: PersonId.optional(),
  /** The supplier, by an invitation that nobody used yet. */
  code: InvitationCode.optional(),
  /** The favour that was done. */
  favour: z.string().optional(),
  /** Of all suppliers that it can be about; of an invitation: for anybody. */
  all: z.boolean().optional(),
  digest: z.enum(['off', 'daily', 'weekly']).optional(),
});
export type PurchaserCommand = z.infer<typeof PurchaserCommand>;

/** What a message amounts to here and now: the reading, bent by what was asked and by where the person stands. */
export const Meaning = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('intent'),
    intent: IntentId,
    step: StepId.optional(),
    /** The very milestone that is reported, when it was chosen from several. */
    milestone: MilestoneId.optional(),
    /** The milestone is reached anew, and what came after it is over: something was handed in once more. */
    again: z.boolean().optional(),
    language: Language.optional(),
  }),
  z.object({ type: z.literal('repair'), repair: Repair, step: StepId.optional() }),
  z.object({ type: z.literal('reminder'), command: ReminderRequest }),
  /** The reminder at the chosen time comes so many minutes later, or sooner where they are below 0. */
  z.object({ type: z.literal('shift_reminder'), minutes: z.number().int() }),
  /** Something that they told and ask for again. */
  z.object({ type: z.literal('recall'), what: Recalled }),
  /** About the tie to the purchaser and to colleagues. */
  z.object({ type: z.literal('member'), command: MembershipRequest }),
  /** From one of a purchaser's people: about their suppliers. */
  z.object({ type: z.literal('purchase'), command: PurchaserCommand }),
  /** Yes or no to the open question. */
  z.object({ type: z.literal('answer'), yes: z.boolean() }),
]);
export type Meaning = z.infer<typeof Meaning>;
