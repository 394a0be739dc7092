import type { Milestone, Step } from '../content/journey.ts';
import { sayDay } from './dates.ts';
import { enumerate } from './enumerate.ts';
import { intents } from './intents.ts';
import type { Link } from './message.ts';
import type { Offer } from './outcome.ts';
import type { Scene } from './scene.ts';
import { currentStep, furthest, missingBefore, numberOf, type Standing, standings } from './standing.ts';
import { acceptedAt, termsOf } from './terms.ts';

/** Words for a person, with what they can tap. */
export interface Words {
  readonly lines: readonly string[];
  readonly links: readonly Link[];
  readonly offers: readonly Offer[];
}

/** The choice by which a person reports a milestone. */
export const offerMilestone = (scene: Scene, step: Step, milestone: Milestone): Offer => {
  const label = scene.voice.fill(milestone.choice, termsOf(scene));
  return {
    label,
    say: label,
    means: { act: 'intent', intent: milestone.means[0] ?? intents.stepDone, step: step.id, milestone: milestone.id },
  };
};

const offerNotYet = (scene: Scene, step: Step): Offer => {
  const label = scene.voice.say('choice.not_yet', {});
  return { label, say: label, means: { act: 'repair', repair: 'not_yet', step: step.id } };
};

const offerRejected = (scene: Scene, step: Step): Offer => {
  const label = scene.voice.say('choice.rejected', {});
  return { label, say: label, means: { act: 'intent', intent: intents.reviewRejected, step: step.id } };
};

/** What a person can tap while a step stands as it does: reports that are possible now. */
export const offersFor = (scene: Scene, step: Step, standing: Standing): readonly Offer[] => {
  if (standing.status === 'done' || standing.status === 'todo') return [];
  const report = offerMilestone(scene, step, standing.next);
  if (standing.status === 'waiting') {
    const refused = standing.wait.for === 'purchaser' ? [] : [offerRejected(scene, step)];
    return [report, offerNotYet(scene, step), ...refused];
  }
  return [report];
};

/** The link of a step, as something to tap. */
export const linkOf = ({ voice }: Scene, step: Step): Link => ({
  label: voice.fill(step.link.label, {}),
  url: step.link.url,
});

const headingOf = (scene: Scene, step: Step): string =>
  scene.voice.say('step.heading', {
    number: numberOf(scene.journey, step),
    count: scene.journey.steps.length,
    title: scene.voice.fill(step.title, {}),
  });

/** The titles of steps, in one enumeration. */
export const titlesOf = ({ voice }: Scene, steps: readonly Step[]): string =>
  enumerate(
    voice,
    steps.map((step) => voice.fill(step.title, {})),
  );

/** How to do one step now: heading, what to do, the link, the names of the required fields. */
export const explain = (scene: Scene, step: Step, standing: Standing): Words => {
  const { voice } = scene;
  const lines = [headingOf(scene, step)];
  const milestone = standing.status === 'done' ? step.milestones[0] : standing.next;
  if (standing.status === 'done') lines.push(voice.say('step.already_done', { title: voice.fill(step.title, {}) }));
  const missing = furthest(scene.conversation, step) < 0 ? missingBefore(scene, step) : [];
  if (missing.length > 0) lines.push(voice.say('step.missing_before', { titles: titlesOf(scene, missing) }));
  if (milestone) lines.push(voice.fill(milestone.todo, termsOf(scene)));
  if (milestone === step.milestones[0]) lines.push(...acceptedAt(scene, step.id));
  lines.push(voice.say('step.open', { url: step.link.url }));
  const required = step.fields.filter((field) => field.required);
  if (milestone === step.milestones[0] && required.length > 0 && milestone?.by === 'supplier') {
    const labels = required.map((field) => field.label);
    lines.push(voice.say('step.fill_in', { fields: enumerate(voice, labels) }));
  }
  return { lines: [lines.join('\n')], links: [linkOf(scene, step)], offers: offersFor(scene, step, standing) };
};

const offerChecklist = (scene: Scene): Offer => {
  const label = scene.voice.say('choice.checklist', {});
  return { label, say: label, means: { act: 'intent', intent: intents.getChecklist } };
};

/** What to do now, wherever the person stands; at the end, what happens next. */
export const guide = (scene: Scene): Words => {
  const current = currentStep(scene);
  if (!current) return { lines: [scene.voice.fill(scene.journey.finish, termsOf(scene))], links: [], offers: [] };
  const { step, standing } = current;
  const words = explain(scene, step, standing);
  const working = standing.status === 'doing' || standing.status === 'rejected';
  const more = working && standing.next === step.milestones[0];
  return {
    ...words,
    lines: standing.status === 'waiting' ? [...words.lines, waitingLines(scene)] : words.lines,
    offers: more ? [...words.offers, offerChecklist(scene)] : words.offers,
  };
};

/** One line that leads back to where the person stands. */
export const backLine = (scene: Scene): string => {
  const current = currentStep(scene);
  return current ? lineFor(scene, current.step, current.standing) : scene.voice.say('back.finished', {});
};

/** Everything that is waited for, a line each. */
const waitingLines = (scene: Scene): string =>
  standings(scene)
    .filter(({ standing }) => standing.status === 'waiting')
    .map(({ step, standing }) => lineFor(scene, step, standing))
    .join('\n');

/** One line about where a step stands and what to say when it goes on. */
export const lineFor = (scene: Scene, step: Step, standing: Standing): string => {
  const { voice } = scene;
  const number = numberOf(scene.journey, step);
  const title = voice.fill(step.short, {});
  switch (standing.status) {
    case 'waiting': {
      const values = { number, title, from: voice.fill(standing.wait.from, {}), day: sayDay(standing.until, scene) };
      return voice.say(`back.waiting_${standing.wait.for}`, values);
    }
    case 'rejected':
      return voice.say('back.rejected', { number, title });
    case 'doing':
      return voice.say('back.doing', { number, title, choice: voice.fill(standing.next.choice, termsOf(scene)) });
    default:
      return voice.say('back.not_started', { number, title });
  }
};
