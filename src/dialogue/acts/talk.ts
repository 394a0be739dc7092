import { currentStep } from '../standing.ts';
import type { Act } from './act.ts';

/** Somebody opens the talk: the first time with who we are, later with where they were. */
export const greet: Act = (scene) => {
  const { conversation, journey, voice } = scene;
  const isNew = conversation.log.length === 0 && Object.keys(conversation.progress).length === 0;
  const line = isNew ? voice.fill(journey.welcome, {}) : voice.say('talk.hello_again', {});
  return { conversation, lines: [line], tail: { kind: 'guide' } };
};

/** What the assistant can do. */
export const help: Act = ({ conversation, voice }) => ({
  conversation,
  lines: [voice.say('talk.can_do', {})],
  tail: { kind: 'back' },
});

/** Thanks. */
export const thank: Act = ({ conversation, voice }) => ({
  conversation,
  lines: [voice.say('talk.you_are_welcome', {})],
  tail: { kind: 'none' },
});

/** The end of a talk; what is waited for is not forgotten. */
export const goodbye: Act = (scene) => {
  const { conversation, voice } = scene;
  const waits = currentStep(scene)?.standing.status === 'waiting' && conversation.remindersOn;
  return {
    conversation,
    lines: [voice.say(waits ? 'talk.goodbye_waiting' : 'talk.goodbye', {})],
    tail: { kind: 'none' },
  };
};

/** Yes, with no question open: it only says that the last words were heard. */
export const affirm: Act = ({ conversation, voice }) => ({
  conversation,
  lines: [voice.say('talk.all_right', {})],
  tail: { kind: 'back' },
});

/** No, with no question open. */
export const deny: Act = ({ conversation, voice }) => ({
  conversation,
  lines: [voice.say('talk.what_is_wrong', {})],
  tail: { kind: 'back' },
});
