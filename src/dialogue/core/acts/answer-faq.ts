import type { IntentId } from '../../../content/schema/intent.ts';
import { acceptedFor, termsOf } from '../expected-terms.ts';
import type { ReplyDraft } from '../reply/reply-draft.ts';
import type { TurnContext } from '../turn-context.ts';
import type { Act } from './act.ts';

/** The fixed answer to a question of the catalogue; `undefined` when the intent has none. */
export const faqAnswer = (context: TurnContext, id: IntentId): string | undefined => {
  const intent = context.content.intents.get(id);
  if (intent?.kind !== 'faq') return undefined;
  return [...acceptedFor(context, id), context.translator.format(intent.answer, termsOf(context))].join('\n');
};

/** Answers a question, then one line back to the step. */
export const answerFaq: Act = (context, { meaning }): ReplyDraft => {
  const answer = meaning.type === 'intent' ? faqAnswer(context, meaning.intent) : undefined;
  return { conversation: context.conversation, lines: answer ? [answer] : [], followUp: { type: 'back' } };
};
