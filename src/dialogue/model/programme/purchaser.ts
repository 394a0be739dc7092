import { z } from 'zod';
import { exceptions } from '../../../content/schema/purchaser-exceptions.ts';
import { Instant } from '../instant.ts';
import { PersonId } from '../person.ts';

/** A purchaser, the company. Given once, never used again. */
export const PurchaserId = z
  .string()
  .regex(/^p[0-9a-z]{8,20}$/)
  .brand<'PurchaserId'>();
export type PurchaserId = z.infer<typeof PurchaserId>;

/** What a purchaser asks of its suppliers; copied into each supplier's record, so that a turn need look nothing up. */
export const PurchaserTerms = z.object({
  company: z.string().min(1).max(80),
  /** The 1688 main account that suppliers add as buyer. */
  account: z.string().min(1).max(80),
  /** Credit in yuan. */
  credit: z.number().int().positive(),
  /** Settlement days. */
  days: z.number().int().positive(),
  /** Exceptions that are accepted. */
  accepts: z.array(z.enum(exceptions)),
});
export type PurchaserTerms = z.infer<typeof PurchaserTerms>;

/** What a purchaser's people may change of its terms by themselves. */
export const TermsChange = PurchaserTerms.omit({ company: true }).partial();
export type TermsChange = z.infer<typeof TermsChange>;

/** A purchaser as it is kept. */
export const Purchaser = z.object({
  format: z.literal(1),
  id: PurchaserId,
  terms: PurchaserTerms,
  /** The people who claimed it, in the order of claiming. */
  members: z.array(PersonId),
  createdAt: Instant,
  /** When the operator took it away: its invitations are void from then on, and its suppliers go on without it. */
  removedAt: Instant.optional(),
});
export type Purchaser = z.infer<typeof Purchaser>;
