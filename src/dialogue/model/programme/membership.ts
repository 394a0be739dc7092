import { z } from 'zod';
import { locales } from '../../../content/schema/text.ts';
import { Instant } from '../instant.ts';
import { PersonId } from '../person.ts';
import { Progress } from '../progress.ts';
import { InvitationCode } from './invitation.ts';
import { PurchaserId, PurchaserTerms } from './purchaser.ts';

/** A supplier's tie to the purchaser that invited it. */
export const Membership = z.object({
  purchaser: PurchaserId,
  code: InvitationCode,
  terms: PurchaserTerms,
  /** The supplier's company, as the purchaser calls it. */
  company: z.string().optional(),
  at: Instant,
});
export type Membership = z.infer<typeof Membership>;

/** The people of one supplier who use the assistant. Each has a record of their own; progress is told to all. */
export const Company = z.object({
  /** Whose record stands for the company towards the purchaser. */
  lead: PersonId,
  /** All of them, the lead among them. */
  people: z.array(PersonId).min(1),
});
export type Company = z.infer<typeof Company>;

/** How a favour stands that was asked of the purchaser, by the id it has in the journey. */
export const PurchaserTaskMarks = z.record(z.string(), z.object({ askedAt: Instant, doneAt: Instant.optional() }));
export type PurchaserTaskMarks = z.infer<typeof PurchaserTaskMarks>;

/**
 * All that a purchaser can see of a supplier, one summary a company. No field holds anything the supplier typed but the
 * member name, which they told to be passed on.
 */
export const SupplierSummary = z.object({
  person: PersonId,
  journey: z.string(),
  locale: z.enum(locales),
  membership: Membership,
  mode: z.enum(['guided', 'human', 'paused']),
  startedAt: Instant,
  /** When one of them last wrote. */
  heardAt: Instant,
  progress: Progress,
  deferred: z.array(z.string()),
  favours: PurchaserTaskMarks,
  member_name: z.string().optional(),
  /** How many people of the supplier use the assistant. */
  people: z.number().int().positive(),
  /** When the purchaser last had them nudged. */
  nudgedAt: Instant.optional(),
});
export type SupplierSummary = z.infer<typeof SupplierSummary>;
