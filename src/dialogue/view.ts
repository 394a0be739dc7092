import type { Conversation } from './conversation.ts';
import { isoOf } from './dates.ts';
import { type Scene, sceneOf } from './scene.ts';
import { currentStep, type Standing, standings } from './standing.ts';
import type { State, StepState } from './state.ts';
import type { World } from './world.ts';

const stepState = (scene: Scene, standing: Standing): StepState => {
  const iso = (at: number): string => isoOf(at, scene.schedule.offset);
  switch (standing.status) {
    case 'waiting':
      return { status: 'waiting', for: standing.wait.for, until: iso(standing.until) };
    case 'rejected':
      return { status: 'rejected', at: iso(standing.at) };
    case 'done':
      return { status: 'done', at: iso(standing.at) };
    default:
      return { status: standing.status };
  }
};

/** The person's own part of a person id. */
const userOf = (conversation: Conversation): string => conversation.id.slice(conversation.id.indexOf(':') + 1);

const definedOnly = (facts: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** A conversation as the outside sees it; the shape is fixed, see INTERFACES. */
export const stateOf = (conversation: Conversation, world: World): State => {
  const scene = sceneOf(conversation, world);
  const all = standings(scene);
  const isFinished = all.every(({ standing }) => standing.status === 'done');
  const invitedBy = conversation.membership?.purchaser;
  return {
    user: userOf(conversation),
    role: conversation.role,
    locale: conversation.locale,
    journey: scene.journey.id,
    mode: isFinished && conversation.mode === 'guided' ? 'finished' : conversation.mode,
    current: currentStep(scene)?.step.id ?? null,
    steps: Object.fromEntries(all.map(({ step, standing }) => [step.id, stepState(scene, standing)])),
    facts: definedOnly(conversation.facts),
    reminders: conversation.reminders
      .filter(({ which }) => which !== 'give_up' && which !== 'out_of_reach')
      .map(({ at, about }) => ({
        at: isoOf(at, scene.schedule.offset),
        ...(about === undefined ? {} : { about }),
      })),
    reminders_on: conversation.remindersOn,
    ...(invitedBy === undefined ? {} : { invited_by: invitedBy }),
  };
};
