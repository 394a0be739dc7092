import type { Language } from '../../../understanding/reading.ts';
import type { Question } from '../../model/question.ts';
import { intents } from '../intents.ts';
import { sayMoment } from '../time/dates.ts';
import type { TurnContext } from '../turn-context.ts';
import { numbered, yesOrNo } from './numbered-answers.ts';
import type { Prompt } from './prompt.ts';
import type { QuickReply } from './reply-draft.ts';

const languages: readonly { readonly label: string; readonly language: Language }[] = [
  { label: '简体中文', language: 'zh-CN' },
  { label: '繁體中文', language: 'zh-Hant' },
  { label: 'English', language: 'en' },
];

const times = ['time.in_two_hours', 'time.tomorrow_morning', 'time.next_monday'] as const;

/** What cannot be undone is agreed to by a button that says what it does. */
const inItsOwnWords = ({ translator }: TurnContext, what: 'restart' | 'erase'): readonly QuickReply[] =>
  ([true, false] as const).map((yes): QuickReply => {
    const label = translator.t(yes ? `choice.confirm_${what}` : `choice.keep_${what}`, {});
    return { label, say: label, means: { type: 'answer', yes } };
  });

/** A moment that follows from what they told, to agree to. */
const suggestedTime = (context: TurnContext, at: number): Prompt => {
  const label = context.translator.t('choice.call_me_then', {});
  return {
    text: context.translator.t('ask.time_suggested', { moment: sayMoment(at, context) }),
    quickReplies: [{ label, say: label, means: { type: 'intent', intent: intents.remindLater } }],
  };
};

/** The kinds of question that both roles are asked. */
export type SharedQuestion = Extract<Question, { type: 'which_intent' | 'time' | 'language' | 'confirm' }>;

/** Puts a question into words that suppliers and purchasers' people are asked alike. */
export const renderSharedQuestion = (context: TurnContext, question: SharedQuestion): Prompt => {
  const { translator } = context;
  switch (question.type) {
    case 'which_intent': {
      const quickReplies = question.intents.flatMap((id): QuickReply[] => {
        const intent = context.content.intents.get(id);
        const label = intent ? translator.format(intent.label, {}) : '';
        return intent ? [{ label, say: label, means: { type: 'intent', intent: id, step: question.step } }] : [];
      });
      const none = translator.t('choice.none_of_these', {});
      const all: QuickReply[] = [...quickReplies, { label: none, say: none, means: { type: 'answer', yes: false } }];
      return { text: numbered(translator.t('ask.which_intent', {}), all), quickReplies: all };
    }
    case 'time': {
      if (question.suggested !== undefined) return suggestedTime(context, question.suggested);
      const quickReplies = times.map((key): QuickReply => {
        const label = translator.t(key, {});
        return { label, say: label, means: { type: 'intent', intent: intents.remindLater } };
      });
      return { text: translator.t('ask.time', {}), quickReplies };
    }
    case 'language': {
      const quickReplies = languages.map(
        ({ label, language }): QuickReply => ({
          label,
          say: label,
          means: { type: 'intent', intent: intents.changeLanguage, language },
        }),
      );
      return { text: translator.t('ask.language', {}), quickReplies };
    }
    case 'confirm':
      return {
        text: translator.t(`ask.${question.what}`, {}),
        quickReplies: question.what === 'leave' ? yesOrNo(context) : inItsOwnWords(context, question.what),
      };
  }
};
