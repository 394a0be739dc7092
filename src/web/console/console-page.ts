import { invitationLink } from '../../dialogue/core/reply/invitation-text.ts';
import type { Invitation } from '../../dialogue/model/programme/invitation.ts';
import type { Purchaser } from '../../dialogue/model/programme/purchaser.ts';
import { sayDate } from '../../dialogue/purchaser/text/relative-dates.ts';
import type { ContentEdit } from '../../operator/content-edit.ts';
import type { Counted, Findings } from '../../operator/overview.ts';
import { consoleText } from '../../purchasers/files/console-text.ts';
import { type Html, html } from '../kit/html.ts';
import { contentPart } from './content-part.ts';
import { findingsPart } from './findings-part.ts';
import { type Frame, framed } from './frame.ts';
import { type AddForm, emptyForm, purchasersPart } from './purchasers-part.ts';

/** What is said at the top, once. */
export type Confirmation =
  | { readonly type: 'claim'; readonly purchaser: Purchaser; readonly claim: Invitation }
  | { readonly type: 'removed'; readonly company: string; readonly told: number }
  | { readonly type: 'erased' };

/** What could not be done, with what was filled in. */
export type FormError =
  | { readonly type: 'add'; readonly form: AddForm }
  | { readonly type: 'erase'; readonly why: 'person_unknown' | 'not_confirmed' }
  | { readonly type: 'page'; readonly why: 'gone' | 'not_confirmed' };

/** What the page of the operator’s pages shows. */
export interface ConsoleView {
  readonly purchasers: readonly Counted[];
  readonly findings: Findings;
  readonly contentEdit?: ContentEdit | undefined;
  readonly said?: Confirmation | undefined;
  readonly error?: FormError | undefined;
}

/** The message goes to the purchaser: in Chinese, as the command gives it. */
const claimMessage = ({ context }: Frame, { terms }: Purchaser, { code, expiresAt }: Invitation): string => {
  const { content, publicUrl, schedule } = context;
  return consoleText(content, 'zh-CN')('message.claim', {
    company: terms.company,
    code,
    url: invitationLink(publicUrl, code),
    day: sayDate(expiresAt, { translator: content.translator('zh-CN'), schedule }),
  });
};

const saidPart = (frame: Frame, said: Confirmation): Html => {
  const { t } = frame;
  switch (said.type) {
    case 'claim': {
      const { purchaser, claim } = said;
      return html`<section class="card said" role="status" aria-labelledby="said-heading">
<h2 id="said-heading">${t('page.claim_heading', { company: purchaser.terms.company })}</h2>
<p class="code">${claim.code}</p>
<p class="note">${t('page.claim_note', {})}</p>
<p class="message" lang="zh-CN" tabindex="0">${claimMessage(frame, purchaser, claim)}</p>
</section>`;
    }
    case 'removed':
      return html`<p class="card said" role="status">${t('page.removed', { company: said.company, count: said.told })}</p>`;
    case 'erased':
      return html`<p class="card said" role="status">${t('page.erased', {})}</p>`;
  }
};

/** The page of the operator’s pages for who is signed in. */
export const consolePage = (frame: Frame, { purchasers, findings, contentEdit, said, error }: ConsoleView): string => {
  const { t } = frame;
  const adding = error?.type === 'add' ? { form: error.form, trouble: t('page.bad_terms', {}) } : { form: emptyForm };
  return framed(
    frame,
    { isSignedIn: true },
    html`<main id="main" class="desk">
<h1 class="hidden">${t('page.name', {})}</h1>
${said ? saidPart(frame, said) : undefined}
${error?.type === 'page' ? html`<p class="card trouble" role="alert">${t(`page.${error.why}`, {})}</p>` : undefined}
${contentEdit?.type === 'refused' ? contentPart(frame, contentEdit) : undefined}
<div class="columns">
${purchasersPart(frame, purchasers, adding)}
${findingsPart(frame, findings, error?.type === 'erase' ? t(`page.${error.why}`, {}) : undefined)}
</div>
${contentEdit?.type === 'taken' ? contentPart(frame, contentEdit) : undefined}
</main>`,
  );
};
