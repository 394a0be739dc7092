import type { Attention, Concern } from '../../operator/attention.ts';
import type { Findings } from '../../operator/overview.ts';
import type { UnansweredGroup } from '../../operator/unanswered.ts';
import { localMinute } from '../../purchasers/local-time.ts';
import { type Html, html } from '../kit/html.ts';
import { inLanguage } from '../kit/language-links.ts';
import type { Frame } from './frame.ts';

/** The page is to be looked through; the commands list everything. */
const MOST_PEOPLE = 50;
const MOST_GROUPS = 30;
const MOST_WORDINGS = 4;

const time = ({ context: { schedule } }: Frame, at: number): string => localMinute(at, schedule.offset).slice(5);

const concernWords = (frame: Frame, concern: Concern): string => {
  const { t, context } = frame;
  switch (concern.type) {
    case 'asked_for_a_person':
      return t('page.asked_for_a_person', {});
    case 'waits_too_long': {
      const step = context.content.journey.steps.find(({ id }) => id === concern.step);
      return t('page.waits_too_long', { step: step ? context.translator.format(step.short, {}) : concern.step });
    }
    case 'out_of_reach':
      return t('page.out_of_reach', { channel: concern.channel, time: time(frame, concern.at) });
    case 'undelivered': {
      const { channel, reason, at } = concern;
      return t('page.undelivered', { channel, reason, time: time(frame, at) });
    }
  }
};

const personItem = (frame: Frame, { person, concerns, role, company, purchaser, heardAt }: Attention): Html => {
  const { t } = frame;
  const belongs =
    role === 'purchaser' ? t('page.works_for_purchaser', {}) : purchaser && t('page.supplier_of', { purchaser });
  const known = [company, belongs, t('page.heard', { time: time(frame, heardAt) })].filter(Boolean).join(' · ');
  return html`<li>
<p class="concerns">${concerns.map((concern) => html`<span class="concern ${concern.type}">${concernWords(frame, concern)}</span>`)}</p>
<p class="note"><bdi>${known}</bdi></p>
<p class="id"><code>${person}</code></p>
</li>`;
};

const groupItem = (frame: Frame, { count, newest, texts }: UnansweredGroup): Html => html`<li>
<p><bdi>${texts.slice(0, MOST_WORDINGS).join(' ／ ')}</bdi></p>
<p class="note">${frame.t('page.times', { count })} · ${time(frame, newest)}</p>
</li>`;

const moreLine = ({ t }: Frame, count: number, command: string): Html | undefined =>
  count > 0 ? html`<p class="note">${t('page.more', { count, command })}</p>` : undefined;

const attentionPart = (frame: Frame, attention: readonly Attention[]): Html => {
  const { t } = frame;
  const shown = attention.toSorted((left, right) => right.heardAt - left.heardAt).slice(0, MOST_PEOPLE);
  return html`<section class="card" aria-labelledby="attention-heading">
<h2 id="attention-heading">${t('page.attention', {})}${attention.length > 0 ? html` <span class="badge">${attention.length}</span>` : undefined}</h2>
${
  shown.length === 0
    ? html`<p class="note">${t('page.no_attention', {})}</p>`
    : html`<ul class="list">${shown.map((one) => personItem(frame, one))}</ul>`
}
${moreLine(frame, attention.length - shown.length, 'npm run attention')}
</section>`;
};

const unansweredPart = (frame: Frame, groups: readonly UnansweredGroup[]): Html => {
  const { t } = frame;
  const shown = groups.slice(0, MOST_GROUPS);
  return html`<section class="card" aria-labelledby="unanswered-heading">
<h2 id="unanswered-heading">${t('page.unanswered', {})}</h2>
${
  shown.length === 0
    ? html`<p class="note">${t('page.no_unanswered', {})}</p>`
    : html`<p class="note">${t('page.unanswered_note', {})}</p><ul class="list">${shown.map((group) => groupItem(frame, group))}</ul>`
}
${moreLine(frame, groups.length - shown.length, 'npm run unanswered')}
</section>`;
};

const erasePart = (frame: Frame, trouble: string | undefined): Html => {
  const { t } = frame;
  return html`<section class="card" aria-labelledby="erase-heading">
<details${trouble === undefined ? undefined : html` open`}>
<summary><h2 id="erase-heading">${t('page.erase', {})}</h2></summary>
<form method="post" action="${inLanguage('/desk/erase', frame)}">
${trouble === undefined ? undefined : html`<p class="trouble" role="alert">${trouble}</p>`}
<p class="note">${t('page.erase_note', {})}</p>
<div class="field"><label for="person">${t('page.person', {})}</label>
<input id="person" name="person" required maxlength="300" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="person-hint">
<p class="note" id="person-hint">${t('page.person_hint', {})}</p></div>
<label class="tick"><input type="checkbox" name="sure" value="yes" required>${t('page.confirm_erase', {})}</label>
<button class="danger-button" type="submit">${t('page.erase_button', {})}</button>
</form>
</details>
</section>`;
};

/** Who needs looking after, what was not understood, and the form that erases a person. */
export const findingsPart = (frame: Frame, findings: Findings, eraseTrouble: string | undefined): Html => {
  const { t } = frame;
  return html`<div class="side">
${attentionPart(frame, findings.attention)}
${unansweredPart(frame, findings.unanswered)}
${erasePart(frame, eraseTrouble)}
<p class="note foot">${t('page.people', { count: findings.people })} ${t('page.as_of', { time: time(frame, findings.at) })}
${findings.damaged > 0 ? html`<br>${t('page.damaged', { count: findings.damaged })}` : undefined}</p>
</div>`;
};
