import type { Step } from '../../content/journey.ts';
import { sayDay } from '../dates.ts';
import { explain, linkOf, offersFor } from '../guide.ts';
import type { Offer } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import { currentStep, numberOf, type Standing, standingOf, standings } from '../standing.ts';
import { acceptedAt, termsOf } from '../terms.ts';
import type { Act, Utterance } from './act.ts';
import { namedStep } from './named-step.ts';

/** The step an utterance is about: the one it names, else the one the person is on, else the last. */
const subject = (scene: Scene, utterance: Utterance): Step | undefined =>
  namedStep(scene, utterance) ?? currentStep(scene)?.step ?? scene.journey.steps.at(-1);

/** What to do now; what can be done meanwhile, when everything at hand is waiting. */
export const nextStep: Act = (scene) => ({ conversation: scene.conversation, lines: [], tail: { kind: 'guide' } });

const statusOf = (scene: Scene, step: Step, standing: Standing): string => {
  const { voice, conversation } = scene;
  switch (standing.status) {
    case 'waiting': {
      const from = voice.fill(standing.wait.from, {});
      return voice.say(`progress.waiting_${standing.wait.for}`, { from, day: sayDay(standing.until, scene) });
    }
    case 'doing':
      return voice.say(conversation.deferred.includes(step.id) ? 'progress.put_off' : 'progress.doing', {});
    default:
      return voice.say(`progress.${standing.status}`, {});
  }
};

const marks = { done: '●', doing: '◐', rejected: '◐', waiting: '◔', todo: '○' } as const;

/** Where the person is, step by step. */
export const showProgress: Act = (scene) => {
  const { voice, journey, conversation } = scene;
  const all = standings(scene);
  const done = all.filter(({ standing }) => standing.status === 'done').length;
  const lines = all.map(({ step, standing }) =>
    voice.say('progress.line', {
      mark: marks[standing.status],
      number: numberOf(journey, step),
      title: voice.fill(step.short, {}),
      status: statusOf(scene, step, standing),
    }),
  );
  const heading = voice.say('progress.heading', { done, count: all.length });
  return { conversation, lines: [[heading, ...lines].join('\n')], tail: { kind: 'back' } };
};

/** The whole way, from start to end. */
export const showOverview: Act = (scene) => {
  const { voice, journey, conversation } = scene;
  const lines = journey.steps.map((step) =>
    voice.say('overview.line', { number: numberOf(journey, step), title: voice.fill(step.title, {}) }),
  );
  const heading = voice.say('overview.heading', { title: voice.fill(journey.title, {}), count: journey.steps.length });
  return {
    conversation,
    lines: [[heading, ...lines].join('\n'), voice.fill(journey.prepare, {})],
    tail: { kind: 'back' },
  };
};

const reportsFor = (scene: Scene, step: Step): readonly Offer[] => offersFor(scene, step, standingOf(scene, step));

/** The address of a step's page. */
export const getLink: Act = (scene, utterance) => {
  const { voice, journey, conversation } = scene;
  const step = subject(scene, utterance);
  if (!step) return { conversation, lines: [], tail: { kind: 'guide' } };
  const values = { number: numberOf(journey, step), title: voice.fill(step.title, {}), url: step.link.url };
  return {
    conversation,
    lines: [`${voice.say('link.heading', values)}\n${voice.say('link.on_computer', {})}`],
    links: [linkOf(scene, step)],
    offers: reportsFor(scene, step),
    tail: { kind: 'none' },
  };
};

/** What to have ready for a step, and what to put in each field. */
export const getChecklist: Act = (scene, utterance) => {
  const { voice, journey, conversation } = scene;
  const step = subject(scene, utterance);
  if (!step) return { conversation, lines: [], tail: { kind: 'guide' } };
  const terms = termsOf(scene);
  const blocks = [
    voice.say('checklist.heading', { number: numberOf(journey, step), title: voice.fill(step.title, {}) }),
  ];
  if (step.materials.length > 0) {
    const materials = step.materials.map((material) => `· ${voice.fill(material, terms)}`);
    blocks.push([voice.say('checklist.materials', {}), ...materials].join('\n'));
  }
  if (step.fields.length > 0) {
    const fields = step.fields.map((field) =>
      voice.say(field.required ? 'checklist.required' : 'checklist.optional', {
        label: field.label,
        put: voice.fill(field.put, terms),
      }),
    );
    blocks.push([voice.say('checklist.fields', {}), ...fields].join('\n'));
  }
  const remarks = [...step.warnings.map((warning) => voice.fill(warning, terms)), ...acceptedAt(scene, step.id)];
  if (remarks.length > 0) blocks.push(remarks.join('\n'));
  return {
    conversation,
    lines: [blocks.join('\n')],
    links: [linkOf(scene, step)],
    offers: reportsFor(scene, step),
    tail: { kind: 'none' },
  };
};

/**
 * How one step is done. A step that can be worked on becomes the one the person is on; one that waits for others is
 * explained all the same.
 */
export const explainStep: Act = (scene, { meaning }) => {
  const step = meaning.act === 'intent' ? scene.journey.steps.find((one) => one.intent === meaning.intent) : undefined;
  if (!step) return { conversation: scene.conversation, lines: [], tail: { kind: 'guide' } };
  const standing = standingOf(scene, step);
  const workable = standing.status === 'doing' || standing.status === 'rejected';
  const conversation = workable ? { ...scene.conversation, focus: step.id } : scene.conversation;
  const words = explain(scene, step, standing);
  const isCurrent = currentStep(scene)?.step.id === step.id;
  return {
    conversation,
    lines: words.lines,
    links: words.links,
    offers: words.offers,
    tail: isCurrent || workable ? { kind: 'none' } : { kind: 'back' },
  };
};

/** Why a step is asked for. */
export const why: Act = (scene, utterance) => {
  const { voice, conversation } = scene;
  const step = subject(scene, utterance);
  if (!step) return { conversation, lines: [], tail: { kind: 'back' } };
  return {
    conversation,
    lines: [voice.say('repair.why', { title: voice.fill(step.title, {}), why: voice.fill(step.why, termsOf(scene)) })],
    tail: { kind: 'back' },
  };
};
