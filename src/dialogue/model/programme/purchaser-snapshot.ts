import type { Invitation } from './invitation.ts';
import type { SupplierSummary } from './membership.ts';
import type { Purchaser } from './purchaser.ts';

/** What the turn of one of a purchaser's people may look at; fetched before the turn. */
export interface PurchaserSnapshot {
  readonly purchaser: Purchaser;
  /** Every supplier that joined, in no order. */
  readonly summaries: readonly SupplierSummary[];
  /** Invitations of suppliers that nobody used yet, the void ones among them, in no order. */
  readonly invitations: readonly Invitation[];
}
