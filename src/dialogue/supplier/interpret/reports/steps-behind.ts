import type { Step } from '../../../../content/schema/journey.ts';
import type { Reading } from '../../../../understanding/reading.ts';
import { intents } from '../../../core/intents.ts';
import { stepStatusOf } from '../../../core/progress/step-status.ts';
import type { TurnContext } from '../../../core/turn-context.ts';
import type { Meaning } from '../../../model/meaning.ts';

type Clause = Reading['clauses'][number];

const upTo =
  /前([一二两三四五六1-6])步?[^,，]{0,4}(?:都|全|已经?)?[^,，]{0,3}(?:好|完|过|成|弄|搞|办|了)|first (two|three|four|five|2|3|4|5) steps/iu;
const allBut = /除了|就差|只差|只剩|就剩|还剩|all but|everything except|only .* left/iu;
const stuckAt = /卡在|(?:做|办|弄|走)到(?:了)?|stuck (?:at|on)/iu;
const counted: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
};
/** What is left is only a wait, not a step: “就差融易收的钱”. */
const onlyWaits = /钱|款|等|审|money|deposit/iu;

/** The steps before the one that is named as the only one left, or as the one the person is stuck at. */
const stepsBehind = (context: TurnContext, { text, steps, assertion }: Clause): readonly Step[] => {
  if (assertion === 'of_others' || assertion === 'hypothetical' || assertion === 'asked') return [];
  const number = upTo.exec(text);
  const count = counted[number?.[1] ?? number?.[2] ?? ''] ?? Number(number?.[1] ?? number?.[2] ?? 0);
  if (count > 0) return context.journey.steps.slice(0, count);
  const [only, ...others] = steps;
  if (only === undefined || others.length > 0 || onlyWaits.test(text)) return [];
  if (!allBut.test(text) && !stuckAt.test(text)) return [];
  return context.journey.steps.slice(
    0,
    context.journey.steps.findIndex(({ id }) => id === only),
  );
};

/** “前三步都好了”, “除了账期都好了”, “卡在第五步”: every step before is done, those that are not are reported. */
export const soFar = (context: TurnContext, { clauses }: Reading): readonly Meaning[] =>
  [...new Set(clauses.flatMap((clause) => stepsBehind(context, clause)))].flatMap((step): Meaning[] => {
    const last = step.milestones.at(-1);
    if (!last || stepStatusOf(context, step).type === 'done') return [];
    return [{ type: 'intent', intent: last.means[0] ?? intents.stepDone, step: step.id, milestone: last.id }];
  });
