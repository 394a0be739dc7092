/** Something a person may write, and the intent it belongs to. */
export interface Example {
  readonly text: string;
  readonly language: 'zh' | 'en';
  readonly intent: string;
}

/** The intent that a trained tool finds in a text. It is told the language, as the tool is spared the guess. */
export type Classify = (text: string, language: Example['language']) => Promise<string>;

/** Another tool that can be trained to tell intents apart. */
export interface Rival {
  readonly name: string;
  /** What to install for it. */
  readonly packages: readonly string[];
  readonly train: (examples: readonly Example[]) => Promise<Classify>;
}

/** What every tool is given to look at: one spelling for full-width and half-width, small letters. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Single characters and neighbouring pairs, for tools that know no Chinese words. */
export const grams = (text: string): string[] => {
  const characters = [...plain(text).replace(/\s+/g, ' ').trim()];
  return [...characters, ...characters.slice(1).map((character, index) => `${characters[index]}${character}`)];
};
