import type { IntentId } from '../../../../content/schema/intent.ts';
import type { Reading } from '../../../../understanding/reading.ts';
import { intents } from '../../../core/intents.ts';
import type { TurnContext } from '../../../core/turn-context.ts';
import type { Interpretation } from '../interpretation.ts';
import { callsSomebody } from '../person-request.ts';

/** What a person may say instead of giving a reason: they want to get on. */
const notAReason: ReadonlySet<IntentId> = new Set([
  intents.nextStep,
  intents.goBack,
  intents.remindLater,
  intents.talkToHuman,
  intents.getLink,
  intents.getChecklist,
  intents.showProgress,
  intents.stepDone,
  intents.restart,
  intents.thank,
  intents.goodbye,
  intents.changeLanguage,
]);

/** A question that belongs to no step ("是不是骗人的") is asked for itself, and tells nothing of why a step was rejected. */
const isOfItsOwn = ({ content }: TurnContext, { certainty, intent }: Reading): boolean => {
  const asked = content.intents.get(intent);
  return certainty === 'clear' && asked?.kind === 'faq' && asked.steps.length === 0;
};

/** From this confidence on a question of the catalogue is taken as what a rejection was about. */
const REASON_CONFIDENCE = 0.3;

/** “正反面传反了” tells a reason, although something was handed in. */
export const reportsFailure = ({ clauses }: Reading): boolean => clauses.some(({ report }) => report === 'failed');

/** Asked why a step was rejected, what is said is the reason, unless it clearly wants something else. */
export const asReason = (context: TurnContext, reading: Reading): Interpretation | undefined => {
  const { question } = context.conversation;
  if (question?.type !== 'rejection_reason' || reading.clauses.some(({ text }) => callsSomebody.test(text)))
    return undefined;
  if (reading.certainty === 'clear' && notAReason.has(reading.intent) && !reportsFailure(reading)) return undefined;
  if (isOfItsOwn(context, reading)) return undefined;
  const about = reading.candidates.find(
    (candidate) =>
      candidate.confidence >= REASON_CONFIDENCE && context.content.intents.get(candidate.intent)?.kind === 'faq',
  )?.intent;
  return { type: 'reason', step: question.step, about };
};
