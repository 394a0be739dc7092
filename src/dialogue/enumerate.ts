import type { Voice } from '../content/content.ts';

/** Words one after the other, separated as the language does it. */
export const enumerate = (voice: Voice, words: readonly string[]): string =>
  words.length === 0 ? '' : words.reduce((before, after) => voice.say('list.pair', { before, after }));
