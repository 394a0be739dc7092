import { type Html, html } from '../../channels/web/html.ts';
import { inLanguage } from '../../channels/web/language-links.ts';
import type { Attention, Concern } from '../attention.ts';
import { localMinute } from '../local-time.ts';
import type { Findings } from '../overview.ts';
import type { UnansweredGroup } from '../unanswered.ts';
import type { Frame } from './frame.ts';

/** The page is to be looked through; the commands list everything. */
const MOST_PEOPLE = 50;
const MOST_GROUPS = 30;
const MOST_WORDINGS = 4;

const time = ({ around: { schedule } }: Frame, at: number): string => localMinute(at, schedule.offset).slice(5);

const concernWords = (frame: Frame, concern: Concern): string => {
  const { say, around } = frame;
  switch (concern.about) {
    case 'asked_for_a_person':
      return say('page.asked_for_a_person', {});
    case 'waits_too_long': {
      const step = around.content.journey.steps.find(({ id }) => id === concern.step);
      return say('page.waits_too_long', { step: step ? around.voice.fill(step.short, {}) : concern.step });
    }
    case 'out_of_reach':
      return say('page.out_of_reach', { channel: concern.channel, time: time(frame, concern.at) });
    case 'undelivered': {
      const { channel, reason, at } = concern;
      return say('page.undelivered', { channel, reason, time: time(frame, at) });
    }
  }
};

const personItem = (frame: Frame, { person, concerns, role, company, purchaser, heardAt }: Attention): Html => {
  const { say } = frame;
  const belongs =
    role === 'purchaser' ? say('page.works_for_purchaser', {}) : purchaser && say('page.supplier_of', { purchaser });
  const known = [company, belongs, say('page.heard', { time: time(frame, heardAt) })].filter(Boolean).join(' · ');
  return html`<li>
<p class="concerns">${concerns.map((concern) => html`<span class="concern ${concern.about}">${concernWords(frame, concern)}</span>`)}</p>
<p class="note"><bdi>${known}</bdi></p>
<p class="id"><code>${person}</code></p>
</li>`;
};

const groupItem = (frame: Frame, { count, newest, texts }: UnansweredGroup): Html => html`<li>
<p><bdi>${texts.slice(0, MOST_WORDINGS).join(' ／ ')}</bdi></p>
<p class="note">${frame.say('page.times', { count })} · ${time(frame, newest)}</p>
</li>`;

const moreLine = ({ say }: Frame, count: number, command: string): Html | undefined =>
  count > 0 ? html`<p class="note">${say('page.more', { count, command })}</p>` : undefined;

const attentionPart = (frame: Frame, attention: readonly Attention[]): Html => {
  const { say } = frame;
  const shown = attention.toSorted((left, right) => right.heardAt - left.heardAt).slice(0, MOST_PEOPLE);
  return html`<section class="card" aria-labelledby="attention-heading">
<h2 id="attention-heading">${say('page.attention', {})}${attention.length > 0 ? html` <span class="badge">${attention.length}</span>` : undefined}</h2>
${
  shown.length === 0
    ? html`<p class="note">${say('page.no_attention', {})}</p>`
    : html`<ul class="list">${shown.map((one) => personItem(frame, one))}</ul>`
}
${moreLine(frame, attention.length - shown.length, 'npm run attention')}
</section>`;
};

const unansweredPart = (frame: Frame, groups: readonly UnansweredGroup[]): Html => {
  const { say } = frame;
  const shown = groups.slice(0, MOST_GROUPS);
  return html`<section class="card" aria-labelledby="unanswered-heading">
<h2 id="unanswered-heading">${say('page.unanswered', {})}</h2>
${
  shown.length === 0
    ? html`<p class="note">${say('page.no_unanswered', {})}</p>`
    : html`<p class="note">${say('page.unanswered_note', {})}</p><ul class="list">${shown.map((group) => groupItem(frame, group))}</ul>`
}
${moreLine(frame, groups.length - shown.length, 'npm run unanswered')}
</section>`;
};

const erasePart = (frame: Frame, trouble: string | undefined): Html => {
  const { say } = frame;
  return html`<section class="card" aria-labelledby="erase-heading">
<details${trouble === undefined ? undefined : html` open`}>
<summary><h2 id="erase-heading">${say('page.erase', {})}</h2></summary>
<form method="post" action="${inLanguage('/desk/erase', frame)}">
${trouble === undefined ? undefined : html`<p class="trouble" role="alert">${trouble}</p>`}
<p class="note">${say('page.erase_note', {})}</p>
<div class="field"><label for="person">${say('page.person', {})}</label>
<input id="person" name="person" required maxlength="300" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="person-hint">
<p class="note" id="person-hint">${say('page.person_hint', {})}</p></div>
<label class="tick"><input type="checkbox" name="sure" value="yes" required>${say('page.confirm_erase', {})}</label>
<button class="danger-button" type="submit">${say('page.erase_button', {})}</button>
</form>
</details>
</section>`;
};

/** Who needs looking after, what was not understood, and the form that erases a person. */
export const findingsPart = (frame: Frame, findings: Findings, eraseTrouble: string | undefined): Html => {
  const { say } = frame;
  return html`<div class="side">
${attentionPart(frame, findings.attention)}
${unansweredPart(frame, findings.unanswered)}
${erasePart(frame, eraseTrouble)}
<p class="note foot">${say('page.people', { count: findings.people })} ${say('page.as_of', { time: time(frame, findings.at) })}
${findings.damaged > 0 ? html`<br>${say('page.damaged', { count: findings.damaged })}` : undefined}</p>
</div>`;
};
