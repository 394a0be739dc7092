import type { LookAt } from '../channels/web/invitation/look.ts';
import type { Looked } from '../desk/look.ts';
import type { Instant } from '../dialogue/instant.ts';
import type { PersonId } from '../dialogue/person.ts';

/**
 * What the invitation pages are told by the desk: of a code that cannot be used only why, of a claim code not even the
 * company.
 */
export const invitationLook =
  (look: (code: string, now: Instant, person?: PersonId) => Promise<Looked>, clock: () => Instant): LookAt =>
  async (code, person) => {
    const seen = await look(code, clock(), person);
    if (seen.state !== 'good') return { state: seen.state };
    const { as, company, invited } = seen;
    if (as === 'purchaser') return { state: 'good', as };
    return { state: 'good', as, company, ...(invited === undefined ? {} : { invited }) };
  };
