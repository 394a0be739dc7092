import type { PurchaserIntentId } from '../../../content/purchaser-intent.ts';
import type { PurchaserAct } from './act.ts';
import { setDigest } from './digest.ts';
import { exportSuppliers } from './export.ts';
import { favourDone } from './favours.ts';
import { listInvitations, revokeInvitation } from './invitations.ts';
import { inviteSuppliers } from './invite.ts';
import { nudgeSupplier } from './nudge.ts';
import { oneSupplier } from './one-supplier.ts';
import { addColleague, leavePurchaser } from './people.ts';
import { suppliersProgress } from './progress.ts';
import { whoIsStuck } from './stuck.ts';
import { notInGroup } from './talk.ts';
import { ourTerms } from './terms.ts';

const byIntent: Readonly<Record<PurchaserIntentId, PurchaserAct>> = {
  invite_suppliers: inviteSuppliers,
  open_invitations: listInvitations,
  revoke_invitation: revokeInvitation,
  suppliers_progress: suppliersProgress,
  who_is_stuck: whoIsStuck,
  one_supplier: oneSupplier,
  nudge_supplier: nudgeSupplier,
  favour_done: favourDone,
  export_suppliers: exportSuppliers,
  set_digest: setDigest,
  our_terms: ourTerms,
  add_colleague: addColleague,
  leave_purchaser: leavePurchaser,
};

/** Does what one of a purchaser's people wants. Nothing of it is for the ears of a group. */
export const performForPurchaser: PurchaserAct = (scene, wanted) =>
  scene.inGroup ? notInGroup(scene) : byIntent[wanted.wish.intent](scene, wanted);
