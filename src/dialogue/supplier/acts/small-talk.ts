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

const somethingIsWrong = /[不唔]对|[不唔]系|不是|错|唔啱|wrong|not right|incorrect/iu;

/** No, with no question open: it is accepted; what was called wrong is asked for. */
export const deny: Act = ({ conversation, translator }, { text }) => ({
  conversation,
  lines: [translator.t(somethingIsWrong.test(text) ? 'talk.what_is_wrong' : 'talk.no_is_fine', {})],
  followUp: { type: 'back' },
});
