import { z } from 'zod';
import type { Locale } from '../../content/schema/text.ts';
import type { PageStep } from '../chat/page.ts';
import { filled, word } from '../chat/page-text.ts';

/** What page and poster say themselves, as kept under `invitation:` in `locales/<locale>/invitation.yaml`. */
export const InvitationWords = z.strictObject({
  name: word,
  tagline: word,
  language: word,
  skip: word,
  dingtalk_robot: word,

  'supplier.kicker': word,
  'supplier.heading': filled('company'),
  'supplier.invited': filled('invited'),
  'supplier.summary': word,
  'colleague.kicker': word,
  'colleague.heading': filled('company'),
  'colleague.invited': filled('invited'),
  'colleague.summary': word,
  'claim.kicker': word,
  'claim.heading': word,
  'claim.summary': word,
  'claim.copy': word,
  'claim.once': word,

  'facts.steps': filled('count'),
  'facts.steps_note': word,
  'facts.days': word,
  'facts.days_note': word,
  'facts.free': word,
  'facts.free_note': word,

  'open.heading': word,
  'open.here': word,
  'open.claim_here': word,
  'open.wechat': word,
  'open.wechat_note': word,
  'open.wechat_claim': word,
  'open.telegram': word,
  'open.telegram_note': word,
  'open.telegram_claim': word,
  'open.dingtalk': word,
  'open.dingtalk_note': filled('robot'),
  'open.dingtalk_claim': filled('robot'),
  'open.wecom': word,
  'open.wecom_note': word,
  'open.code': word,
  'open.copy': word,
  'open.copy_code': word,
  'open.copied': word,
  'open.on_phone': word,
  'open.qr': word,

  'steps.heading': filled('count'),
  'steps.note': word,
  'prepare.heading': word,
  'helper.heading': word,
  'helper.guide': word,
  'helper.check': word,
  'helper.remember': word,
  'helper.limits': word,
  'safe.heading': word,
  'safe.secrets': word,
  'safe.money': word,
  'safe.screen': word,
  'safe.privacy': word,
  'safe.verify_heading': word,
  'safe.verify': word,

  'void.expired_heading': word,
  'void.expired': word,
  'void.revoked_heading': word,
  'void.revoked': word,
  'void.used_heading': word,
  'void.used': word,
  'void.withdrawn_heading': word,
  'void.withdrawn': word,
  'void.unknown_heading': word,
  'void.unknown': word,
  'void.too_many_heading': word,
  'void.too_many': filled('minutes'),
  'void.anyway': word,
  'void.start': word,

  'poster.recipient': filled('invited'),
  'poster.invites': word,
  'poster.takes': word,
  'poster.free': word,
  'poster.scan': word,
  'poster.scan_note': word,
  'poster.safe': word,
});
export type InvitationWords = z.infer<typeof InvitationWords>;

/** What the invitation pages say, always of the content in use. */
export interface InvitationText {
  words(locale: Locale): InvitationWords;
  /** The steps in order and what to have at hand; of the journey that newcomers are taken on. */
  journey(locale: Locale): { readonly steps: readonly PageStep[]; readonly prepare: string };
}
