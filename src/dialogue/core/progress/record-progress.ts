import type { Journey, Milestone, Step } from '../../../content/schema/journey.ts';
import type { Conversation } from '../../model/conversation.ts';
import type { Instant } from '../../model/instant.ts';
import type { StepProgress } from '../../model/progress.ts';
import { furthest, stepOf } from './step-status.ts';

const without = <Id extends string>(ids: readonly Id[], id: Id): Id[] => ids.filter((other) => other !== id);

const withoutFocus = (conversation: Conversation): Conversation => {
  const { focus: _left, ...rest } = conversation;
  return rest;
};

const withProgress = (conversation: Conversation, step: Step, progress: StepProgress): Conversation => {
  const finished = step.milestones.at(-1);
  const isFinished = finished !== undefined && progress.reached[finished.id] !== undefined;
  return {
    ...(isFinished && conversation.focus === step.id ? withoutFocus(conversation) : conversation),
    progress: { ...conversation.progress, [step.id]: progress },
    deferred: without(conversation.deferred, step.id),
    overdue: without(conversation.overdue, step.id),
  };
};

/** Marks a milestone as reached, on somebody's word. A rejection before it is over with that. */
export const reach = (
  conversation: Conversation,
  step: Step,
  milestone: Milestone,
  at: Instant,
  by: 'supplier' | 'purchaser' = 'supplier',
): Conversation =>
  withProgress(conversation, step, {
    reached: { ...conversation.progress[step.id]?.reached, [milestone.id]: { at, by } },
  });

/**
 * Marks as finished whatever the page could not have done without: who has opened Rongyishou has registered.
 * Returns the steps that were implied.
 */
export const implyNeeded = (
  conversation: Conversation,
  journey: Journey,
  step: Step,
  at: Instant,
): { readonly conversation: Conversation; readonly implied: readonly Step[] } => {
  let result = conversation;
  const implied: Step[] = [];
  for (const reference of step.needs) {
    const needed = stepOf(journey, reference.split('.')[0] ?? '');
    const last = needed?.milestones.at(-1);
    if (!needed || !last || furthest(result, needed) === needed.milestones.length - 1) continue;
    const before = implyNeeded(result, journey, needed, at);
    result = reach(before.conversation, needed, last, at);
    implied.push(...before.implied, needed);
  }
  return { conversation: result, implied };
};

/** Takes a step back to its beginning because what was handed in was refused. */
export const reject = (conversation: Conversation, step: Step, at: Instant): Conversation =>
  withProgress(conversation, step, { reached: {}, rejectedAt: at });

/** Takes a step back to its beginning because the person wants to do it again, and puts them on it. */
export const reopen = (conversation: Conversation, step: Step): Conversation => ({
  ...withProgress(conversation, step, { reached: {} }),
  focus: step.id,
});

/** The milestone that was reported last, whichever step it belongs to. */
export const lastMark = (
  conversation: Conversation,
  journey: Journey,
): { readonly step: Step; readonly milestone: Milestone; readonly at: Instant } | undefined => {
  let last: { step: Step; milestone: Milestone; at: Instant } | undefined;
  for (const step of journey.steps) {
    for (const milestone of step.milestones) {
      const at = conversation.progress[step.id]?.reached[milestone.id]?.at;
      if (at !== undefined && (!last || at >= last.at)) last = { step, milestone, at };
    }
  }
  return last;
};

/** The rejection that was reported last, of those that still stand. */
export const lastRejection = (
  conversation: Conversation,
  journey: Journey,
): { readonly step: Step; readonly at: Instant } | undefined => {
  let last: { step: Step; at: Instant } | undefined;
  for (const step of journey.steps) {
    const at = conversation.progress[step.id]?.rejectedAt;
    if (at !== undefined && (!last || at >= last.at)) last = { step, at };
  }
  return last;
};

/** Takes back one milestone and puts the person on its step. */
export const unreach = (conversation: Conversation, step: Step, milestone: Milestone): Conversation => {
  const { [milestone.id]: _taken, ...reached } = conversation.progress[step.id]?.reached ?? {};
  return { ...withProgress(conversation, step, { reached }), focus: step.id };
};

/** Puts a step off until the others are done. */
export const defer = (conversation: Conversation, step: Step): Conversation => ({
  ...(conversation.focus === step.id ? withoutFocus(conversation) : conversation),
  deferred: [...without(conversation.deferred, step.id), step.id],
});
