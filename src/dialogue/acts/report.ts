import type { IntentId } from '../../content/intent.ts';
import type { Milestone, Step } from '../../content/journey.ts';
import { sayDay } from '../dates.ts';
import { explain, titlesOf } from '../guide.ts';
import { intents } from '../intents.ts';
import { implyNeeded, reach, reject } from '../marks.ts';
import type { Outcome } from '../outcome.ts';
import { type Scene, withConversation } from '../scene.ts';
import { settled } from '../settled.ts';
import { currentStep, furthest, standingOf, stepOf } from '../standing.ts';
import { termsOf } from '../terms.ts';
import type { Act, Utterance } from './act.ts';
import { aheadIn, type Candidate, stepsFor } from './candidates.ts';
import { namedStep } from './named-step.ts';

/** Marks a milestone and says so; then what to do next. */
export const markReached = (scene: Scene, { step, milestone }: Omit<Candidate, 'isNext'>): Outcome => {
  const { voice, journey, now } = scene;
  const needed = implyNeeded(settled(scene.conversation), journey, step, now);
  const conversation = reach(needed.conversation, step, milestone, now);
  const lines = [voice.fill(milestone.reached, termsOf(scene))];
  if (needed.implied.length > 0) lines.push(voice.say('report.implied', { titles: titlesOf(scene, needed.implied) }));
  const isRegistration = standingOf(withConversation(scene, conversation), step).status === 'done';
  const asksName = isRegistration && step === journey.steps[0] && conversation.facts.member_name === undefined;
  if (asksName) return { conversation, lines, tail: { kind: 'ask', question: { asks: 'member_name' } } };
  // After a deposit was seen the same step goes on at once; show that, whatever else could be done.
  const standing = standingOf(withConversation(scene, conversation), step);
  if (standing.status === 'doing') {
    const words = explain(withConversation(scene, conversation), step, standing);
    return {
      conversation: { ...conversation, focus: step.id },
      ...words,
      lines: [...lines, ...words.lines],
      tail: { kind: 'none' },
    };
  }
  return { conversation, lines, tail: { kind: 'guide' } };
};

const askWhichStep = (scene: Scene, intent: IntentId, steps: readonly Step[]): Outcome => ({
  conversation: scene.conversation,
  lines: [],
  tail: { kind: 'ask', question: { asks: 'which_step', intent, steps: steps.map((step) => step.id) } },
});

const askHowFar = (scene: Scene, step: Step, upTo: Milestone): Outcome => {
  const standing = standingOf(scene, step);
  const next = standing.status === 'done' ? upTo : standing.next;
  const milestones = next.id === upTo.id ? [upTo.id] : [next.id, upTo.id];
  return {
    conversation: scene.conversation,
    lines: [],
    tail: { kind: 'ask', question: { asks: 'which_milestone', step: step.id, milestones } },
  };
};

const alreadyDone = (scene: Scene, step: Step): Outcome => ({
  conversation: scene.conversation,
  lines: [scene.voice.say('report.already', { title: scene.voice.fill(step.short, {}) })],
  tail: { kind: 'back' },
});

/** Asks whether what is waited for has come, when a report says neither yes nor no. */
const askReached = (scene: Scene): Outcome => {
  const { conversation } = scene;
  const current = currentStep(scene);
  if (current?.standing.status !== 'waiting') return { conversation, lines: [], tail: { kind: 'back' } };
  const question = { asks: 'reached', step: current.step.id, milestone: current.standing.next.id } as const;
  return { conversation, lines: [], tail: { kind: 'ask', question } };
};

/** A report about one known step: the milestone it names, or the first one ahead that it can mean. */
const reportOn = (scene: Scene, step: Step, intent: IntentId, utterance: Utterance): Outcome => {
  const named = utterance.meaning.act === 'intent' ? utterance.meaning.milestone : undefined;
  const exact = step.milestones.find((milestone) => milestone.id === named);
  if (exact) return markReached(scene, { step, milestone: exact });
  const standing = standingOf(scene, step);
  if (standing.status === 'done') return alreadyDone(scene, step);
  const ahead = aheadIn(scene, step, intent);
  // Said of a step by name, a passed review means the step as a whole, wherever we thought the person was.
  const last = step.milestones.at(-1);
  if (!ahead)
    return last && intent === intents.reviewPassed ? markReached(scene, { step, milestone: last }) : askReached(scene);
  if (ahead.isNext) return markReached(scene, ahead);
  // A deposit that arrived implies that the papers were handed in; anything further is asked.
  if (intent === intents.depositReceived) return markReached(scene, ahead);
  return askHowFar(scene, step, ahead.milestone);
};

/** A step is filled in, a review came back approved: whose step it is and how far it brings it. */
export const report: Act = (scene, utterance) => {
  const { meaning } = utterance;
  const intent = meaning.act === 'intent' ? meaning.intent : intents.stepDone;
  const named = namedStep(scene, utterance);
  const steps = stepsFor(scene, intent);
  const [only, ...others] = steps;
  // A loose name ("认证") for a step long done does not stand against the one step whose answer is awaited now. Something
  // handed in is another matter: "融易收交了", said twice, says nothing about the step after it.
  const isAnswer = intent !== intents.stepDone && only !== undefined && furthest(scene.conversation, only) >= 0;
  const isLoose =
    named && isAnswer && meaning.act === 'intent' && !meaning.step && standingOf(scene, named).status === 'done';
  if (named && !(isLoose && others.length === 0)) return reportOn(scene, named, intent, utterance);
  if (only && others.length === 0) return reportOn(scene, only, intent, utterance);
  if (steps.length > 1) return askWhichStep(scene, intent, steps);
  if (!currentStep(scene)) return { conversation: scene.conversation, lines: [], tail: { kind: 'guide' } };
  return askReached(scene);
};

/** A review came back rejected: the step is open again, with the likely causes, and the reason is asked for. */
export const reviewRejected: Act = (scene, utterance) => {
  const { voice, now } = scene;
  const named = namedStep(scene, utterance);
  const steps = named ? [named] : stepsFor(scene, intents.reviewRejected);
  const [step] = steps;
  if (!step) return { conversation: scene.conversation, lines: [], tail: { kind: 'guide' } };
  if (steps.length > 1) return askWhichStep(scene, intents.reviewRejected, steps);
  const conversation = { ...reject(scene.conversation, step, now), focus: step.id };
  const lines = [voice.say('report.rejected', { title: voice.fill(step.short, {}) })];
  if (step.causes) lines.push(voice.say('report.causes', { causes: voice.fill(step.causes, termsOf(scene)) }));
  return { conversation, lines, tail: { kind: 'ask', question: { asks: 'rejection_reason', step: step.id } } };
};

/** What was asked for has not come yet: no harm, and when to look again. */
export const notYet: Act = (scene, utterance) => {
  const { voice, conversation } = scene;
  const asked = conversation.question?.asks === 'reached' ? conversation.question.step : undefined;
  const step =
    namedStep(scene, utterance) ?? (asked ? stepOf(scene.journey, asked) : undefined) ?? currentStep(scene)?.step;
  const standing = step ? standingOf(scene, step) : undefined;
  const rest = settled(conversation);
  if (!step || standing?.status !== 'waiting') {
    return { conversation: rest, lines: [voice.say('report.not_yet', {})], tail: { kind: 'back' } };
  }
  const from = voice.fill(standing.wait.from, {});
  const isLate = scene.now > standing.until;
  const line = isLate
    ? voice.say(`report.late_${standing.wait.for}`, { from })
    : voice.say(`report.not_yet_${standing.wait.for}`, { from, day: sayDay(standing.until, scene) });
  return { conversation: rest, lines: [line], tail: { kind: 'none' } };
};
