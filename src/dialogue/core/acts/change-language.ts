import type { Locale } from '../../../content/schema/text.ts';
import { closeQuestion } from '../close-question.ts';
import { intents } from '../intents.ts';
import { type TurnContext, withConversation } from '../turn-context.ts';
import type { Act } from './act.ts';

const switchTo = (context: TurnContext, locale: Locale): ReturnType<Act> => {
  const conversation = { ...closeQuestion(context.conversation), locale };
  const line = withConversation(context, conversation).translator.t('repair.language', {});
  return { conversation, lines: [line], followUp: { type: 'guide' } };
};

/** Another language, from the next word on; asked for when none is named. */
export const changeLanguage: Act = (context, { meaning, entities }) => {
  const tapped = meaning.type === 'intent' && meaning.intent === intents.changeLanguage ? meaning.language : undefined;
  const language = tapped ?? entities.language;
  if (language !== undefined) return switchTo(context, language);
  return { conversation: context.conversation, lines: [], followUp: { type: 'ask', question: { type: 'language' } } };
};
