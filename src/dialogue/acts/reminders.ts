import { readWhen } from '../../text/when.ts';
import { sayMoment } from '../dates.ts';
import { settled } from '../settled.ts';
import type { Act } from './act.ts';

/** The person names when to be called; a time outside the usual hours is theirs to choose. */
export const remindLater: Act = (scene, { text }) => {
  const { voice, conversation, now, schedule } = scene;
  const when = readWhen(text, now, schedule.offset(now));
  if (!when) return { conversation, lines: [], tail: { kind: 'ask', question: { asks: 'time' } } };
  if (when.past) {
    const lines = [voice.say('remind.in_the_past', { moment: sayMoment(when.at, scene) })];
    return { conversation, lines, tail: { kind: 'ask', question: { asks: 'time' } } };
  }
  return {
    conversation: { ...settled(conversation), chosenReminder: when.at },
    lines: [voice.say('remind.chosen', { moment: sayMoment(when.at, scene) })],
    tail: { kind: 'none' },
  };
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
