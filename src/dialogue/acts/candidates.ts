import type { IntentId } from '../../content/intent.ts';
import type { Milestone, Step } from '../../content/journey.ts';
import { intents } from '../intents.ts';
import type { Scene } from '../scene.ts';
import { currentStep, furthest, type Standing, standings } from '../standing.ts';

/** A milestone that a report may be about. */
export interface Candidate {
  readonly step: Step;
  readonly milestone: Milestone;
  /** Nothing that the supplier has to do lies between here and there. */
  readonly isNext: boolean;
}

/** The first milestone ahead in a step that an intent reports. */
export const aheadIn = (scene: Scene, step: Step, intent: IntentId): Candidate | undefined => {
  const from = furthest(scene.conversation, step) + 1;
  const position = step.milestones.findIndex((milestone, at) => at >= from && milestone.means.includes(intent));
  const milestone = step.milestones[position];
  if (!milestone) return undefined;
  const between = step.milestones.slice(from, position);
  return { step, milestone, isNext: between.every((skipped) => skipped.by === 'purchaser') };
};

const waitsFor = (standing: Standing, what: 'review' | 'deposit'): boolean =>
  standing.status === 'waiting' && standing.wait.for === what;

const isBegun = (scene: Scene, step: Step): boolean => furthest(scene.conversation, step) >= 0;

/**
 * Which steps each report most naturally belongs to, the more natural first: the first rule that leaves any step
 * decides. All rules see only steps that are not done.
 */
const rules: Readonly<Record<string, readonly ((scene: Scene, step: Step, standing: Standing) => boolean)[]>> = {
  [intents.depositReceived]: [
    (_scene, _step, standing) => waitsFor(standing, 'deposit'),
    (_scene, _step, standing) => standing.status === 'doing',
    () => true,
  ],
  [intents.reviewPassed]: [
    (scene, step, standing) => waitsFor(standing, 'review') || (standing.status === 'doing' && isBegun(scene, step)),
    (_scene, _step, standing) => waitsFor(standing, 'deposit'),
    (scene, step) => currentStep(scene)?.step.id === step.id,
    (_scene, _step, standing) => standing.status === 'doing',
  ],
  [intents.stepDone]: [
    (scene, step, standing) => standing.status !== 'waiting' && currentStep(scene)?.step.id === step.id,
    (_scene, _step, standing) => standing.status === 'doing' || standing.status === 'rejected',
    (_scene, _step, standing) => standing.status === 'waiting',
  ],
  [intents.reviewRejected]: [
    (scene, step) => isBegun(scene, step),
    (scene, step) => currentStep(scene)?.step.id === step.id,
  ],
};

/** The steps a report without a name may be about, in the journey's order. */
export const stepsFor = (scene: Scene, intent: IntentId): readonly Step[] => {
  const open = standings(scene).filter(({ standing }) => standing.status !== 'done');
  for (const rule of rules[intent] ?? []) {
    const found = open.filter(({ step, standing }) => rule(scene, step, standing)).map(({ step }) => step);
    const able = intent === intents.reviewRejected ? found : found.filter((step) => aheadIn(scene, step, intent));
    if (able.length > 0) return able;
  }
  return [];
};
