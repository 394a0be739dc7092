import type { Vocabulary } from './vocabulary.ts';

/** The commands of Telegram's menu, in its order. */
export const commandNames = ['start', 'progress', 'next', 'faq', 'help', 'language', 'stop'] as const;
export type CommandName = (typeof commandNames)[number];

/**
 * What Telegram itself shows: the menu, the words that a command stands for, and notices on taps; kept under `telegram:`
 * in `locales/<locale>/telegram.yaml`.
 */
export const telegramVocabulary = {
  'menu.start': [],
  'say.start': [],
  'menu.progress': [],
  'say.progress': [],
  'menu.next': [],
  'say.next': [],
  'menu.faq': [],
  'say.faq': [],
  'menu.help': [],
  'say.help': [],
  'menu.language': [],
  'say.language': [],
  'menu.stop': [],
  'say.stop': [],

  // Somebody tapped a button of an answer that was given to somebody else.
  'tap.not_yours': [],
  // What the button meant is not known any more.
  'tap.unknown': [],
} as const satisfies Vocabulary;

/** The longest that Telegram shows of a text, in characters (Bot API, `BotCommand` and `answerCallbackQuery`). */
export const telegramLongest = (key: string): number | undefined =>
  key.startsWith('menu.') ? 256 : key.startsWith('tap.') ? 200 : undefined;
