import type { IntentId } from '../../../../content/schema/intent.ts';
import type { Milestone, Step } from '../../../../content/schema/journey.ts';
import type { Reading } from '../../../../understanding/reading.ts';
import { intents } from '../../../core/intents.ts';
import { currentStep, furthest, stepOf, stepStatuses, stepStatusOf } from '../../../core/progress/step-status.ts';
import type { TurnContext } from '../../../core/turn-context.ts';
import { HOUR } from '../../../model/instant.ts';
import type { Meaning } from '../../../model/meaning.ts';
import { depositsToType } from '../../acts/steps/deposit.ts';
import { soFar } from './steps-behind.ts';
import { byStep, isOpened, isReport, opened, saysAgain, type Told } from './told-by-step.ts';

const waitsFor = (context: TurnContext, what: 'deposit' | 'review'): readonly Step[] =>
  stepStatuses(context).flatMap(({ step, status }) =>
    status.type === 'waiting' && status.wait.for === what ? [step] : [],
  );

const longDone = /[这那]一?步|早|之前|以前|上[周个次]|去年|[前几\d一二两三四五]年|已经|本来|long ago|already/iu;

/**
 * “开好了” is not said of papers, and “过了” of none that were not handed in, unless it was long ago: then it may be about
 * something else, an account at the bank or the step before.
 */
const isOfElse = ({ journey, conversation }: TurnContext, step: Step, { reports, opens, words }: Told): boolean => {
  if (step === journey.steps[0] || furthest(conversation, step) >= 0) return false;
  const isReviewed = step.milestones.some(({ wait }) => wait?.for === 'review');
  const isPassed = reports.every((one) => one === 'passed');
  return (opens && !isOpened(step)) || (isPassed && isReviewed && !longDone.test(words));
};

/** The steps that a report without a name can only be about; several where it can be about several. */
const stepsMeant = (context: TurnContext, told: Told): readonly Step[] => {
  const { reports, hasAmount, all, opens } = told;
  const { question } = context.conversation;
  const typing = depositsToType(context).map(({ step }) => step);
  const deposits = waitsFor(context, 'deposit');
  const reviews = waitsFor(context, 'review');
  if (reports.includes('rejected')) return [];
  if (reports.includes('invited')) {
    const awaited = awaitedFromPurchaser(context);
    return awaited ? [awaited.step] : [];
  }
  if (question?.type === 'reached' && !all) {
    const asked = stepOf(context.journey, question.step);
    if (asked && stepStatusOf(context, asked).type !== 'done') return [asked];
  }
  if (all && reports.includes('passed') && !reports.includes('submitted')) return [...typing, ...deposits, ...reviews];
  if (reports.includes('arrived')) return deposits.length > 0 ? deposits : typing;
  if (reports.includes('passed')) {
    if (typing.length > 0) return typing;
    if (hasAmount && deposits.length > 0) return deposits;
    const pending = [...reviews, ...deposits].filter((step) => !opens || isOpened(step));
    if (pending.length > 0) return pending;
  }
  if (question?.type === 'member_name') return [];
  const current = currentStep(context);
  if (current && isOfElse(context, current.step, told)) return [];
  return current && (current.status.type === 'doing' || current.status.type === 'rejected') ? [current.step] : [];
};

const reportedBy = (step: Step, at: number): Milestone | undefined => step.milestones[at];

/** The milestone that what is told of a step comes to; `undefined` when it says nothing new. */
const milestoneTold = (context: TurnContext, step: Step, { reports, onlyReview }: Told): Milestone | undefined => {
  const at = furthest(context.conversation, step);
  const last = step.milestones.length - 1;
  const deposit = step.milestones.findIndex((milestone) => milestone.means.includes(intents.depositReceived));
  // Papers that passed are followed by a deposit where the step has one; it is finished by its amount.
  const isBeforeDeposit = onlyReview && deposit > at && !reports.includes('arrived') && !reports.includes('submitted');
  // “过了 网商打了1毛6”: the review first, then the money, whose amount has still to be typed.
  const isMoneyLast = deposit > at && reports.at(-1) === 'arrived' && reports.includes('passed');
  if (isMoneyLast) return reportedBy(step, deposit);
  if (reports.includes('passed')) return at < last && !isBeforeDeposit ? reportedBy(step, last) : undefined;
  const typed = deposit >= 0 && (at === deposit || (reports.includes('arrived') && at < deposit));
  if (reports.includes('submitted')) {
    if (typed) return reportedBy(step, last);
    const next = step.milestones.findIndex(({ by }, place) => place > at && by === 'supplier');
    const milestone = step.milestones[next];
    return milestone?.wait === undefined || milestone.wait.for === 'purchaser' ? milestone : undefined;
  }
  return reports.includes('arrived') && deposit > at ? reportedBy(step, deposit) : undefined;
};

/** The step that waits for what the purchaser sends. */
const awaitedFromPurchaser = (
  context: TurnContext,
): { readonly step: Step; readonly milestone: Milestone } | undefined => {
  for (const { step, status } of stepStatuses(context)) {
    if (status.type === 'waiting' && status.wait.for === 'purchaser') return { step, milestone: status.next };
  }
  return undefined;
};

/** A step that was handed in and is handed in again stands where it stood after the first time, from now on. */
const againOf = (context: TurnContext, step: Step, { reports, words }: Told): Meaning | undefined => {
  const [first] = step.milestones;
  const at = furthest(context.conversation, step);
  const isBetween = at >= 0 && at < step.milestones.length - 1 && first?.by === 'supplier';
  return isBetween && first && reports.every((one) => one === 'submitted') && saysAgain(words)
    ? { type: 'intent', intent: intents.stepDone, step: step.id, milestone: first.id, again: true }
    : undefined;
};

const meaningOf = (context: TurnContext, step: Step, told: Told): Meaning | undefined => {
  const again = againOf(context, step, told);
  if (again) return again;
  if (told.reports.includes('rejected')) {
    return { type: 'intent', intent: intents.reviewRejected, step: step.id };
  }
  const awaited = awaitedFromPurchaser(context);
  const isInvited = told.reports.includes('invited') && awaited?.step === step;
  // Who has quoted was invited.
  const hasQuoted = told.reports.includes('submitted') || told.reports.includes('passed');
  const milestone = isInvited && !hasQuoted ? awaited.milestone : milestoneTold(context, step, told);
  if (!milestone && stepStatusOf(context, step).type === 'done') {
    return { type: 'intent', intent: intents.stepDone, step: step.id };
  }
  if (!milestone) {
    // The money that is there already is told once more: where its amount goes is said again.
    const isTyped = told.reports.includes('arrived') && depositsToType(context).some((one) => one.step === step);
    if (isTyped) return { type: 'intent', intent: intents.depositReceived, step: step.id };
    return { type: 'repair', repair: 'not_yet', step: step.id };
  }
  const isDeposit = milestone.means.includes(intents.depositReceived);
  const intent = isDeposit ? intents.depositReceived : (milestone.means[0] ?? intents.stepDone);
  return { type: 'intent', intent, step: step.id, milestone: milestone.id };
};

/** So many characters say that it worked, and nothing else. */
const SHORT = 8;

const isOnlyPassed = ({ reports }: Told): boolean => reports.every((one) => one === 'passed');

/** A review that passed is told by the money that follows it, where both can only be of one step. */
const withoutReviews = (context: TurnContext, told: readonly Told[]): readonly Told[] =>
  told.filter((one, place) => {
    const next = told[place + 1];
    if (one.step !== undefined || !isOnlyPassed(one) || next?.step === undefined) return true;
    return !(next.reports.includes('arrived') && stepsMeant(context, one).some(({ id }) => id === next.step));
  });

/**
 * Said once more what was reported just before (“好了”, “嗯 成功了”): nothing is under way that it could be about, and the
 * next step is not begun.
 */
export const isEcho = (context: TurnContext): boolean => {
  const last = context.conversation.log.at(-1);
  if (!last || !reportIntents.includes(last.intent) || context.now - last.at > HOUR) return false;
  const pending = [...depositsToType(context), ...waitsFor(context, 'deposit'), ...waitsFor(context, 'review')];
  const current = currentStep(context);
  return pending.length === 0 && current?.status.type === 'doing' && furthest(context.conversation, current.step) < 0;
};

const reportIntents: readonly IntentId[] = [intents.stepDone, intents.reviewPassed, intents.depositReceived];

/** The reports of a message whose step is certain, in order; `undefined` where it is not, or where there are none. */
export const reportsTold = (context: TurnContext, reading: Reading): readonly Meaning[] | undefined => {
  const { clauses } = reading;
  const behind = soFar(context, reading);
  if (behind.length > 0) return behind;
  const failedAt = clauses.findLastIndex(({ report }) => report === 'failed');
  const passedAt = clauses.findLastIndex((clause) => isReport(clause) && clause.report === 'passed');
  // What did not work at first and then did is done; what did not work is not.
  const isSentBack = clauses.some((clause) => isReport(clause) && clause.report === 'rejected');
  if (failedAt > passedAt && !isSentBack) return undefined;
  const told = byStep(clauses);
  if (
    told.length === 1 &&
    told.every((one) => one.step === undefined && isOnlyPassed(one) && one.words.length <= SHORT) &&
    isEcho(context)
  ) {
    return [{ type: 'intent', intent: intents.affirm }];
  }
  const meanings: Meaning[] = [];
  for (const one of withoutReviews(context, told)) {
    const named = one.step === undefined ? undefined : stepOf(context.journey, one.step);
    const steps = named ? [named] : stepsMeant(context, one);
    if (steps.length === 0 || (steps.length > 1 && !one.all)) return undefined;
    for (const step of steps) {
      const meaning = meaningOf(context, step, one);
      if (meaning) meanings.push(meaning);
    }
  }
  return meanings.length > 0 ? meanings : undefined;
};

/**
 * Whether a message reports nothing in words of its own, and something in it is asked, supposed, planned, denied, wished or
 * told of others: then it is no report, however much it sounds like one.
 */
export const assertsNothing = ({ clauses }: Reading): boolean =>
  !clauses.some(isReport) && clauses.some(({ assertion }) => assertion !== 'asserted');

/**
 * “开好了”, while papers are to be handed in and nothing that is opened is under way: an account at the bank, perhaps, and
 * no report.
 */
export const opensSomethingElse = (context: TurnContext, { clauses }: Reading): boolean => {
  const current = currentStep(context)?.step;
  if (!current || current === context.journey.steps[0] || isOpened(current)) return false;
  const isUnderWay = stepStatuses(context).some(
    ({ step, status }) => isOpened(step) && status.type !== 'done' && furthest(context.conversation, step) >= 0,
  );
  return !isUnderWay && clauses.every(({ steps, plain }) => steps.length === 0 && opened.test(plain));
};

/** Whether something is reported in so many words. */
export const reportsAnything = ({ clauses }: Reading): boolean => clauses.some(isReport);

/** Whether what a message speaks of is somebody else's, or something else. */
export const isOfOthers = ({ clauses }: Reading): boolean => clauses.some(({ assertion }) => assertion === 'of_others');
