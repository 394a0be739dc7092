import { type IntentId, OUT_OF_SCOPE } from '../../../content/schema/intent.ts';
import type { StepId } from '../../../content/schema/journey.ts';
import { closeQuestion } from '../close-question.ts';
import { intents } from '../intents.ts';
import type { QuickReply, ReplyDraft } from '../reply/reply-draft.ts';
import type { TurnContext } from '../turn-context.ts';
import { faqAnswer } from './answer-faq.ts';

const offer = (
  context: TurnContext,
  key: 'choice.next' | 'choice.progress' | 'choice.human',
  intent: IntentId,
): QuickReply => {
  const label = context.translator.t(key, {});
  return { label, say: label, means: { type: 'intent', intent } };
};

/** Nothing the assistant should answer: said plainly; after the second time in a row a person is offered. */
export const outOfScope = (context: TurnContext): ReplyDraft => {
  const { conversation, translator } = context;
  const again = conversation.log.at(-1)?.intent === OUT_OF_SCOPE;
  return {
    conversation,
    lines: [translator.t(again ? 'unclear.again' : 'unclear.out_of_scope', {})],
    quickReplies: again
      ? [
          offer(context, 'choice.next', intents.nextStep),
          offer(context, 'choice.progress', intents.showProgress),
          offer(context, 'choice.human', intents.talkToHuman),
        ]
      : [],
    followUp: { type: 'back' },
  };
};

/** One of a few things is meant: asks which, once; when it was asked just now, says what can be said instead. */
export const unsure = (context: TurnContext, candidates: readonly IntentId[], step: StepId | undefined): ReplyDraft => {
  if (context.conversation.question?.type === 'which_intent') {
    // Nothing is asked twice: the likeliest answer instead, where there is one.
    const answer = candidates.map((id) => faqAnswer(context, id)).find((words) => words !== undefined);
    if (answer === undefined) return noneOfThese(context);
    return { conversation: closeQuestion(context.conversation), lines: [answer], followUp: { type: 'back' } };
  }
  return {
    conversation: context.conversation,
    lines: [],
    followUp: { type: 'ask', question: { type: 'which_intent', intents: candidates.slice(0, 3), step } },
  };
};

/** The guesses were wrong: asks for other words, and offers the usual ways on. */
export const noneOfThese = (context: TurnContext): ReplyDraft => {
  return {
    conversation: closeQuestion(context.conversation),
    lines: [context.translator.t('unclear.in_other_words', {})],
    quickReplies: [
      offer(context, 'choice.next', intents.nextStep),
      offer(context, 'choice.human', intents.talkToHuman),
    ],
    followUp: { type: 'none' },
  };
};
