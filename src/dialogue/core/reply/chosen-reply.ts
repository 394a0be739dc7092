import { phraseKey } from '../../../text/phrase-key.ts';
import type { Meaning } from '../../model/meaning.ts';
import type { TurnContext } from '../turn-context.ts';
import { listsAnswers } from './prompt.ts';

const ordinal = /^(?:第|选|选择|no|option)?([1-9一二三四五六])(?:个|项|号|条)?$/u;

const chineseDigits = '一二三四五六';

/** Words are the same when their keys are; a key is never longer than the words, and seldom much shorter. */
const sameWords = (words: string, key: string): boolean =>
  words === key || (words.length >= key.length && words.length <= key.length + 8 && phraseKey(words) === key);

/** A choice of the last message: tapped, typed, or named by its number where the choices were numbered. */
export const chosenReply = ({ conversation }: TurnContext, key: string): Meaning | undefined => {
  const { quickReplies, question } = conversation;
  const byWords = quickReplies.find(
    ({ say, label }) => sameWords(say, key) || (label !== say && sameWords(label, key)),
  );
  if (byWords) return byWords.means;
  const digit = ordinal.exec(key)?.[1];
  if (digit === undefined || !question || !listsAnswers(question)) return undefined;
  const number = Number(digit) || chineseDigits.indexOf(digit) + 1;
  return quickReplies[number - 1]?.means;
};
