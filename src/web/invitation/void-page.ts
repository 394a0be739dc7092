import type { Void } from '../../dialogue/model/programme/invitation.ts';
import { html, sentence } from '../kit/html.ts';
import { inLanguage } from '../kit/language-links.ts';
import { type Frame, framed } from './frame.ts';
import { icons } from './icons.ts';

/** Why there is no invitation to show. */
export type Missing = Void | 'unknown' | 'too_many';

/** The HTTP status of each: gone, never there, or asked for too often. */
export const statusOf = (missing: Missing): number =>
  missing === 'unknown' ? 404 : missing === 'too_many' ? 429 : 410;

/** The page of a code that cannot be used: what happened and what to do, and nothing about whose it was. */
export const voidPage = (frame: Frame, missing: Missing, waitSeconds = 0): string => {
  const { words } = frame;
  const heading = words[`void.${missing}_heading`];
  const minutes = Math.max(1, Math.ceil(waitSeconds / 60));
  const body = html`<main id="main" class="notice">
<span class="notice-mark">${icons.chat}</span>
<h1>${heading}</h1>
<p class="summary">${sentence(words[`void.${missing}`], { minutes })}</p>
${
  missing === 'too_many'
    ? undefined
    : html`<p class="note">${words['void.anyway']}</p>
<a class="main-button" href="${inLanguage('/', frame)}"><span>${words['void.start']}</span>${icons.arrow}</a>`
}
</main>`;
  return framed(frame, heading, words.tagline, body);
};
