import { type Invitation, voidAt } from '../../dialogue/invitation.ts';
import { invitationLink } from '../../dialogue/invite-words.ts';
import { forwardMessage } from '../../dialogue/purchaser/forward.ts';
import type { Purchaser } from '../../dialogue/purchaser.ts';
import type { Reader } from './progress-table.ts';
import type { Table } from './table.ts';

/** Pasted from a cell into a chat, a message of several lines would come in quotation marks: it is one line. */
const inOneLine = (message: string): string => message.replace(/\s*\n\s*/g, ' ');

/** Invitations with their codes and links, and for each a message that can be forwarded as it is. */
export const invitationsTable = (purchaser: Purchaser, invitations: readonly Invitation[], reader: Reader): Table => {
  const { around, say } = reader;
  const scene = { ...around, journey: around.content.journey };
  return {
    title: say('file.invitations', {}),
    columns: [
      { heading: say('file.company', {}), width: 28 },
      { heading: say('file.link', {}), width: 48 },
      { heading: say('file.code', {}), width: 18 },
      { heading: say('file.expires', {}), width: 17 },
      { heading: say('file.state', {}), width: 10 },
      { heading: say('file.message', {}), width: 60 },
    ],
    rows: invitations.map((invitation) => {
      const state = voidAt(invitation, around.now) ?? (invitation.usedBy ? 'used' : 'good');
      return [
        invitation.company ?? say('file.anybody', {}),
        invitationLink(around.publicUrl, invitation.code),
        invitation.code,
        { at: invitation.expiresAt },
        say(`file.is_${state}`, {}),
        state === 'good' && invitation.as === 'supplier'
          ? inOneLine(forwardMessage(scene, purchaser.terms.company, invitation))
          : undefined,
      ];
    }),
  };
};
