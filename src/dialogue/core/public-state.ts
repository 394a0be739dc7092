import type { Conversation } from '../model/conversation.ts';
import type { PublicState, PublicStepState } from '../model/public-state.ts';
import { currentStep, type StepStatus, stepStatuses } from './progress/step-status.ts';
import { isoOf } from './time/dates.ts';
import { type TurnContext, turnContextOf } from './turn-context.ts';
import type { World } from './world.ts';

const stepState = (context: TurnContext, status: StepStatus): PublicStepState => {
  const iso = (at: number): string => isoOf(at, context.schedule.offset);
  switch (status.type) {
    case 'waiting':
      return { status: 'waiting', for: status.wait.for, until: iso(status.until) };
    case 'rejected':
      return { status: 'rejected', at: iso(status.at) };
    case 'done':
      return { status: 'done', at: iso(status.at) };
    default:
      return { status: status.type };
  }
};

/** The person's own part of a person id. */
const userOf = (conversation: Conversation): string => conversation.id.slice(conversation.id.indexOf(':') + 1);

const definedOnly = (facts: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** A conversation as the outside sees it; the shape is fixed, see INTERFACES. */
export const publicStateOf = (conversation: Conversation, world: World): PublicState => {
  const context = turnContextOf(conversation, world);
  const all = stepStatuses(context);
  const isFinished = all.every(({ status }) => status.type === 'done');
  const invitedBy = conversation.membership?.purchaser;
  return {
    user: userOf(conversation),
    role: conversation.role,
    locale: conversation.locale,
    journey: context.journey.id,
    mode: isFinished && conversation.mode === 'guided' ? 'finished' : conversation.mode,
    current: currentStep(context)?.step.id ?? null,
    steps: Object.fromEntries(all.map(({ step, status }) => [step.id, stepState(context, status)])),
    facts: definedOnly(conversation.facts),
    reminders: conversation.reminders
      .filter(({ which }) => which !== 'give_up' && which !== 'out_of_reach')
      .map(({ at, about }) => ({
        at: isoOf(at, context.schedule.offset),
        ...(about === undefined ? {} : { about }),
      })),
    reminders_on: conversation.remindersOn,
    ...(invitedBy === undefined ? {} : { invited_by: invitedBy }),
  };
};
