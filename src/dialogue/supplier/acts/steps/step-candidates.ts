import type { IntentId } from '../../../../content/schema/intent.ts';
import type { Milestone, Step } from '../../../../content/schema/journey.ts';
import { intents } from '../../../core/intents.ts';
import { currentStep, furthest, type StepStatus, stepStatuses } from '../../../core/progress/step-status.ts';
import type { TurnContext } from '../../../core/turn-context.ts';

/** A milestone that a report may be about. */
export interface Candidate {
  readonly step: Step;
  readonly milestone: Milestone;
  /** Nothing that the supplier has to do lies between here and there. */
  readonly isNext: boolean;
}

/** The first milestone ahead in a step that an intent reports. */
export const aheadIn = (context: TurnContext, step: Step, intent: IntentId): Candidate | undefined => {
  const from = furthest(context.conversation, step) + 1;
  const position = step.milestones.findIndex((milestone, at) => at >= from && milestone.means.includes(intent));
  const milestone = step.milestones[position];
  if (!milestone) return undefined;
  const between = step.milestones.slice(from, position);
  return { step, milestone, isNext: between.every((skipped) => skipped.by === 'purchaser') };
};

const waitsFor = (status: StepStatus, what: 'review' | 'deposit'): boolean =>
  status.type === 'waiting' && status.wait.for === what;

const isBegun = (context: TurnContext, step: Step): boolean => furthest(context.conversation, step) >= 0;

/**
 * Which steps each report most naturally belongs to, the more natural first: the first rule that leaves any step
 * decides. All rules see only steps that are not done.
 */
const rules: Readonly<Record<string, readonly ((context: TurnContext, step: Step, status: StepStatus) => boolean)[]>> =
  {
    [intents.depositReceived]: [
      (_scene, _step, status) => waitsFor(status, 'deposit'),
      (_scene, _step, status) => status.type === 'doing',
      () => true,
    ],
    [intents.reviewPassed]: [
      (context, step, status) => status.type === 'doing' && isBegun(context, step),
      // What ends with a deposit is reviewed before.
      (_scene, _step, status) => waitsFor(status, 'review') || waitsFor(status, 'deposit'),
      (context, step) => currentStep(context)?.step.id === step.id,
      (_scene, _step, status) => status.type === 'doing',
    ],
    [intents.stepDone]: [
      (context, step, status) => status.type !== 'waiting' && currentStep(context)?.step.id === step.id,
      (_scene, _step, status) => status.type === 'doing' || status.type === 'rejected',
      (_scene, _step, status) => status.type === 'waiting',
    ],
    [intents.reviewRejected]: [
      (context, step) => isBegun(context, step),
      (context, step) => currentStep(context)?.step.id === step.id,
    ],
  };

/** The steps a report without a name may be about, in the journey's order. */
export const stepsFor = (context: TurnContext, intent: IntentId): readonly Step[] => {
  const open = stepStatuses(context).filter(({ status }) => status.type !== 'done');
  for (const rule of rules[intent] ?? []) {
    const found = open.filter(({ step, status }) => rule(context, step, status)).map(({ step }) => step);
    const able = intent === intents.reviewRejected ? found : found.filter((step) => aheadIn(context, step, intent));
    if (able.length > 0) return able;
  }
  return [];
};
