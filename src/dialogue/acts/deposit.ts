import type { Step } from '../../content/journey.ts';
import { checkDepositAmount } from '../../text/checks/deposit-amount.ts';
import { explain } from '../guide.ts';
import { intents } from '../intents.ts';
import type { Outcome } from '../outcome.ts';
import type { Scene } from '../scene.ts';
import { furthest, type StepStanding, standings } from '../standing.ts';
import { termsOf } from '../terms.ts';
import type { Act } from './act.ts';
import { stepsFor } from './candidates.ts';
import { namedStep } from './named-step.ts';
import { report } from './report.ts';

const depositsWaitedFor = (scene: Scene) =>
  standings(scene).flatMap(({ step, standing }) =>
    standing.status === 'waiting' && standing.wait.for === 'deposit' ? [{ step, standing }] : [],
  );

/** The steps whose deposit was reported and whose page still wants its amount. */
export const depositsToType = (scene: Scene): readonly StepStanding[] =>
  standings(scene).filter(({ step, standing }) => {
    const reached = step.milestones[furthest(scene.conversation, step)];
    return standing.status === 'doing' && reached?.means.includes(intents.depositReceived) === true;
  });

/**
 * The step whose deposit is spoken of once more, when no other is waited for: "看到了 0.37，填哪里" is no second deposit.
 */
const toldBefore = (scene: Scene, named: Step | undefined): StepStanding | undefined => {
  if (!named && depositsWaitedFor(scene).length > 0) return undefined;
  return depositsToType(scene).find(({ step }) => !named || step.id === named.id);
};

/** What a step's deposit stays below, in fen; the higher one while it is not known whose deposit is meant. */
const depositLimit = (step: Step | undefined): 100 | 200 => {
  const wait = step?.milestones.find((milestone) => milestone.wait?.for === 'deposit')?.wait;
  return wait?.below_yuan === 1 ? 100 : 200;
};

const explained = (scene: Scene, { step, standing }: StepStanding): Omit<Outcome, 'conversation'> => ({
  ...explain(scene, step, standing),
  tail: { kind: 'none' },
});

const withLines = (outcome: Outcome, lines: readonly string[]): Outcome => ({
  ...outcome,
  lines: [...lines, ...outcome.lines],
});

/**
 * The micro-deposit is there, with or without its amount. An amount is checked for its form and let go: it is for the
 * page, and is neither kept nor repeated. A form that cannot be right is not taken for an arrival.
 */
export const depositReceived: Act = (scene, utterance) => {
  const { amount } = utterance.entities;
  const known = toldBefore(scene, namedStep(scene, utterance));
  const outcome = () =>
    known ? { conversation: scene.conversation, ...explained(scene, known) } : report(scene, utterance);
  if (!amount) return outcome();
  const possible = stepsFor(scene, intents.depositReceived);
  const step = known?.step ?? namedStep(scene, utterance) ?? (possible.length === 1 ? possible[0] : undefined);
  if (amount.unit === 'guessed') {
    return { conversation: scene.conversation, lines: [], tail: { kind: 'ask', question: { asks: 'amount_in_fen' } } };
  }
  const { verdict, findings } = checkDepositAmount(amount, depositLimit(step));
  const words = findings.map((finding) => scene.voice.finding(finding.code, finding.values ?? {}));
  if (verdict === 'wrong') return { conversation: scene.conversation, lines: words, tail: { kind: 'back' } };
  return withLines(outcome(), [...words, scene.voice.say('deposit.amount_noted', {})]);
};

/** The deposit that is missing is one that the person has reported: they are told so, and how to take it back. */
const saidBefore = (scene: Scene, named: Step | undefined): string[] =>
  depositsToType(scene)
    .filter(({ step }) => !named || step.id === named.id)
    .flatMap(({ step }) => step.milestones[furthest(scene.conversation, step)]?.wait ?? [])
    .map(({ from }) => scene.voice.say('deposit.said_before', { from: scene.voice.fill(from, {}) }));

/** The micro-deposit has not come: where to look, what commonly holds it up, whose deposit it is. */
export const depositNotReceived: Act = (scene, utterance) => {
  const { voice, conversation } = scene;
  const named = namedStep(scene, utterance);
  const waited = depositsWaitedFor(scene).filter(({ step }) => !named || step.id === named.id);
  const lines = waited.map(({ step, standing }) =>
    voice.say('deposit.missing', {
      from: voice.fill(standing.wait.from, {}),
      title: voice.fill(step.short, {}),
      todo: voice.fill(standing.next.todo, termsOf(scene)),
    }),
  );
  if (lines.length === 0) lines.push(...saidBefore(scene, named));
  if (lines.length === 0) lines.push(voice.say('deposit.none_expected', {}));
  return { conversation, lines: [...lines, voice.say('deposit.why_late', {})], tail: { kind: 'back' } };
};
