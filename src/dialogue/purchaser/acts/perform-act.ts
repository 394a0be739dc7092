import type { PurchaserIntentId } from '../../../content/schema/purchaser-intent.ts';
import type { PurchaserAct } from './act.ts';
import { addColleague, leavePurchaser } from './colleagues.ts';
import { setDigest } from './digest.ts';
import { exportSuppliers } from './export.ts';
import { listInvitations, revokeInvitation } from './invitations/invitations.ts';
import { inviteSuppliers } from './invitations/invite.ts';
import { notInGroup } from './small-talk.ts';
import { nudgeSupplier } from './suppliers/nudge.ts';
import { suppliersProgress } from './suppliers/progress.ts';
import { oneSupplier } from './suppliers/supplier-detail.ts';
import { whoIsStuck } from './suppliers/who-is-stuck.ts';
import { purchaserTaskDone } from './task-done.ts';
import { ourTerms } from './terms.ts';

const byIntent: Readonly<Record<PurchaserIntentId, PurchaserAct>> = {
  invite_suppliers: inviteSuppliers,
  open_invitations: listInvitations,
  revoke_invitation: revokeInvitation,
  suppliers_progress: suppliersProgress,
  who_is_stuck: whoIsStuck,
  one_supplier: oneSupplier,
  nudge_supplier: nudgeSupplier,
  favour_done: purchaserTaskDone,
  export_suppliers: exportSuppliers,
  set_digest: setDigest,
  our_terms: ourTerms,
  add_colleague: addColleague,
  leave_purchaser: leavePurchaser,
};

/** Does what one of a purchaser's people wants. Nothing of it is for the ears of a group. */
export const performCommand: PurchaserAct = (context, wanted) =>
  context.inGroup ? notInGroup(context) : byIntent[wanted.command.intent](context, wanted);
