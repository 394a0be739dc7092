import { readWhen } from '../../text/when.ts';
import type { Conversation } from '../conversation.ts';
import { sayMoment } from '../dates.ts';
import { type Instant, MINUTE } from '../instant.ts';
import type { Outcome } from '../outcome.ts';
import { planReminders } from '../reminders.ts';
import { type Scene, withConversation } from '../scene.ts';
import { settled } from '../settled.ts';
import { windowHours } from '../window-words.ts';
import type { Act } from './act.ts';

/** Says when the person will be called: what the reply window of their platform does not let through is not promised. */
const promise = (scene: Scene, at: Instant): Pick<Outcome, 'conversation' | 'lines'> => {
  const { conversation, voice, now } = scene;
  const moment = sayMoment(at, scene);
  const planned = planReminders(scene).find(({ about }) => about === undefined);
  const hours = windowHours(scene);
  const isInTime = planned?.which === 'chosen' && planned.insteadOf === undefined;
  if (!planned || isInTime || hours === undefined)
    return { conversation, lines: [voice.say('remind.chosen', { moment })] };
  const line =
    planned.which === 'out_of_reach'
      ? voice.say('remind.chosen_out_of_reach', { moment, hours })
      : voice.say('remind.chosen_early', { moment, hours, earlier: sayMoment(planned.at, scene) });
  return { conversation: { ...conversation, windowTold: now }, lines: [line] };
};

/** The person names when to be called; a time outside the usual hours is theirs to choose. */
export const remindLater: Act = (scene, { text }) => {
  const { voice, conversation, now, schedule } = scene;
  const when = readWhen(text, now, schedule.offset(now));
  if (!when) return { conversation, lines: [], tail: { kind: 'ask', question: { asks: 'time' } } };
  if (when.past) {
    const lines = [voice.say('remind.in_the_past', { moment: sayMoment(when.at, scene) })];
    return { conversation, lines, tail: { kind: 'ask', question: { asks: 'time' } } };
  }
  const chosen: Conversation = { ...settled(conversation), chosenReminder: when.at };
  return { ...promise(withConversation(scene, chosen), when.at), tail: { kind: 'none' } };
};

/** The reminder that was chosen, sooner or later by so many minutes; never in the past. */
export const shiftReminder = (scene: Scene, minutes: number): Outcome => {
  const { conversation, now, voice } = scene;
  const at = (conversation.chosenReminder ?? now) + minutes * MINUTE;
  if (at <= now) {
    const lines = [voice.say('remind.in_the_past', { moment: sayMoment(at, scene) })];
    return { conversation, lines, tail: { kind: 'ask', question: { asks: 'time' } } };
  }
  const chosen: Conversation = { ...settled(conversation), chosenReminder: at };
  return { ...promise(withConversation(scene, chosen), at), tail: { kind: 'none' } };
};

/** No more reminders, also none that was asked for. */
export const stopReminders: Act = ({ conversation, voice }) => {
  const { chosenReminder: _dropped, ...rest } = settled(conversation);
  return {
    conversation: { ...rest, remindersOn: false },
    lines: [voice.say('remind.stopped', {})],
    tail: { kind: 'none' },
  };
};

/** Reminders again. */
export const resumeReminders: Act = ({ conversation, voice }) => ({
  conversation: { ...settled(conversation), remindersOn: true },
  lines: [voice.say('remind.resumed', {})],
  tail: { kind: 'back' },
});

/** Reminders are wished for: they come, unless they were turned off, which is then undone. */
export const keepReminders: Act = ({ conversation, voice }) => ({
  conversation: { ...settled(conversation), remindersOn: true },
  lines: [voice.say('remind.kept', {})],
  tail: { kind: 'none' },
});

/** Fewer, or none at night: that is how they are. */
export const remindRarely: Act = ({ conversation, voice }) => ({
  conversation: settled(conversation),
  lines: [voice.say('remind.rarely', {})],
  tail: { kind: 'none' },
});

/** Only the reminder at the chosen time goes; the others stay. */
export const cancelChosen: Act = ({ conversation, voice }) => {
  const { chosenReminder: _dropped, ...rest } = settled(conversation);
  return { conversation: rest, lines: [voice.say('remind.cancelled', {})], tail: { kind: 'none' } };
};
