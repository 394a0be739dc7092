import type { IntentId } from '../../../content/schema/intent.ts';
import type { StepId } from '../../../content/schema/journey.ts';
import type { PageText } from '../../../content/schema/page-text.ts';
import type { Entities, Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import { stepStatuses } from '../../core/progress/step-status.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { Meaning } from '../../model/meaning.ts';
import type { Question } from '../../model/question.ts';

/** What a message amounts to, once the conversation it was said in is taken into account. */
export type Interpretation =
  | {
      readonly type: 'meant';
      readonly meanings: readonly Meaning[];
      /** What the text names, as far as it counts here: the digits of "2" are no amount when 2 was a choice. */
      readonly entities: Entities;
    }
  | { readonly type: 'reason'; readonly step: StepId; readonly about: IntentId | undefined }
  /** What a page says, in its words. */
  | { readonly type: 'screen'; readonly screen: PageText }
  /** Probably this question, perhaps the other one: answered at once, the other one is offered. */
  | { readonly type: 'likely'; readonly intent: IntentId; readonly second: IntentId | undefined }
  | { readonly type: 'unsure'; readonly candidates: readonly IntentId[]; readonly step: StepId | undefined }
  | { readonly type: 'refused' };

/** An interpretation in which all of these are done, in order. */
export const meant = (meanings: readonly Meaning[], entities: Entities): Interpretation => ({
  type: 'meant',
  meanings,
  entities,
});

/** The meaning of an intent by itself, without a step or a milestone. */
export const intent = (id: IntentId): Meaning => ({ type: 'intent', intent: id });

/** Whether one of these kinds of question is open: `asks("confirm", "reached")(context)`. */
export const asks =
  (...kinds: readonly Question['type'][]) =>
  ({ conversation }: TurnContext): boolean =>
    conversation.question !== undefined && kinds.includes(conversation.question.type);

/** The first step that waits for this, with how it stands; `undefined` when none does. */
export const waitsFor = (what: 'review' | 'deposit' | 'purchaser') => (context: TurnContext) =>
  stepStatuses(context).find(({ status }) => status.type === 'waiting' && status.wait.for === what);

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
