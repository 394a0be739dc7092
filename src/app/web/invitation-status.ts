import type { Instant } from '../../dialogue/model/instant.ts';
import type { PersonId } from '../../dialogue/model/person.ts';
import type { InspectedInvitation } from '../../purchasers/inspect-invitation.ts';
import type { ReadInvitationStatus } from '../../web/invitation/invitation-status.ts';

/**
 * What the invitation pages are told by the operator’s pages: of a code that cannot be used only why, of a claim code not even the
 * company.
 */
export const invitationLook =
  (
    look: (code: string, now: Instant, person?: PersonId) => Promise<InspectedInvitation>,
    clock: () => Instant,
  ): ReadInvitationStatus =>
  async (code, person) => {
    const seen = await look(code, clock(), person);
    if (seen.type !== 'good') return { type: seen.type };
    const { as, company, invited } = seen;
    if (as === 'purchaser') return { type: 'good', as };
    return { type: 'good', as, company, ...(invited === undefined ? {} : { invited }) };
  };
