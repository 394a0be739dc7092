import type { ContentEdit } from '../../operator/content-edit.ts';
import { localMinute } from '../../purchasers/local-time.ts';
import { type Html, html } from '../kit/html.ts';
import type { Frame } from './frame.ts';

/** One mistake often makes several problems; the log and `npm run check` have all of them. */
const MOST_PROBLEMS = 10;

/** What became of the last edit of the content, for whoever saved it: in use, or refused and why. */
export const contentPart = (frame: Frame, edit: ContentEdit): Html => {
  const { t, context } = frame;
  const values = { time: localMinute(edit.at, context.schedule.offset).slice(5), hash: edit.hash };
  switch (edit.type) {
    case 'taken':
      return html`<p class="note foot">${t('page.content_taken', values)}</p>`;
    case 'refused':
      return html`<section class="card trouble" role="alert" aria-labelledby="content-heading">
<h2 id="content-heading">${t('page.content_refused', values)}</h2>
<ul class="list">${edit.problems.slice(0, MOST_PROBLEMS).map((line) => html`<li><code>${line}</code></li>`)}</ul>
<p class="note">${t('page.content_refused_note', {})}</p>
</section>`;
  }
};
