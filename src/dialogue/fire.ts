import type { Milestone, Step } from '../content/journey.ts';
import type { Address } from './address.ts';
import { compose, enqueue } from './compose.ts';
import type { Conversation, Reminder } from './conversation.ts';
import { offerMilestone, offersFor } from './guide.ts';
import type { Outcome } from './outcome.ts';
import { planReminders, waitKey } from './reminders.ts';
import { type Scene, withConversation } from './scene.ts';
import { settled } from './settled.ts';
import { standingOf, stepOf } from './standing.ts';

/** Where somebody is spoken to unasked: where they last wrote one-to-one, else the group they last wrote in. */
const placeFor = (conversation: Conversation): Address | undefined => {
  const recent = [...conversation.addresses].sort((left, right) => right.heardAt - left.heardAt);
  return recent.find((address) => address.group === undefined) ?? recent[0];
};

interface Waiting {
  readonly step: Step;
  readonly milestone: Milestone;
  readonly say: string;
}

const waitingOf = (scene: Scene, reminder: Reminder): Waiting | undefined => {
  const step = reminder.about === undefined ? undefined : stepOf(scene.journey, reminder.about);
  const standing = step ? standingOf(scene, step) : undefined;
  if (!step || standing?.status !== 'waiting' || typeof reminder.which !== 'number') return undefined;
  const text = standing.wait.remind[reminder.which]?.say;
  return text ? { step, milestone: standing.next, say: scene.voice.fill(text, {}) } : undefined;
};

const noted = (conversation: Conversation, waiting: readonly Waiting[], now: number): Conversation => ({
  ...conversation,
  reminded: {
    ...conversation.reminded,
    ...Object.fromEntries(
      waiting.map(({ step, milestone }) => {
        const key = waitKey(step, milestone);
        return [key, [...(conversation.reminded[key] ?? []), now]];
      }),
    ),
  },
});

/** What the reminders say: the chosen one opens with that; several waits are named one after the other. */
const wordsOf = (scene: Scene, isChosen: boolean, waiting: readonly Waiting[]): Outcome => {
  const lines = isChosen ? [scene.voice.say('remind.now', {})] : [];
  lines.push(...waiting.map(({ say }) => say));
  const [only] = waiting;
  if (!only) return { conversation: scene.conversation, lines, tail: { kind: 'guide' } };
  const offers =
    waiting.length === 1
      ? offersFor(scene, only.step, standingOf(scene, only.step))
      : waiting.map(({ step, milestone }) => offerMilestone(scene, step, milestone));
  const question = { asks: 'reached', step: only.step.id, milestone: only.milestone.id } as const;
  const rest = settled(scene.conversation);
  const conversation: Conversation = waiting.length === 1 ? { ...rest, question } : rest;
  return { conversation, lines, offers, tail: { kind: 'none' } };
};

/** Says what has fallen due, in one message; what waited too long goes on the desk's list without a word. */
export const fire = (scene: Scene): Conversation => {
  const due = planReminders(scene).filter((reminder) => reminder.at <= scene.now);
  const overdue = due.flatMap(({ which, about }) => (which === 'give_up' && about !== undefined ? [about] : []));
  const isChosen = due.some(({ which }) => which === 'chosen');
  const waiting = due.map((reminder) => waitingOf(scene, reminder)).filter((found) => found !== undefined);
  const { chosenReminder, ...rest } = scene.conversation;
  const after: Conversation = {
    ...noted(rest, waiting, scene.now),
    ...(isChosen || chosenReminder === undefined ? {} : { chosenReminder }),
    overdue: [...rest.overdue, ...overdue],
  };
  const address = placeFor(after);
  if (!address || (!isChosen && waiting.length === 0)) return after;
  const composed = compose(scene, [wordsOf(withConversation(scene, after), isChosen, waiting)]);
  return composed.message
    ? enqueue(composed.conversation, composed.message, address, 'reminder', scene.now)
    : composed.conversation;
};
