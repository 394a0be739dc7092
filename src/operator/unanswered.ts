import type { Conversation } from '../dialogue/model/conversation.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import { phraseKey } from '../text/phrase-key.ts';

/** A line that was not understood; numbers and the like in it are masked. */
export interface Unanswered {
  readonly at: Instant;
  readonly text: string;
}

/** Lines that are much alike: an editor can answer them with one change. */
export interface UnansweredGroup {
  readonly count: number;
  readonly newest: Instant;
  /** The different wordings, the newest first. */
  readonly texts: readonly string[];
}

/** From this share of common character pairs on, two lines are alike. */
const ALIKE = 0.5;

const pairsOf = (text: string): ReadonlySet<string> => {
  const characters = [...phraseKey(text)];
  if (characters.length < 2) return new Set(characters);
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`));
};

/** Dice's coefficient: twice what is common, by what there is in all. */
const likeness = (left: ReadonlySet<string>, right: ReadonlySet<string>): number => {
  const common = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 1 : (2 * common) / (left.size + right.size);
};

interface Growing {
  readonly pairs: ReadonlySet<string>;
  readonly lines: Unanswered[];
}

/** Groups lines by likeness, each with the first group whose newest line it resembles; the newest group first. */
export const groupUnanswered = (lines: readonly Unanswered[]): readonly UnansweredGroup[] => {
  const groups: Growing[] = [];
  for (const line of lines.toSorted((left, right) => right.at - left.at)) {
    const pairs = pairsOf(line.text);
    const group = groups.find((candidate) => likeness(candidate.pairs, pairs) >= ALIKE);
    if (group) group.lines.push(line);
    else groups.push({ pairs, lines: [line] });
  }
  return groups.map(({ lines: alike }) => ({
    count: alike.length,
    newest: alike[0]?.at ?? 0,
    texts: [...new Set(alike.map(({ text }) => text))],
  }));
};

/** Every line that was not understood and not erased since. */
export const unansweredOf = async (conversations: AsyncIterable<Conversation>): Promise<readonly Unanswered[]> => {
  const lines: Unanswered[] = [];
  for await (const { unanswered } of conversations) lines.push(...unanswered);
  return lines;
};
