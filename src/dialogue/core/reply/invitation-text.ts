import type { Link } from '../../model/message.ts';
import type { Invitation } from '../../model/programme/invitation.ts';
import { termsOf } from '../expected-terms.ts';
import type { TurnContext } from '../turn-context.ts';

/** The page that an invitation opens. */
export const invitationLink = (publicUrl: string, code: string): string => `${publicUrl}/i/${code}`;

/** A message to forward to a colleague, with the invitation in it. */
export const invitationText = (
  context: TurnContext,
  invitations: readonly Invitation[],
): { readonly lines: readonly string[]; readonly links: readonly Link[] } => {
  const { translator, publicUrl } = context;
  const [invitation] = invitations;
  if (!invitation) return { lines: [], links: [] };
  const url = invitationLink(publicUrl, invitation.code);
  const forward = translator.t('colleague.forward', {
    purchaser: termsOf(context).purchaser ?? '',
    code: invitation.code,
    url,
  });
  return { lines: [translator.t('colleague.invited', {}), forward], links: [] };
};
