import type { Reading } from '../../../understanding/reading.ts';
import { intents } from '../../core/intents.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { Meaning } from '../../model/meaning.ts';
import { depositsToType } from '../acts/steps/deposit.ts';
import { type Interpretation, intent, meant, waitsFor } from './interpretation.ts';
import { assertsNothing } from './reports/resolve-reports.ts';

const longestBareAmount = 8;

/** While a deposit is waited for, or its amount has still to be typed, a bare amount is the deposit's. */
export const asAmount = (context: TurnContext, key: string, reading: Reading): Interpretation | undefined =>
  reading.entities.amount &&
  key.length <= longestBareAmount &&
  (waitsFor('deposit')(context) || depositsToType(context).length > 0)
    ? meant([intent(intents.depositReceived)], reading.entities)
    : undefined;

/** An answer of so many characters is one, whatever else its words could mean: “税票”, “一般纳税人”. */
const SHORT_ANSWER = 8;

/** Asked which step a report is about, whoever names one of them has answered, however they put it; “both” are all of them. */
export const asStep = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const { question } = context.conversation;
  if (question?.type !== 'which_step' || assertsNothing(reading)) return undefined;
  const named = [...new Set(reading.clauses.flatMap(({ steps }) => steps))];
  const isShort = reading.clauses.length === 1 && text.length <= SHORT_ANSWER;
  const both = reading.clauses.some(({ all }) => all) && named.length === 0;
  if (both && (isShort || reading.intent === question.intent)) {
    return meant(
      question.steps.map((id): Meaning => ({ type: 'intent', intent: question.intent, step: id })),
      {},
    );
  }
  const step = named.length === 1 ? question.steps.find((id) => id === named[0]) : undefined;
  const saysNothingElse =
    isShort || reading.certainty !== 'clear' || reading.intent === intents.affirm || reading.intent === question.intent;
  return step !== undefined && saysNothingElse
    ? meant([{ type: 'intent', intent: question.intent, step }], {})
    : undefined;
};
