import type { PhraseMeaning } from '../../content/schema/phrases.ts';
import { phraseKey } from '../../text/phrase-key.ts';
import type { TurnContext } from './turn-context.ts';

const longestPhrases = 30;

/** “好 开始”, “嗯 成功了”: the yes only leads to these. */
const leadsTo: ReadonlySet<PhraseMeaning> = new Set(['continue', 'passed', 'finished', 'arrived', 'not_yet', 'skip']);

/** The phrase that a text is, whole or as several that mean the same ("没看懂，再说一遍"). */
export const shortPhrase = (
  { content: { phrases } }: TurnContext,
  text: string,
  key: string,
): PhraseMeaning | undefined => {
  const whole = phrases.get(key);
  if (whole !== undefined || key.length > longestPhrases) return whole;
  const parts = text.split(/[\s，。,.！!？?；;、~～]+/u).filter((part) => part !== '');
  const meanings = parts.map((part) => phrases.get(phraseKey(part)));
  // “不对，还没过”: the no only leads to what it is.
  const [lead, next] = meanings;
  const isLed = (lead === 'no' && next === 'not_yet') || (lead === 'yes' && next !== undefined && leadsTo.has(next));
  const leads = isLed ? meanings.slice(1) : meanings;
  const [first, ...others] = leads;
  if (leads !== meanings && others.length === 0) return first;
  return others.length > 0 && others.every((meaning) => meaning === first) ? first : undefined;
};
