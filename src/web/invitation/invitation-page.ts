import { type Html, html, sentence } from '../kit/html.ts';
import type { PageStep } from '../kit/page-step.ts';
import { type Frame, framed } from './frame.ts';
import { icons } from './icons.ts';
import type { ValidInvitation } from './invitation-status.ts';
import { claimPart, type Opening, openPart } from './open-buttons.ts';
import { shownName } from './shown-name.ts';

/** What the page of a good invitation shows. */
export interface Invited {
  readonly look: Extract<ValidInvitation, { as: 'supplier' | 'colleague' }>;
  readonly opening: Opening;
  /** The page's own address, for the QR code. */
  readonly address: string;
  readonly steps: readonly PageStep[];
  readonly prepare: string;
}

/** A name that stands apart, whatever direction it is written in. */
const apart = (name: string): Html => html`<bdi>${name}</bdi>`;

const fact = (figure: Html, note: string): Html =>
  html`<li class="fact"><span class="fact-figure">${figure}</span><span class="fact-note">${note}</span></li>`;

const point = (drawing: Html, text: string): Html => html`<li>${drawing}<span>${text}</span></li>`;

const card = (
  id: string,
  heading: Html,
  body: Html,
): Html => html`<section class="card ${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${body}
</section>`;

/** The page of a supplier's or a colleague's invitation. */
export const invitationPage = (frame: Frame, { look, opening, address, steps, prepare }: Invited): string => {
  const { words } = frame;
  const company = shownName(look.company);
  const invited = shownName(look.invited ?? '');
  const heading = words[`${look.as}.heading`];
  const count = steps.length;
  const body = html`<main id="main" class="invitation ${look.as}">
<div class="hero">
<p class="kicker">${words[`${look.as}.kicker`]}</p>
<h1>${sentence(heading, { company: html`<strong>${apart(company)}</strong>` })}</h1>
${invited === '' ? undefined : html`<p class="invited">${sentence(words[`${look.as}.invited`], { invited: apart(invited) })}</p>`}
<p class="summary">${words[`${look.as}.summary`]}</p>
<ul class="facts">
${fact(sentence(words['facts.steps'], { count }), words['facts.steps_note'])}
${fact(html`${words['facts.days']}`, words['facts.days_note'])}
${fact(html`${words['facts.free']}`, words['facts.free_note'])}
</ul>
</div>
${openPart(frame, opening, address)}
<div class="cards">
${card(
  'steps',
  sentence(words['steps.heading'], { count }),
  html`<ol>${steps.map(({ title }, index) => html`<li><span class="mark" aria-hidden="true">${index + 1}</span><span>${title}</span></li>`)}</ol>
<p class="note">${words['steps.note']}</p>`,
)}
${card('prepare', html`${words['prepare.heading']}`, html`<p>${prepare}</p>`)}
${card(
  'safe',
  html`${words['safe.heading']}`,
  html`<ul class="points">
${point(icons.lock, words['safe.secrets'])}
${point(icons.coin, words['safe.money'])}
${point(icons.screen, words['safe.screen'])}
${point(icons.eye, words['safe.privacy'])}
</ul>
<div class="verify">${icons.phone}<div><h3>${words['safe.verify_heading']}</h3><p>${words['safe.verify']}</p></div></div>`,
)}
${card(
  'helper',
  html`${words['helper.heading']}`,
  html`<ul class="points">
${point(icons.check, words['helper.guide'])}
${point(icons.check, words['helper.check'])}
${point(icons.check, words['helper.remember'])}
${point(icons.shield, words['helper.limits'])}
</ul>`,
)}
</div>
</main>`;
  const title = sentenceText(heading, company);
  return framed(frame, title, words[`${look.as}.summary`], body);
};

/** The heading as plain text, for the title. */
const sentenceText = (pattern: string, company: string): string => pattern.split('{{company}}').join(company);

/** The page of a claim code. It names no company: whoever sees a preview of the link learns nothing. */
export const claimPage = (frame: Frame, opening: Opening): string => {
  const { words } = frame;
  const body = html`<main id="main" class="notice claim">
<span class="notice-mark">${icons.shield}</span>
<p class="kicker">${words['claim.kicker']}</p>
<h1>${words['claim.heading']}</h1>
<p class="summary">${words['claim.summary']}</p>
${claimPart(frame, opening)}
<p class="note">${words['claim.once']}</p>
</main>`;
  return framed(frame, words['claim.kicker'], words['claim.heading'], body);
};
