import { type Html, html } from '../../channels/web/html.ts';
import type { ContentEdit } from '../content-edit.ts';
import { localMinute } from '../local-time.ts';
import type { Frame } from './frame.ts';

/** One mistake often makes several problems; the log and `npm run check` have all of them. */
const MOST_PROBLEMS = 10;

/** What became of the last edit of the content, for whoever saved it: in use, or refused and why. */
export const contentPart = (frame: Frame, edit: ContentEdit): Html => {
  const { say, around } = frame;
  const values = { time: localMinute(edit.at, around.schedule.offset).slice(5), hash: edit.hash };
  switch (edit.type) {
    case 'taken':
      return html`<p class="note foot">${say('page.content_taken', values)}</p>`;
    case 'refused':
      return html`<section class="card trouble" role="alert" aria-labelledby="content-heading">
<h2 id="content-heading">${say('page.content_refused', values)}</h2>
<ul class="list">${edit.problems.slice(0, MOST_PROBLEMS).map((line) => html`<li><code>${line}</code></li>`)}</ul>
<p class="note">${say('page.content_refused_note', {})}</p>
</section>`;
  }
};
