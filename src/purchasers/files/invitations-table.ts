import { invitationLink } from '../../dialogue/core/reply/invitation-text.ts';
import { type Invitation, voidAt } from '../../dialogue/model/programme/invitation.ts';
import type { Purchaser } from '../../dialogue/model/programme/purchaser.ts';
import { forwardMessage } from '../../dialogue/purchaser/text/forwardable-message.ts';
import type { ReaderContext } from './progress-table.ts';
import type { Table } from './table.ts';

/** Pasted from a cell into a chat, a message of several lines would come in quotation marks: it is one line. */
const inOneLine = (message: string): string => message.replace(/\s*\n\s*/g, ' ');

/** Invitations with their codes and links, and for each a message that can be forwarded as it is. */
export const invitationsTable = (
  purchaser: Purchaser,
  invitations: readonly Invitation[],
  reader: ReaderContext,
): Table => {
  const { context, t } = reader;
  const ofNewcomers = { ...context, journey: context.content.journey };
  return {
    title: t('file.invitations', {}),
    columns: [
      { heading: t('file.company', {}), width: 28 },
      { heading: t('file.link', {}), width: 48 },
      { heading: t('file.code', {}), width: 18 },
      { heading: t('file.expires', {}), width: 17 },
      { heading: t('file.state', {}), width: 10 },
      { heading: t('file.message', {}), width: 60 },
    ],
    rows: invitations.map((invitation) => {
      const state = voidAt(invitation, context.now) ?? (invitation.usedBy ? 'used' : 'good');
      return [
        invitation.company ?? t('file.anybody', {}),
        invitationLink(context.publicUrl, invitation.code),
        invitation.code,
        { at: invitation.expiresAt },
        t(`file.is_${state}`, {}),
        state === 'good' && invitation.as === 'supplier'
          ? inOneLine(forwardMessage(ofNewcomers, purchaser.terms.company, invitation))
          : undefined,
      ];
    }),
  };
};
