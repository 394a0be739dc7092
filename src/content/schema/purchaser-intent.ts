import { z } from 'zod';
import { Phrasings } from './intent.ts';

/** What one of a purchaser's people can want; everything else they say is taken as a supplier's words would be. */
export const PurchaserIntentId = z.enum([
  'invite_suppliers',
  'open_invitations',
  'revoke_invitation',
  'suppliers_progress',
  'who_is_stuck',
  'one_supplier',
  'nudge_supplier',
  'favour_done',
  'export_suppliers',
  'set_digest',
  'our_terms',
  'add_colleague',
  'leave_purchaser',
]);
export type PurchaserIntentId = z.infer<typeof PurchaserIntentId>;

/** One file of `intents/purchaser/`: what a purchaser's people mean, and how they say it. */
export const PurchaserIntent = z.strictObject({
  id: PurchaserIntentId,
  meaning: z.string().min(1),
  phrasings: Phrasings,
});
export type PurchaserIntent = z.infer<typeof PurchaserIntent>;
