import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import { type Invitation, InvitationCode, type Void, voidAt } from '../dialogue/model/programme/invitation.ts';
import type { DocumentStore } from '../store/documents.ts';
import { readInvitationCode } from '../text/invitation-code.ts';
import { invitationOf } from './invitations.ts';

/** What can be known of a code that exists. */
export interface InvitationDetails {
  readonly as: Invitation['as'];
  /** The purchaser's company. */
  readonly company: string;
  /** The supplier that is invited, where the purchaser named one. */
  readonly invited?: string;
}

/** What the page of an invitation may show to whoever has the code. */
export type InspectedInvitation =
  | { readonly type: 'unknown' }
  | ({ readonly type: 'good' } & InvitationDetails)
  | ({ readonly type: Void } & InvitationDetails);

/** Looks at a code without using it. For `person` an invitation that is theirs already stays good. */
export const inspectInvitation = async (
  documents: DocumentStore,
  written: string,
  now: Instant,
  person?: PersonId,
): Promise<InspectedInvitation> => {
  const code = readInvitationCode(written);
  const invitation = code === undefined ? undefined : await invitationOf(documents, InvitationCode.parse(code));
  const purchaser = invitation && (await documents.get('purchaser', invitation.purchaser))?.document;
  if (!invitation || !purchaser) return { type: 'unknown' };
  const { company } = invitation;
  const why = purchaser.removedAt === undefined ? voidAt(invitation, now, person) : 'withdrawn';
  const seen: InvitationDetails = {
    as: invitation.as,
    company: purchaser.terms.company,
    ...(company === undefined ? {} : { invited: company }),
  };
  return why === undefined ? { type: 'good', ...seen } : { type: why, ...seen };
};
