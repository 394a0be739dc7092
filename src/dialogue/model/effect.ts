import { z } from 'zod';
import { exceptions } from '../../content/schema/purchaser-exceptions.ts';
import { Instant } from './instant.ts';
import { PersonId } from './person.ts';
import { Invitation, InvitationCode } from './programme/invitation.ts';
import { Company, PurchaserTaskMarks, SupplierSummary } from './programme/membership.ts';
import { PurchaserId, PurchaserTerms } from './programme/purchaser.ts';
import { Progress } from './progress.ts';

/** What one conversation tells another. Told as an event, whose id makes telling twice harmless. */
export const Notification = z.discriminatedUnion('type', [
  /** To the purchaser's people: this supplier asks for a favour. */
  z.object({ type: z.literal('favour_asked'), favour: z.string(), summary: SupplierSummary }),
  /** To the supplier: the purchaser has done it. */
  z.object({ type: z.literal('favour_done'), favour: z.string() }),
  /** To the supplier: the purchaser asks how it is going. */
  z.object({ type: z.literal('nudge') }),
  /** To the supplier: the purchaser's terms are these by now; `gone` when the operator took the purchaser away. */
  z.object({ type: z.literal('terms'), terms: PurchaserTerms }),
  z.object({ type: z.literal('purchaser_gone') }),
  /** To colleagues: these steps stand so by now. */
  z.object({
    type: z.literal('progress'),
    progress: Progress,
    favours: PurchaserTaskMarks,
    member_name: z.string().optional(),
  }),
  /** To the lead: somebody used the colleague's invitation, or left. To colleagues: who is in the company by now. */
  z.object({ type: z.literal('colleague_joined') }),
  z.object({ type: z.literal('colleague_left') }),
  z.object({ type: z.literal('company'), company: Company }),
  /** To whoever asked the purchasers’ side for it: the invitations that were made; `list` names the file that holds them all. */
  z.object({ type: z.literal('invited'), invitations: z.array(Invitation), list: z.string().optional() }),
  z.object({ type: z.literal('revoked'), companies: z.array(z.string()), count: z.number().int() }),
  z.object({ type: z.literal('terms_kept'), terms: PurchaserTerms }),
  /** The file that was asked for can be fetched under this pass. */
  z.object({ type: z.literal('file'), pass: z.string() }),
]);
export type Notification = z.infer<typeof Notification>;

/** What a turn asks of the purchasers’ side; the answer comes back as a word, within the same message when all goes well. */
export const PurchaserRequest = z.discriminatedUnion('type', [
  /** Invitations for these companies; an open one when there are none. */
  z.object({
    type: z.literal('invite'),
    as: z.enum(['supplier', 'colleague', 'purchaser']),
    companies: z.array(z.string()),
  }),
  z.object({ type: z.literal('revoke'), codes: z.array(InvitationCode) }),
  z.object({
    type: z.literal('change_terms'),
    change: z.object({
      account: z.string().optional(),
      credit: z.number().int().positive().optional(),
      days: z.number().int().positive().optional(),
      accepts: z.array(z.enum(exceptions)).optional(),
    }),
  }),
  /** A file of the progress of all suppliers. */
  z.object({ type: z.literal('export') }),
  /** The person is one of the purchaser's people no longer. */
  z.object({ type: z.literal('leave') }),
]);
export type PurchaserRequest = z.infer<typeof PurchaserRequest>;

/** Something a turn wants done outside its own conversation; saved with it, done afterwards, as often as it takes. */
export const Effect = z.object({
  /** Unique within the conversation, counted together with its messages. */
  number: z.number().int().positive(),
  task: z.discriminatedUnion('type', [
    z.object({ type: z.literal('person'), person: PersonId, notification: Notification }),
    /** To all people of a purchaser. */
    z.object({ type: z.literal('purchaser'), purchaser: PurchaserId, notification: Notification }),
    /** To every supplier of a purchaser. */
    z.object({ type: z.literal('suppliers'), purchaser: PurchaserId, notification: Notification }),
    z.object({ type: z.literal('desk'), purchaser: PurchaserId, request: PurchaserRequest }),
  ]),
  savedAt: Instant,
  attempts: z.number().int().nonnegative(),
  /** Not to be tried before this moment. */
  notBefore: Instant,
});
export type Effect = z.infer<typeof Effect>;
