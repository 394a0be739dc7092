import type { Journey, Milestone, Step, StepId, Wait } from '../../../content/schema/journey.ts';
import type { Conversation } from '../../model/conversation.ts';
import type { Instant } from '../../model/instant.ts';
import { addWorkingDays } from '../time/working-time.ts';
import type { TurnContext } from '../turn-context.ts';

/** How a person stands with a step. Computed from the milestones reached and the journey, never stored. */
export type StepStatus =
  | { readonly type: 'todo'; readonly missing: readonly Step[]; readonly next: Milestone }
  | { readonly type: 'doing'; readonly next: Milestone }
  | {
      readonly type: 'waiting';
      readonly next: Milestone;
      readonly wait: Wait;
      readonly since: Instant;
      readonly until: Instant;
    }
  | { readonly type: 'rejected'; readonly at: Instant; readonly next: Milestone }
  | { readonly type: 'done'; readonly at: Instant };

const lastOf = (step: Step): Milestone => step.milestones[step.milestones.length - 1] ?? neverEmpty(step);

const neverEmpty = (step: Step): never => {
  throw new Error(`step ${step.id} has no milestones: the journey was not checked`);
};

/** Position of the furthest milestone reached, -1 for none. A later milestone implies the earlier ones. */
export const furthest = (conversation: Conversation, step: Step): number =>
  step.milestones.findLastIndex((milestone) => conversation.progress[step.id]?.reached[milestone.id] !== undefined);

const lastReachedAt = (conversation: Conversation, step: Step): Instant | undefined => {
  const moments = Object.values(conversation.progress[step.id]?.reached ?? {}).map((mark) => mark.at);
  return moments.length === 0 ? undefined : Math.max(...moments);
};

const doneAt = (conversation: Conversation, step: Step): Instant | undefined =>
  conversation.progress[step.id]?.reached[lastOf(step).id]?.at;

/** The step of an id. Ids that the journey does not have are ignored: content may have changed under the record. */
export const stepOf = (journey: Journey, id: string): Step | undefined => journey.steps.find((step) => step.id === id);

/** What a reference names: a step, and how far in it. */
interface Requirement {
  readonly step: Step;
  readonly position: number;
}

/** The step named by a reference, with the milestone that it names or else the last one. */
const resolve = (journey: Journey, reference: string): Requirement | undefined => {
  const [stepId = '', milestoneId] = reference.split('.');
  const step = stepOf(journey, stepId);
  if (!step) return undefined;
  const position = milestoneId
    ? step.milestones.findIndex((milestone) => milestone.id === milestoneId)
    : step.milestones.length - 1;
  return { step, position };
};

/** The references of a journey do not change: each list is resolved once. */
const resolved = new WeakMap<readonly string[], readonly Requirement[]>();

const requirements = (journey: Journey, references: readonly string[]): readonly Requirement[] => {
  const known = resolved.get(references);
  if (known) return known;
  const found = references.map((reference) => resolve(journey, reference)).filter((one) => one !== undefined);
  resolved.set(references, found);
  return found;
};

/** The steps among `references` that are not yet as far as the reference asks. */
const unmet = (context: TurnContext, references: readonly string[]): Step[] =>
  requirements(context.journey, references)
    .filter(({ step, position }) => furthest(context.conversation, step) < position)
    .map(({ step }) => step);

/** Whether all that the references ask for is reached. */
export const isAsFarAs = (context: TurnContext, references: readonly string[]): boolean =>
  unmet(context, references).length === 0;

/** The milestone that `step.milestone` names; `undefined` when the journey has it no more. */
export const milestoneOf = (
  journey: Journey,
  reference: string,
): { readonly step: Step; readonly milestone: Milestone } | undefined => {
  const [stepId = '', milestoneId] = reference.split('.');
  const step = stepOf(journey, stepId);
  const milestone = step?.milestones.find(({ id }) => id === milestoneId);
  return step && milestone ? { step, milestone } : undefined;
};

/**
 * What is missing before a step can be worked on. What the page itself needs always counts; the guide's order does not
 * hold for a step that the person chose to do first, nor against one that the person put off.
 */
export const missingBefore = (context: TurnContext, step: Step): readonly Step[] => {
  const inOrder =
    context.conversation.focus === step.id
      ? []
      : unmet(context, step.after).filter((before) => !context.conversation.deferred.includes(before.id));
  const needed = unmet(context, step.needs);
  return [...needed, ...inOrder.filter((before) => !needed.includes(before))];
};

/** When the wait before the next milestone began: at the milestone before, or when the last step before was finished. */
const waitingSince = (context: TurnContext, step: Step): Instant => {
  const within = lastReachedAt(context.conversation, step);
  if (within !== undefined) return within;
  const before = [...requirements(context.journey, step.needs), ...requirements(context.journey, step.after)]
    .map((required) => doneAt(context.conversation, required.step))
    .filter((at) => at !== undefined);
  return before.length === 0 ? context.conversation.startedAt : Math.max(...before);
};

const computeStatus = (context: TurnContext, step: Step): StepStatus => {
  const { conversation } = context;
  const position = furthest(conversation, step);
  const finishedAt = doneAt(conversation, step);
  if (finishedAt !== undefined) return { type: 'done', at: finishedAt };
  const next = step.milestones[position + 1] ?? neverEmpty(step);
  const rejectedAt = conversation.progress[step.id]?.rejectedAt;
  if (rejectedAt !== undefined) return { type: 'rejected', at: rejectedAt, next };
  const missing = position < 0 ? missingBefore(context, step) : [];
  if (missing.length > 0) return { type: 'todo', missing, next };
  if (!next.wait) return { type: 'doing', next };
  const since = waitingSince(context, step);
  const until = addWorkingDays(since, next.wait.usually, context.schedule);
  return { type: 'waiting', next, wait: next.wait, since, until };
};

/** A step and how the person stands with it. */
export interface StepWithStatus {
  readonly step: Step;
  readonly status: StepStatus;
}

/** All that step statuses depend on besides the progress itself is the same in both. */
const isLike = (one: TurnContext, other: TurnContext): boolean =>
  one.conversation.focus === other.conversation.focus &&
  one.conversation.deferred === other.conversation.deferred &&
  one.conversation.startedAt === other.conversation.startedAt &&
  one.journey === other.journey &&
  one.schedule.calendar === other.schedule.calendar &&
  one.schedule.offset === other.schedule.offset;

/** Asked again and again within a turn, and between turns that change nothing: worked out once for each progress. */
const worked = new WeakMap<Conversation['progress'], { context: TurnContext; statuses: readonly StepWithStatus[] }>();

/** Every step with its step status, worked out anew: of thousands of people who are looked at once, nothing is worth keeping. */
export const stepStatusesOnce = (context: TurnContext): readonly StepWithStatus[] =>
  context.journey.steps.map((step) => ({ step, status: computeStatus(context, step) }));

/** Every step with its step status, in the journey's order. */
export const stepStatuses = (context: TurnContext): readonly StepWithStatus[] => {
  const { progress } = context.conversation;
  const known = worked.get(progress);
  if (known && isLike(known.context, context)) return known.statuses;
  const computed = stepStatusesOnce(context);
  worked.set(progress, { context, statuses: computed });
  return computed;
};

/** How the person stands with a step. */
export const stepStatusOf = (context: TurnContext, step: Step): StepStatus =>
  stepStatuses(context).find((one) => one.step === step)?.status ?? computeStatus(context, step);

/**
 * The step the person is on: the one they chose; else the first that can be worked on, those put off last; else the
 * first that waits. `undefined` when everything is done.
 */
export const currentStep = (context: TurnContext): StepWithStatus | undefined =>
  currentAmong(context, stepStatuses(context));

/** {@link currentStep}, of step statuses that were worked out already. */
export const currentAmong = (context: TurnContext, all: readonly StepWithStatus[]): StepWithStatus | undefined => {
  const workable = all.filter(({ status }) => status.type === 'doing' || status.type === 'rejected');
  const putOff = (id: StepId): boolean => context.conversation.deferred.includes(id);
  return (
    workable.find(({ step }) => step.id === context.conversation.focus) ??
    workable.find(({ step }) => !putOff(step.id)) ??
    workable[0] ??
    all.find(({ status }) => status.type === 'waiting') ??
    all.find(({ status }) => status.type === 'todo')
  );
};

/** Position of a step in the journey, counted from 1. */
export const numberOf = (journey: Journey, step: Step): number => journey.steps.indexOf(step) + 1;

/** The key under which the reminders sent for a wait are kept: `enterprise_auth.deposit_received`. */
export const waitKey = (step: Step, milestone: { readonly id: string }): string => `${step.id}.${milestone.id}`;
