import type { Choice } from '../../dialogue/model/message.ts';
import { byteLength } from '../shared/split-text.ts';

/** What a button carries: its place, so that no two are the same, and the words that it says. */
export const tapOf = ({ say }: Choice, index: number): string => `${index + 1}:${say}`;

/** The words of a button; nothing when it is none of ours. */
export const saidByTap = (key: string): string | undefined => /^\d{1,2}:([\s\S]+)$/.exec(key)?.[1];

/** Whether all choices can be carried within so many bytes each. */
export const areTappable = (choices: readonly Choice[], keyBytes: number): boolean =>
  choices.every((choice, index) => byteLength(tapOf(choice, index)) <= keyBytes);
