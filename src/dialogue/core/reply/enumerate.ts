import type { Translator } from '../../../content/content.ts';

/** Words one after the other, separated as the language does it. */
export const enumerate = (translator: Translator, words: readonly string[]): string =>
  words.length === 0 ? '' : words.reduce((before, after) => translator.t('list.pair', { before, after }));
