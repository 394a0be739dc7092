import type { InvitationCode, Void } from './invitation.ts';
import type { Membership, SupplierSummary } from './membership.ts';
import type { Purchaser } from './purchaser.ts';

/**
 * What became of a code that came with a message; worked out before the turn, which only acts on it.
 *
 * `supplier`: the person joins as a supplier. `colleague`: they join the company of `summary`. `purchaser`: they are one of
 * the purchaser's people from now on. `refused`: it makes no difference, and why; `unknown` when there is no such code, `own`
 * when one of the purchaser's people uses an invitation of suppliers.
 */
export type Redemption =
  | { readonly type: 'supplier'; readonly membership: Membership }
  | { readonly type: 'colleague'; readonly membership: Membership; readonly summary: SupplierSummary }
  | { readonly type: 'purchaser'; readonly purchaser: Purchaser; readonly code: InvitationCode }
  | { readonly type: 'refused'; readonly why: Void | 'own' | 'unknown' | 'too_many_tries'; readonly company?: string };
