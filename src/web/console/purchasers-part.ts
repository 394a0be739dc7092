import { exceptions } from '../../content/schema/purchaser-exceptions.ts';
import type { Counted } from '../../operator/overview.ts';
import { fileFormats } from '../../purchasers/files/file.ts';
import { type Html, html } from '../kit/html.ts';
import { inLanguage } from '../kit/language-links.ts';
import type { Frame } from './frame.ts';

/** What was filled in of a purchaser to be added. */
export interface AddForm {
  readonly company: string;
  readonly account: string;
  readonly credit: string;
  readonly days: string;
  readonly accepts: readonly string[];
}

/** What the form holds to begin with: the amounts of the guide. */
export const emptyForm: AddForm = { company: '', account: '', credit: '5000000', days: '30', accepts: [] };

const formatNames = { xlsx: 'Excel', csv: 'CSV' } as const;

const count = (name: string, value: number, kind: string): Html =>
  html`<div class="count ${kind}"><dt>${name}</dt><dd>${value}</dd></div>`;

const manage = (frame: Frame, { purchaser }: Counted): Html => {
  const { t } = frame;
  const { id, terms } = purchaser;
  const action = (what: string): string => inLanguage(`/desk/purchasers/${id}/${what}`, frame);
  return html`<details class="manage">
<summary aria-label="${t('page.manage_of', { company: terms.company })}">${t('page.manage', {})}</summary>
<form method="post" action="${action('claim')}">
<p class="note">${t('page.new_claim_note', {})}</p>
<button class="second-button" type="submit">${t('page.new_claim', {})}</button>
</form>
<form method="post" action="${action('remove')}">
<p class="note">${t('page.remove_note', {})}</p>
<label class="tick"><input type="checkbox" name="sure" value="yes" required>${t('page.confirm_remove', {})}</label>
<button class="danger-button" type="submit">${t('page.remove', {})}</button>
</form>
</details>`;
};

const purchaserItem = (frame: Frame, counted: Counted): Html => {
  const { t } = frame;
  const { id, terms, members } = counted.purchaser;
  const { company } = terms;
  const people = members.length === 0 ? t('page.nobody', {}) : t('page.members', { count: members.length });
  const credit = { credit: terms.credit.toLocaleString('en-US'), days: terms.days };
  return html`<li class="purchaser">
<h3><bdi>${company}</bdi></h3>
<p class="note"><bdi>${t('page.account', { account: terms.account })}</bdi> · ${t('page.credit', credit)} · ${people}</p>
<dl class="counts">
${count(t('page.invited', {}), counted.invited, 'invited')}
${count(t('page.joined', {}), counted.joined, 'joined')}
${count(t('page.stuck', {}), counted.stuck, counted.stuck > 0 ? 'stuck' : 'none')}
${count(t('page.done', {}), counted.done, 'done')}
</dl>
<p class="files"><span>${t('page.progress', {})}</span>
${fileFormats.map((format) => {
  const name = formatNames[format];
  return html`<a href="${inLanguage(`/desk/purchasers/${id}/progress.${format}`, frame)}" aria-label="${t('page.progress_of', { company, format: name })}">${name}</a>`;
})}</p>
${manage(frame, counted)}
</li>`;
};

const field = (name: string, label: string, value: string, more: Html): Html =>
  html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${value}" required ${more}></div>`;

const addPart = (frame: Frame, form: AddForm, trouble: string | undefined, isOpen: boolean): Html => {
  const { t } = frame;
  return html`<details class="add"${isOpen ? html` open` : undefined}>
<summary>${t('page.add', {})}</summary>
<form method="post" action="${inLanguage('/desk/purchasers', frame)}">
${trouble === undefined ? undefined : html`<p class="trouble" role="alert">${trouble}</p>`}
<div class="fields">
${field('company', t('page.company', {}), form.company, html`maxlength="80" autocomplete="organization"`)}
${field('account', t('page.main_account', {}), form.account, html`maxlength="80" autocomplete="off"`)}
${field('credit', t('page.credit_yuan', {}), form.credit, html`inputmode="numeric" pattern="[0-9,， ]+" maxlength="20" autocomplete="off"`)}
${field('days', t('page.settlement_days', {}), form.days, html`inputmode="numeric" pattern="[0-9]+" maxlength="4" autocomplete="off"`)}
</div>
<fieldset><legend>${t('page.accepts', {})}</legend>
${exceptions.map(
  (exception) =>
    html`<label class="tick"><input type="checkbox" name="accepts" value="${exception}"${form.accepts.includes(exception) ? html` checked` : undefined}>${t(`page.accepts_${exception}`, {})}</label>`,
)}
</fieldset>
<button class="main-button" type="submit">${t('page.add_button', {})}</button>
</form>
</details>`;
};

/** The purchasers with how their suppliers stand, and the form that adds one. */
export const purchasersPart = (
  frame: Frame,
  purchasers: readonly Counted[],
  adding: { readonly form: AddForm; readonly trouble?: string | undefined },
): Html => {
  const { t } = frame;
  const isOpen = adding.trouble !== undefined || purchasers.length === 0;
  return html`<section class="card" aria-labelledby="purchasers-heading">
<h2 id="purchasers-heading">${t('page.purchasers', {})}</h2>
${
  purchasers.length === 0
    ? html`<p class="note">${t('page.no_purchasers', {})}</p>`
    : html`<ul class="purchasers">${purchasers.map((counted) => purchaserItem(frame, counted))}</ul>`
}
${addPart(frame, adding.form, adding.trouble, isOpen)}
</section>`;
};
