import type { Reading } from '../../../../understanding/reading.ts';
import { intents } from '../../../core/intents.ts';
import { lastMark } from '../../../core/progress/record-progress.ts';
import { currentStep, stepOf } from '../../../core/progress/step-status.ts';
import type { TurnContext } from '../../../core/turn-context.ts';
import { aheadIn } from '../../acts/steps/step-candidates.ts';
import { type Clause, type Interpretation, intent, meant, reports } from '../interpretation.ts';
import { takesBack } from './told-reports.ts';

/** What was reported so few messages ago can be corrected without its name. */
const LATELY = 3;

/** Speaks of what was said just before: “那是客户货款”, “that was 个人实名认证”. */
const pointsBack =
  /(?:^|[,，\s])(?:刚才|刚刚|上面)?(?:说的)?(?:那|这|嗰)?(?:个|笔|条|句)?(?:就?是|系|係|其实是|原来是|应该是)|\b(?:that|it|this)(?: one)?(?:'s| was| is)\b/iu;

const isOthers = ({ assertion, plain }: Clause): boolean => assertion === 'of_others' && pointsBack.test(plain);

/** The clause that says of which other step the report was: “是阿里那笔”. */
const otherStep = (reading: Reading, reported: string): string | undefined => {
  const moved = reading.clauses.filter(
    ({ assertion, steps, plain }) =>
      assertion === 'asserted' && steps.length === 1 && steps[0] !== reported && pointsBack.test(plain),
  );
  return moved.length === 1 ? moved[0]?.steps[0] : undefined;
};

/**
 * What was reported a moment ago was somebody else's or something else (“那是客户货款”), or belongs to another step
 * (“说错了 是阿里那笔”): it is taken back, and told of the other one.
 */
export const asCorrection = (context: TurnContext, reading: Reading): Interpretation | undefined => {
  const last = lastMark(context.conversation, context.journey);
  const lately = context.conversation.log.slice(-LATELY).some(({ intent: id }) => reports.includes(id));
  if (!last || !lately) return undefined;
  const { clauses } = reading;
  if (clauses.some(({ assertion }) => assertion === 'asked' || assertion === 'hypothetical')) return undefined;
  const isSaid = clauses.some(({ plain }) => takesBack.test(plain));
  const denies = clauses.some(
    ({ assertion, steps }) => assertion === 'denied' && steps.length === 1 && steps[0] === last.step.id,
  );
  if (isSaid || denies) {
    const other = stepOf(context.journey, otherStep(reading, last.step.id) ?? '');
    const [means] = last.milestone.means;
    if (other && means && aheadIn(context, other, means)) {
      return meant([intent(intents.goBack), { type: 'intent', intent: means, step: other.id }], {});
    }
  }
  const isNotTheirs = clauses.some(isOthers) || clauses.some(({ plain }) => /\bnot the\b/iu.test(plain));
  const isMeant =
    isSaid ||
    denies ||
    clauses.some(({ plain }) =>
      /\b(?:wait|sorry|no)\b|等等|等下|等一下|啊不|哦不|不好意思|抱歉|唔好意思/iu.test(plain),
    );
  return isNotTheirs && isMeant ? meant([intent(intents.goBack)], {}) : undefined;
};

const undoes = /退|撤|取消|重做|重来|错|undo|take (?:it )?back|revert|cancel/iu;

const stepBefore = /上一(?:个)?步|前一步|previous step|step before|last step/iu;

const looks = /看看|看一?下|瞧|look|see/iu;

/** “上一步”, “退回第一步我看看”: the step is shown, and nothing of it is lost. */
export const asLookBack = (context: TurnContext, text: string, reading: Reading): Interpretation | undefined => {
  const [named, ...others] = reading.entities.steps ?? [];
  const isBack = /退回|回到|返回|back/iu.test(text);
  if (isBack && looks.test(text) && named !== undefined && others.length === 0) {
    const step = stepOf(context.journey, named);
    return step ? meant([intent(step.intent)], {}) : undefined;
  }
  if (!stepBefore.test(text) || undoes.test(text) || reading.intent !== intents.goBack) return undefined;
  const current = currentStep(context)?.step;
  const before =
    context.journey.steps[(current ? context.journey.steps.indexOf(current) : context.journey.steps.length) - 1];
  return before ? meant([intent(before.intent)], {}) : undefined;
};
