import type { Step } from '../../content/journey.ts';
import type { Locale } from '../../content/text.ts';
import { intents } from '../intents.ts';
import { defer, lastMark, lastRejection, reopen, unreach } from '../marks.ts';
import type { Offer, Outcome } from '../outcome.ts';
import { type Scene, withConversation } from '../scene.ts';
import { settled } from '../settled.ts';
import { currentStep, furthest, standings } from '../standing.ts';
import type { Act } from './act.ts';
import { namedStep } from './named-step.ts';

/** A rejection was told by mistake. It took away what was reached, so the person is asked how far they are. */
const notRejected = (scene: Scene, step: Step): Outcome => ({
  conversation: reopen(settled(scene.conversation), step),
  lines: [scene.voice.say('report.undone', { choice: scene.voice.say('choice.rejected', {}) })],
  tail: {
    kind: 'ask',
    question: { asks: 'which_milestone', step: step.id, milestones: step.milestones.map(({ id }) => id) },
  },
});

/** Back: a step by name is opened again; without a name the last report is taken back. */
export const goBack: Act = (scene, utterance) => {
  const { voice, conversation, journey } = scene;
  const named = namedStep(scene, utterance);
  const rest = settled(conversation);
  if (named && furthest(conversation, named) >= 0) {
    const line = voice.say('report.reopened', { title: voice.fill(named.short, {}) });
    return { conversation: reopen(rest, named), lines: [line], tail: { kind: 'guide' } };
  }
  const last = named ? undefined : lastMark(conversation, journey);
  const refused = lastRejection(conversation, journey);
  if (refused && (named ? refused.step === named : refused.at >= (last?.at ?? 0)))
    return notRejected(scene, refused.step);
  if (!last) return { conversation: rest, lines: [voice.say('report.nothing_to_undo', {})], tail: { kind: 'guide' } };
  const line = voice.say('report.undone', { choice: voice.fill(last.milestone.choice, {}) });
  return { conversation: unreach(rest, last.step, last.milestone), lines: [line], tail: { kind: 'guide' } };
};

/** Puts the current step off and goes on with what else can be done. */
export const skip: Act = (scene) => {
  const { voice, conversation } = scene;
  const current = currentStep(scene);
  const workable = standings(scene).filter(
    ({ standing }) => standing.status === 'doing' || standing.status === 'rejected',
  );
  if (!current || !workable.some(({ step }) => step.id === current.step.id)) {
    return { conversation, lines: [voice.say('step.nothing_to_put_off', {})], tail: { kind: 'back' } };
  }
  const deferred = defer(conversation, current.step);
  const next = currentStep(withConversation(scene, deferred));
  if (next?.step.id === current.step.id) {
    return { conversation, lines: [voice.say('step.nothing_else', {})], tail: { kind: 'back' } };
  }
  const line = voice.say('step.put_off', { title: voice.fill(current.step.short, {}) });
  return { conversation: deferred, lines: [line], tail: { kind: 'guide' } };
};

/** Says again what there is to do, or what was asked. */
export const repeat: Act = ({ conversation }) => ({
  conversation,
  lines: [],
  tail: conversation.question ? { kind: 'back' } : { kind: 'guide' },
});

/** Everything rests until the person says something again. */
export const pause: Act = ({ conversation, voice }) => ({
  conversation: { ...settled(conversation), mode: 'paused' },
  lines: [voice.say('repair.paused', {})],
  tail: { kind: 'none' },
});

/** On with it, after a pause or after a person was asked for. */
export const goOn: Act = ({ conversation }) => ({
  conversation: { ...conversation, mode: 'guided' },
  lines: [],
  tail: { kind: 'guide' },
});

const offerContinue = (scene: Scene): Offer => {
  const label = scene.voice.say('choice.continue', {});
  return { label, say: label, means: { act: 'repair', repair: 'continue' } };
};

/** A person is wanted: noted for the operator; questions are still answered meanwhile. */
export const talkToHuman: Act = (scene) => ({
  conversation: { ...scene.conversation, mode: 'human' },
  lines: [scene.voice.say(scene.conversation.mode === 'human' ? 'repair.human_again' : 'repair.human', {})],
  offers: [offerContinue(scene)],
  tail: { kind: 'none' },
});

/** Beginning again from nothing is asked about first. */
export const restart: Act = ({ conversation }) => ({
  conversation,
  lines: [],
  tail: { kind: 'ask', question: { asks: 'confirm', what: 'restart' } },
});

/** What is kept about a person is shown, and erased when they say so. */
export const eraseMyData: Act = (scene) => {
  const { conversation, voice, inGroup } = scene;
  const done = standings(scene).filter(({ standing }) => standing.status === 'done').length;
  const name = inGroup ? undefined : conversation.facts.member_name;
  const kept = voice.say('repair.kept_data', { done, name: name ?? voice.say('repair.none', {}) });
  return { conversation, lines: [kept], tail: { kind: 'ask', question: { asks: 'confirm', what: 'erase' } } };
};

const switchTo = (scene: Scene, locale: Locale): ReturnType<Act> => {
  const conversation = { ...settled(scene.conversation), locale };
  const line = withConversation(scene, conversation).voice.say('repair.language', {});
  return { conversation, lines: [line], tail: { kind: 'guide' } };
};

/** Another language, from the next word on; asked for when none is named. */
export const changeLanguage: Act = (scene, { meaning, entities }) => {
  const tapped = meaning.act === 'intent' && meaning.intent === intents.changeLanguage ? meaning.language : undefined;
  const language = tapped ?? entities.language;
  if (language !== undefined) return switchTo(scene, language);
  return { conversation: scene.conversation, lines: [], tail: { kind: 'ask', question: { asks: 'language' } } };
};
