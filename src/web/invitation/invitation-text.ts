import type { Locale } from '../../content/schema/text.ts';
import type { SurfaceTexts } from '../../messages/surfaces.ts';
import type { PageStep } from '../kit/page-step.ts';

/** What the invitation pages say, always of the content in use. */
export interface InvitationText {
  texts(locale: Locale): SurfaceTexts<'invitation'>;
  /** The steps in order and what to have at hand; of the journey that newcomers are taken on. */
  journey(locale: Locale): { readonly steps: readonly PageStep[]; readonly prepare: string };
}
