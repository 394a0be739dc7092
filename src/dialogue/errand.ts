import { z } from 'zod';
import { exceptions } from '../content/exception.ts';
import { Instant } from './instant.ts';
import { Invitation, InvitationCode } from './invitation.ts';
import { Card, Company, FavourMarks } from './membership.ts';
import { PersonId } from './person.ts';
import { Progress } from './progress.ts';
import { PurchaserId, PurchaserTerms } from './purchaser.ts';

/** What one conversation tells another. Told as an event, whose id makes telling twice harmless. */
export const Word = z.discriminatedUnion('tells', [
  /** To the purchaser's people: this supplier asks for a favour. */
  z.object({ tells: z.literal('favour_asked'), favour: z.string(), card: Card }),
  /** To the supplier: the purchaser has done it. */
  z.object({ tells: z.literal('favour_done'), favour: z.string() }),
  /** To the supplier: the purchaser asks how it is going. */
  z.object({ tells: z.literal('nudge') }),
  /** To the supplier: the purchaser's terms are these by now; `gone` when the operator took the purchaser away. */
  z.object({ tells: z.literal('terms'), terms: PurchaserTerms }),
  z.object({ tells: z.literal('purchaser_gone') }),
  /** To colleagues: these steps stand so by now. */
  z.object({
    tells: z.literal('progress'),
    progress: Progress,
    favours: FavourMarks,
    member_name: z.string().optional(),
  }),
  /** To the lead: somebody used the colleague's invitation, or left. To colleagues: who is in the company by now. */
  z.object({ tells: z.literal('colleague_joined') }),
  z.object({ tells: z.literal('colleague_left') }),
  z.object({ tells: z.literal('company'), company: Company }),
  /** To whoever asked the desk for it: the invitations that were made; `list` names the file that holds them all. */
  z.object({ tells: z.literal('invited'), invitations: z.array(Invitation), list: z.string().optional() }),
  z.object({ tells: z.literal('revoked'), companies: z.array(z.string()), count: z.number().int() }),
  z.object({ tells: z.literal('terms_kept'), terms: PurchaserTerms }),
  /** The file that was asked for can be fetched under this pass. */
  z.object({ tells: z.literal('file'), pass: z.string() }),
]);
export type Word = z.infer<typeof Word>;

/** What a turn asks of the desk; the answer comes back as a word, within the same message when all goes well. */
export const DeskRequest = z.discriminatedUnion('asks', [
  /** Invitations for these companies; an open one when there are none. */
  z.object({
    asks: z.literal('invite'),
    as: z.enum(['supplier', 'colleague', 'purchaser']),
    companies: z.array(z.string()),
  }),
  z.object({ asks: z.literal('revoke'), codes: z.array(InvitationCode) }),
  z.object({
    asks: z.literal('change_terms'),
    change: z.object({
      account: z.string().optional(),
      credit: z.number().int().positive().optional(),
      days: z.number().int().positive().optional(),
      accepts: z.array(z.enum(exceptions)).optional(),
    }),
  }),
  /** A file of the progress of all suppliers. */
  z.object({ asks: z.literal('export') }),
  /** The person is one of the purchaser's people no longer. */
  z.object({ asks: z.literal('leave') }),
]);
export type DeskRequest = z.infer<typeof DeskRequest>;

/** Something a turn wants done outside its own conversation; saved with it, done afterwards, as often as it takes. */
export const Errand = z.object({
  /** Unique within the conversation, counted together with its messages. */
  number: z.number().int().positive(),
  task: z.discriminatedUnion('to', [
    z.object({ to: z.literal('person'), person: PersonId, word: Word }),
    /** To all people of a purchaser. */
    z.object({ to: z.literal('purchaser'), purchaser: PurchaserId, word: Word }),
    /** To every supplier of a purchaser. */
    z.object({ to: z.literal('suppliers'), purchaser: PurchaserId, word: Word }),
    z.object({ to: z.literal('desk'), purchaser: PurchaserId, request: DeskRequest }),
  ]),
  savedAt: Instant,
  attempts: z.number().int().nonnegative(),
  /** Not to be tried before this moment. */
  notBefore: Instant,
});
export type Errand = z.infer<typeof Errand>;
