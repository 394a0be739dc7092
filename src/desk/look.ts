import type { Instant } from '../dialogue/instant.ts';
import { type Invitation, InvitationCode, type Void, voidAt } from '../dialogue/invitation.ts';
import type { PersonId } from '../dialogue/person.ts';
import type { Shelf } from '../store/shelf.ts';
import { readInvitationCode } from '../text/invitation-code.ts';
import { invitationOf } from './invitations.ts';

/** What can be known of a code that exists. */
export interface Seen {
  readonly as: Invitation['as'];
  /** The purchaser's company. */
  readonly company: string;
  /** The supplier that is invited, where the purchaser named one. */
  readonly invited?: string;
}

/** What the page of an invitation may show to whoever has the code. */
export type Looked =
  | { readonly state: 'unknown' }
  | ({ readonly state: 'good' } & Seen)
  | ({ readonly state: Void } & Seen);

/** Looks at a code without using it. For `person` an invitation that is theirs already stays good. */
export const lookAt = async (shelf: Shelf, written: string, now: Instant, person?: PersonId): Promise<Looked> => {
  const code = readInvitationCode(written);
  const invitation = code === undefined ? undefined : await invitationOf(shelf, InvitationCode.parse(code));
  const purchaser = invitation && (await shelf.get('purchaser', invitation.purchaser))?.document;
  if (!invitation || !purchaser) return { state: 'unknown' };
  const { company } = invitation;
  const why = purchaser.removedAt === undefined ? voidAt(invitation, now, person) : 'withdrawn';
  const seen: Seen = {
    as: invitation.as,
    company: purchaser.terms.company,
    ...(company === undefined ? {} : { invited: company }),
  };
  return why === undefined ? { state: 'good', ...seen } : { state: why, ...seen };
};
