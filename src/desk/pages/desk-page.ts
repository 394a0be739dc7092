import { type Html, html } from '../../channels/web/html.ts';
import type { Invitation } from '../../dialogue/invitation.ts';
import { invitationLink } from '../../dialogue/invite-words.ts';
import { sayDate } from '../../dialogue/purchaser/days.ts';
import type { Purchaser } from '../../dialogue/purchaser.ts';
import type { ContentEdit } from '../content-edit.ts';
import type { Counted, Findings } from '../overview.ts';
import { deskWords } from '../words.ts';
import { contentPart } from './content-part.ts';
import { findingsPart } from './findings-part.ts';
import { type Frame, framed } from './frame.ts';
import { type AddForm, emptyForm, purchasersPart } from './purchasers-part.ts';

/** What is said at the top, once. */
export type Said =
  | { readonly said: 'claim'; readonly purchaser: Purchaser; readonly claim: Invitation }
  | { readonly said: 'removed'; readonly company: string; readonly told: number }
  | { readonly said: 'erased' };

/** What could not be done, with what was filled in. */
export type Trouble =
  | { readonly at: 'add'; readonly form: AddForm }
  | { readonly at: 'erase'; readonly why: 'person_unknown' | 'not_confirmed' }
  | { readonly at: 'page'; readonly why: 'gone' | 'not_confirmed' };

/** What the page of the desk shows. */
export interface DeskView {
  readonly purchasers: readonly Counted[];
  readonly findings: Findings;
  readonly contentEdit?: ContentEdit | undefined;
  readonly said?: Said | undefined;
  readonly trouble?: Trouble | undefined;
}

/** The message goes to the purchaser: in Chinese, as the command gives it. */
const claimMessage = ({ around }: Frame, { terms }: Purchaser, { code, expiresAt }: Invitation): string => {
  const { content, publicUrl, schedule } = around;
  return deskWords(content, 'zh-CN')('message.claim', {
    company: terms.company,
    code,
    url: invitationLink(publicUrl, code),
    day: sayDate(expiresAt, { voice: content.voice('zh-CN'), schedule }),
  });
};

const saidPart = (frame: Frame, said: Said): Html => {
  const { say } = frame;
  switch (said.said) {
    case 'claim': {
      const { purchaser, claim } = said;
      return html`<section class="card said" role="status" aria-labelledby="said-heading">
<h2 id="said-heading">${say('page.claim_heading', { company: purchaser.terms.company })}</h2>
<p class="code">${claim.code}</p>
<p class="note">${say('page.claim_note', {})}</p>
<p class="message" lang="zh-CN" tabindex="0">${claimMessage(frame, purchaser, claim)}</p>
</section>`;
    }
    case 'removed':
      return html`<p class="card said" role="status">${say('page.removed', { company: said.company, count: said.told })}</p>`;
    case 'erased':
      return html`<p class="card said" role="status">${say('page.erased', {})}</p>`;
  }
};

/** The page of the desk for who is signed in. */
export const deskPage = (frame: Frame, { purchasers, findings, contentEdit, said, trouble }: DeskView): string => {
  const { say } = frame;
  const adding =
    trouble?.at === 'add' ? { form: trouble.form, trouble: say('page.bad_terms', {}) } : { form: emptyForm };
  return framed(
    frame,
    { isSignedIn: true },
    html`<main id="main" class="desk">
<h1 class="hidden">${say('page.name', {})}</h1>
${said ? saidPart(frame, said) : undefined}
${trouble?.at === 'page' ? html`<p class="card trouble" role="alert">${say(`page.${trouble.why}`, {})}</p>` : undefined}
${contentEdit?.type === 'refused' ? contentPart(frame, contentEdit) : undefined}
<div class="columns">
${purchasersPart(frame, purchasers, adding)}
${findingsPart(frame, findings, trouble?.at === 'erase' ? say(`page.${trouble.why}`, {}) : undefined)}
</div>
${contentEdit?.type === 'taken' ? contentPart(frame, contentEdit) : undefined}
</main>`,
  );
};
