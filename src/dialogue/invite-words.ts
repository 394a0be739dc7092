import type { Invitation } from './invitation.ts';
import type { Link } from './message.ts';
import type { Scene } from './scene.ts';
import { termsOf } from './terms.ts';

/** The page that an invitation opens. */
export const invitationLink = (publicUrl: string, code: string): string => `${publicUrl}/i/${code}`;

/** A message to forward to a colleague, with the invitation in it. */
export const inviteWords = (
  scene: Scene,
  invitations: readonly Invitation[],
): { readonly lines: readonly string[]; readonly links: readonly Link[] } => {
  const { voice, publicUrl } = scene;
  const [invitation] = invitations;
  if (!invitation) return { lines: [], links: [] };
  const url = invitationLink(publicUrl, invitation.code);
  const forward = voice.say('colleague.forward', {
    purchaser: termsOf(scene).purchaser ?? '',
    code: invitation.code,
    url,
  });
  return { lines: [voice.say('colleague.invited', {}), forward], links: [] };
};
