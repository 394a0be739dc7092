import type { IntentId } from '../../content/intent.ts';
import type { StepId } from '../../content/journey.ts';
import type { Screen } from '../../content/screen.ts';
import type { Entities, Reading } from '../../understanding/reading.ts';
import { intents } from '../intents.ts';
import type { Meaning } from '../meaning.ts';
import type { Question } from '../question.ts';
import type { Scene } from '../scene.ts';
import { standings } from '../standing.ts';

/** What a message amounts to, once the conversation it was said in is taken into account. */
export type Interpretation =
  | {
      readonly kind: 'meant';
      readonly meanings: readonly Meaning[];
      /** What the text names, as far as it counts here: the digits of "2" are no amount when 2 was a choice. */
      readonly entities: Entities;
    }
  | { readonly kind: 'reason'; readonly step: StepId; readonly about: IntentId | undefined }
  /** What a page says, in its words. */
  | { readonly kind: 'screen'; readonly screen: Screen }
  /** Probably this question, perhaps the other one: answered at once, the other one is offered. */
  | { readonly kind: 'likely'; readonly intent: IntentId; readonly second: IntentId | undefined }
  | { readonly kind: 'unsure'; readonly candidates: readonly IntentId[]; readonly step: StepId | undefined }
  | { readonly kind: 'refused' };

/** An interpretation in which all of these are done, in order. */
export const meant = (meanings: readonly Meaning[], entities: Entities): Interpretation => ({
  kind: 'meant',
  meanings,
  entities,
});

/** The meaning of an intent by itself, without a step or a milestone. */
export const intent = (id: IntentId): Meaning => ({ act: 'intent', intent: id });

/** Whether one of these kinds of question is open: `asks("confirm", "reached")(scene)`. */
export const asks =
  (...kinds: readonly Question['asks'][]) =>
  ({ conversation }: Scene): boolean =>
    conversation.question !== undefined && kinds.includes(conversation.question.asks);

/** The first step that waits for this, with how it stands; `undefined` when none does. */
export const waitsFor = (what: 'review' | 'deposit' | 'purchaser') => (scene: Scene) =>
  standings(scene).find(({ standing }) => standing.status === 'waiting' && standing.wait.for === what);

/** Small talk that says nothing beside something that does. */
export const smallTalk: ReadonlySet<IntentId> = new Set([
  intents.greet,
  intents.thank,
  intents.goodbye,
  intents.affirm,
  intents.deny,
]);

/** Reports, the more telling first: "填完了，显示成功" is one report in two phrases, and the last word counts. */
export const reports: readonly IntentId[] = [
  intents.reviewRejected,
  intents.reviewPassed,
  intents.depositReceived,
  intents.stepDone,
];

/** One thing that a message says, as its reading has it. */
export type Clause = Reading['clauses'][number];
