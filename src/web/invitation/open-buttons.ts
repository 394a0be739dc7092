import { type Html, html, sentence } from '../kit/html.ts';
import { inLanguage } from '../kit/language-links.ts';
import type { EntryLink } from './entry-links.ts';
import type { Frame } from './frame.ts';
import { icons } from './icons.ts';
import type { InAppBrowser } from './in-app-browser.ts';
import { modulesOf, QUIET } from './qr-modules.ts';

/** What somebody needs to take an invitation up. */
export interface Opening {
  /** As it is written: `K7MQ-2XWD-9FHT`. */
  readonly code: string;
  readonly ways: readonly EntryLink[];
  /** Where the page is looked at; what fits there comes first. */
  readonly place: InAppBrowser;
}

const drawings: Readonly<Record<EntryLink['where'], Html>> = {
  wechat: icons.chat,
  wecom: icons.robot,
  dingtalk: icons.robot,
  telegram: icons.plane,
};

/** What a way is called, and how it goes. */
const wordsOf = (
  { words }: Frame,
  { where }: EntryLink,
  isClaim: boolean,
): { readonly name: string; readonly note: Html } => {
  const name = words[`open.${where}`];
  if (where === 'wecom') return { name, note: html`${words['open.wecom_note']}` };
  const note = words[`open.${where}_${isClaim ? 'claim' : 'note'}`];
  return { name, note: sentence(note, { robot: words.dingtalk_robot }) };
};

const row = (drawing: Html, name: string, note: Html | undefined, link: string | undefined): Html => {
  const inside = html`<span class="way-mark">${drawing}</span><span class="way-words"><span class="way-name">${name}</span>${
    note && html`<span class="way-note">${note}</span>`
  }</span>`;
  return link === undefined
    ? html`<li><div class="way">${inside}</div></li>`
    : html`<li><a class="way" href="${link}" rel="noopener noreferrer">${inside}<span class="way-go">${icons.chevron}</span></a></li>`;
};

/** A button that copies the code; without script it is not there, and the code can be selected. */
const copyButton = ({ words }: Frame, code: string, label: string, look: string): Html =>
  html`<button class="${look}" type="button" data-copy="${code}" data-copied="${words['open.copied']}" hidden>${icons.copy}<span>${label}</span></button>`;

const codeRow = (frame: Frame, code: string): Html => html`<div class="code">
<p><span class="code-label">${frame.words['open.code']}</span> <code>${code}</code></p>
${copyButton(frame, code, frame.words['open.copy'], 'copy')}
</div>`;

/** The code of the page's own address, for whoever looks at it on a computer and has the phone at hand. */
const scan = ({ words }: Frame, address: string): Html => {
  const { count, path } = modulesOf(address, 'M');
  const side = count + 2 * QUIET;
  return html`<figure class="scan">
<svg viewBox="${-QUIET} ${-QUIET} ${side} ${side}" role="img" aria-label="${words['open.qr']}" shape-rendering="crispEdges"><path d="${path}"/></svg>
<figcaption>${words['open.on_phone']}</figcaption>
</figure>`;
};

/** The button to press without thinking: to the app whose browser this is; else right here, after copying the code for it. */
const mainPart = (frame: Frame, code: string, fitting: EntryLink | undefined, here: string): Html => {
  const { words } = frame;
  if (fitting?.link !== undefined) {
    const { name } = wordsOf(frame, fitting, false);
    return html`<a class="main-button" href="${fitting.link}" rel="noopener noreferrer"><span>${name}</span>${icons.arrow}</a>`;
  }
  const look = fitting === undefined ? 'main-button' : 'second-button';
  return html`${fitting && copyButton(frame, code, words['open.copy_code'], 'main-button')}<a class="${look}" href="${here}"><span>${words['open.here']}</span>${icons.arrow}</a>`;
};

/**
 * How an invitation is taken up: the main button, right here or in the app whose browser this is; the other ways; the
 * code; and the QR code of `address` for the phone.
 */
export const openPart = (frame: Frame, { code, ways, place }: Opening, address: string): Html => {
  const { words } = frame;
  const here = inLanguage(`/?i=${code}`, frame);
  const fitting = ways.find(({ where }) => where === place);
  const others = ways.filter((way) => way !== fitting);
  const wayRow = (way: EntryLink): Html => {
    const { name, note } = wordsOf(frame, way, false);
    return row(drawings[way.where], name, note, way.link);
  };
  const first =
    fitting?.link === undefined ? fitting && wayRow(fitting) : row(icons.chat, words['open.here'], undefined, here);
  const rows = [...(first ? [first] : []), ...others.map(wayRow)];
  return html`<aside class="open" aria-label="${words['open.here']}">
<div class="start">${mainPart(frame, code, fitting, here)}</div>
<div class="elsewhere">
${rows.length === 0 ? undefined : html`<h2>${words['open.heading']}</h2>\n<ul class="ways">${rows}</ul>`}
${codeRow(frame, code)}
</div>
${scan(frame, address)}
</aside>`;
};

/** How a claim code is taken up: it is sent by hand, wherever one likes. */
export const claimPart = (frame: Frame, { code, ways }: Opening): Html => {
  const { words } = frame;
  const rows = ways.map((way) => {
    const { name, note } = wordsOf(frame, way, true);
    return row(drawings[way.where], name, note, way.link);
  });
  return html`<div class="claim-code"><code>${code}</code>${copyButton(frame, code, words['claim.copy'], 'copy')}</div>
<a class="main-button" href="${inLanguage('/', frame)}"><span>${words['open.claim_here']}</span>${icons.arrow}</a>
${rows.length === 0 ? undefined : html`<ul class="ways">${rows}</ul>`}`;
};
