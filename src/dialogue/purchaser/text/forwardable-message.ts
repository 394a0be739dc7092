import { invitationLink } from '../../core/reply/invitation-text.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { Link } from '../../model/message.ts';
import type { Invitation } from '../../model/programme/invitation.ts';
import type { MemberContext } from '../member-context.ts';
import { sayDate } from './relative-dates.ts';

/** A message of invitation with what belongs to it. */
export interface Forward {
  readonly lines: readonly string[];
  readonly links: readonly Link[];
}

/** The invitation as one message for a supplier: in Chinese, because it goes to suppliers on a Chinese platform. */
export const forwardMessage = (
  { content, schedule, journey, publicUrl }: Pick<TurnContext, 'content' | 'schedule' | 'journey' | 'publicUrl'>,
  purchaser: string,
  invitation: Invitation,
): string => {
  const chinese = content.translator('zh-CN');
  const values = {
    purchaser,
    count: journey.steps.length,
    url: invitationLink(publicUrl, invitation.code),
    code: invitation.code,
    day: sayDate(invitation.expiresAt, { translator: chinese, schedule }),
    prepare: chinese.format(journey.prepare, {}),
  };
  return invitation.company === undefined
    ? chinese.t('purchaser.forward_open', values)
    : chinese.t('purchaser.forward_one', { ...values, company: invitation.company });
};

/** The message to be forwarded as it is, whatever language the purchaser's person reads. Page, QR code and poster are its links. */
export const forwardText = (context: MemberContext, invitation: Invitation): Forward => {
  const { translator, publicUrl, snapshot } = context;
  const url = invitationLink(publicUrl, invitation.code);
  const words = forwardMessage(context, snapshot.purchaser.terms.company, invitation);
  return {
    lines: translator.locale === 'en' ? [translator.t('purchaser.forward_this', {}), words] : [words],
    links: [
      { label: translator.t('purchaser.link_page', {}), url },
      { label: translator.t('purchaser.link_qr', {}), url: `${url}/qr.png` },
      { label: translator.t('purchaser.link_poster', {}), url: `${url}/poster.png` },
    ],
  };
};

/** The addresses of a file, for as long as its pass is good. */
export const fileLinks = (
  { publicUrl }: MemberContext,
  pass: string,
): { readonly xlsx: string; readonly csv: string } => ({
  xlsx: `${publicUrl}/desk/files/${pass}.xlsx`,
  csv: `${publicUrl}/desk/files/${pass}.csv`,
});
