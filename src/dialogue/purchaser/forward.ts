import type { Invitation } from '../invitation.ts';
import { invitationLink } from '../invite-words.ts';
import type { Link } from '../message.ts';
import type { Scene } from '../scene.ts';
import { sayDate } from './days.ts';
import type { PurchaserScene } from './purchaser-scene.ts';

/** A message of invitation with what belongs to it. */
export interface Forward {
  readonly lines: readonly string[];
  readonly links: readonly Link[];
}

/** The invitation as one message for a supplier: in Chinese, because it goes to suppliers on a Chinese platform. */
export const forwardMessage = (
  { content, schedule, journey, publicUrl }: Pick<Scene, 'content' | 'schedule' | 'journey' | 'publicUrl'>,
  purchaser: string,
  invitation: Invitation,
): string => {
  const chinese = content.voice('zh-CN');
  const values = {
    purchaser,
    count: journey.steps.length,
    url: invitationLink(publicUrl, invitation.code),
    code: invitation.code,
    day: sayDate(invitation.expiresAt, { voice: chinese, schedule }),
    prepare: chinese.fill(journey.prepare, {}),
  };
  return invitation.company === undefined
    ? chinese.say('purchaser.forward_open', values)
    : chinese.say('purchaser.forward_one', { ...values, company: invitation.company });
};

/** The message to be forwarded as it is, whatever language the purchaser's person reads. Page, QR code and poster are its links. */
export const forwardWords = (scene: PurchaserScene, invitation: Invitation): Forward => {
  const { voice, publicUrl, book } = scene;
  const url = invitationLink(publicUrl, invitation.code);
  const words = forwardMessage(scene, book.purchaser.terms.company, invitation);
  return {
    lines: voice.locale === 'en' ? [voice.say('purchaser.forward_this', {}), words] : [words],
    links: [
      { label: voice.say('purchaser.link_page', {}), url },
      { label: voice.say('purchaser.link_qr', {}), url: `${url}/qr.png` },
      { label: voice.say('purchaser.link_poster', {}), url: `${url}/poster.png` },
    ],
  };
};

/** The addresses of a file, for as long as its pass is good. */
export const fileLinks = (
  { publicUrl }: PurchaserScene,
  pass: string,
): { readonly xlsx: string; readonly csv: string } => ({
  xlsx: `${publicUrl}/desk/files/${pass}.xlsx`,
  csv: `${publicUrl}/desk/files/${pass}.csv`,
});
