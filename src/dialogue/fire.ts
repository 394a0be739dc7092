import type { Milestone, Step } from '../content/journey.ts';
import type { Address } from './address.ts';
import { compose, enqueue } from './compose.ts';
import type { Conversation, Reminder } from './conversation.ts';
import { sayMoment } from './dates.ts';
import { lineFor, linkOf, offerMilestone, offersFor } from './guide.ts';
import { outOfReach } from './out-of-reach.ts';
import type { Outcome } from './outcome.ts';
import { openPlaceFor } from './place.ts';
import { planReminders, waitKey } from './reminders.ts';
import { type Scene, withConversation } from './scene.ts';
import { settled } from './settled.ts';
import { standingOf, stepOf } from './standing.ts';
import { withoutRepeated } from './waiting-reminders.ts';
import { windowWords } from './window-words.ts';
import { dayOf } from './working-time.ts';

/** A wait that is spoken of: its step, the milestone that is waited for, and what is said. */
interface Waiting {
  readonly step: Step;
  readonly milestone: Milestone;
  readonly say: string;
  /** What is said does not name the page to come back to. */
  readonly needsLink: boolean;
}

/** A reminder that comes a day or more too early, because later it would not arrive. */
const isEarly = ({ insteadOf }: Reminder, { now, schedule }: Scene): boolean =>
  insteadOf !== undefined && dayOf(insteadOf, schedule) > dayOf(now, schedule);

const waitingOf = (scene: Scene, reminder: Reminder): Waiting | undefined => {
  const step = reminder.about === undefined ? undefined : stepOf(scene.journey, reminder.about);
  const standing = step ? standingOf(scene, step) : undefined;
  if (!step || standing?.status !== 'waiting' || typeof reminder.which !== 'number') return undefined;
  const milestone = standing.next;
  // What usually takes longer than this is not asked for yet.
  if (isEarly(reminder, scene) && scene.now < standing.until) {
    return { step, milestone, say: lineFor(scene, step, standing), needsLink: true };
  }
  const text = standing.wait.remind[reminder.which]?.say;
  return text ? { step, milestone, say: scene.voice.fill(text, {}), needsLink: false } : undefined;
};

/** The waits that reminders are about, as they are kept in the record. */
const waitsOf = (scene: Scene, reminders: readonly Reminder[]): readonly string[] =>
  reminders.flatMap(({ about, which }) => {
    const step = about === undefined || which === 'give_up' ? undefined : stepOf(scene.journey, about);
    const standing = step ? standingOf(scene, step) : undefined;
    return step && standing?.status === 'waiting' ? [waitKey(step, standing.next)] : [];
  });

const noted = (conversation: Conversation, waits: readonly string[], now: number): Conversation => ({
  ...conversation,
  reminded: {
    ...conversation.reminded,
    ...Object.fromEntries(waits.map((wait) => [wait, [...(conversation.reminded[wait] ?? []), now]])),
  },
});

const openingOf = (scene: Scene, due: readonly Reminder[]): readonly string[] => {
  const chosen = due.find(({ which }) => which === 'chosen');
  if (chosen?.insteadOf !== undefined && chosen.insteadOf > scene.now) {
    return [scene.voice.say('remind.now_early', { moment: sayMoment(chosen.insteadOf, scene) })];
  }
  if (chosen) return [scene.voice.say('remind.now', {})];
  return due.some((reminder) => isEarly(reminder, scene)) ? [scene.voice.say('remind.early', {})] : [];
};

/** What the reminders say: the chosen one opens with that; several waits are named one after the other. */
const wordsOf = (scene: Scene, opening: readonly string[], waiting: readonly Waiting[]): Outcome => {
  const lines = [...opening, ...waiting.map(({ say }) => say)];
  const links = waiting.filter(({ needsLink }) => needsLink).map(({ step }) => linkOf(scene, step));
  const [only] = waiting;
  if (!only) return { conversation: scene.conversation, lines, tail: { kind: 'guide' } };
  const offers =
    waiting.length === 1
      ? offersFor(scene, only.step, standingOf(scene, only.step))
      : waiting.map(({ step, milestone }) => offerMilestone(scene, step, milestone));
  const question = { asks: 'reached', step: only.step.id, milestone: only.milestone.id } as const;
  const rest = settled(scene.conversation);
  const conversation: Conversation = waiting.length === 1 ? { ...rest, question } : rest;
  return { conversation, lines, links, offers, tail: { kind: 'none' } };
};

/** Says reminders in one message. */
const say = (scene: Scene, reminders: readonly Reminder[], address: Address): Conversation => {
  const waiting = reminders.map((reminder) => waitingOf(scene, reminder)).filter((found) => found !== undefined);
  const waits = waitsOf(scene, reminders);
  const after = withConversation(scene, withoutRepeated(noted(scene.conversation, waits, scene.now), address, waits));
  const words = wordsOf(after, openingOf(scene, reminders), waiting);
  const window = windowWords(withConversation(scene, words.conversation));
  const composed = compose(scene, window ? [words, window] : [words]);
  return composed.message
    ? enqueue(composed.conversation, composed.message, address, 'reminder', scene.now, waits)
    : composed.conversation;
};

/**
 * Says what has fallen due, in one message. What waited too long, and what the reply windows of the person's platforms do
 * not let through any more, goes on the desk's list without a word.
 */
export const fire = (scene: Scene): Conversation => {
  const due = planReminders(scene).filter((reminder) => reminder.at <= scene.now);
  const overdue = due.flatMap(({ which, about }) => (which === 'give_up' && about !== undefined ? [about] : []));
  const address = openPlaceFor(scene, scene.now);
  const toSay = due.filter(({ which }) => which === 'chosen' || typeof which === 'number');
  const missed = due.filter(({ which }) => which === 'out_of_reach');
  const unsaid = address ? missed : [...missed, ...toSay];
  const isCalled = [...toSay, ...missed].some(({ about }) => about === undefined);
  const { chosenReminder, ...rest } = scene.conversation;
  const before: Conversation = {
    ...(unsaid.length === 0 ? rest : outOfReach(noted(rest, waitsOf(scene, unsaid), scene.now), unsaid, scene.now)),
    ...(isCalled || chosenReminder === undefined ? {} : { chosenReminder }),
    overdue: [...rest.overdue, ...overdue],
  };
  return address && toSay.length > 0 ? say(withConversation(scene, before), toSay, address) : before;
};
