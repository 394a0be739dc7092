import type { TurnContext } from '../turn-context.ts';
import type { QuickReply } from './reply-draft.ts';

/** A question with its answers beneath it, by number. */
export const numbered = (text: string, quickReplies: readonly QuickReply[]): string =>
  [text, ...quickReplies.map((quickReply, index) => `${index + 1}. ${quickReply.label}`)].join('\n');

const answer = ({ translator }: TurnContext, key: 'choice.yes' | 'choice.no', yes: boolean): QuickReply => {
  const label = translator.t(key, {});
  return { label, say: label, means: { type: 'answer', yes } };
};

/** Yes and no, to be tapped. */
export const yesOrNo = (context: TurnContext): readonly QuickReply[] => [
  answer(context, 'choice.yes', true),
  answer(context, 'choice.no', false),
];
