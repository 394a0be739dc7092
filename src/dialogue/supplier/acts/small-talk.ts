import type { Act } from '../../core/acts/act.ts';
import { currentStep } from '../../core/progress/step-status.ts';

/** Somebody opens the talk: the first time with who we are, later with where they were. */
export const greet: Act = (context) => {
  const { conversation, journey, translator } = context;
  const isNew = conversation.log.length === 0 && Object.keys(conversation.progress).length === 0;
  const line = isNew ? translator.format(journey.welcome, {}) : translator.t('talk.hello_again', {});
  return { conversation, lines: [line], followUp: { type: 'guide' } };
};

/** What the assistant can do. */
export const help: Act = ({ conversation, translator }) => ({
  conversation,
  lines: [translator.t('talk.can_do', {})],
  followUp: { type: 'back' },
});

/** The end of a talk; what is waited for is not forgotten. */
export const goodbye: Act = (context) => {
  const { conversation, translator } = context;
  const waits = currentStep(context)?.status.type === 'waiting' && conversation.remindersOn;
  return {
    conversation,
    lines: [translator.t(waits ? 'talk.goodbye_waiting' : 'talk.goodbye', {})],
    followUp: { type: 'none' },
  };
};

/** No, with no question open. */
export const deny: Act = ({ conversation, translator }) => ({
  conversation,
  lines: [translator.t('talk.what_is_wrong', {})],
  followUp: { type: 'back' },
});
