import type { Locale } from '../../content/schema/text.ts';
import type { SurfaceTexts } from '../../messages/surfaces.ts';
import { type CommandName, commandNames } from '../../messages/vocabulary/telegram.ts';
import { readInvitationCode } from '../../text/invitation-code.ts';

/** The words of a locale, always of the content in use. */
export type Texts = (locale: Locale) => SurfaceTexts<'telegram'>;

/** A command as it was written: its name in small letters, the bot it names, and what follows. */
export interface Command {
  readonly name: string;
  readonly bot?: string;
  readonly rest: string;
}

/** Reads a command at the beginning of a text. */
export const readCommand = (text: string): Command | undefined => {
  const [, name, bot, rest = ''] = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?:\s+([\s\S]*))?$/i.exec(text.trim()) ?? [];
  if (name === undefined) return undefined;
  return { name: name.toLowerCase(), ...(bot === undefined ? {} : { bot: bot.toLowerCase() }), rest: rest.trim() };
};

/** The locale for what Telegram knows of somebody's language (an IETF tag). Outside Chinese it is English. */
export const localeOf = (languageCode: string | undefined): Locale => {
  const tag = (languageCode ?? '').toLowerCase();
  if (!tag.startsWith('zh')) return 'en';
  return /hant|tw|hk|mo/.test(tag) ? 'zh-Hant' : 'zh-CN';
};

const isOurs = (name: string): name is CommandName => (commandNames as readonly string[]).includes(name);

/** The code that a deep link carries: `t.me/NAME?start=CODE`, or `?startgroup=CODE`, comes as `/start CODE`. */
export const codeOf = ({ name, rest }: Command): string | undefined =>
  name === 'start' ? readInvitationCode(rest) : undefined;

/**
 * What a command says, in words that the dialogue understands. `/start` greets, with a code as without; with anything else
 * behind it, it says that. A command that is not on the menu says its name and what follows.
 */
export const saidBy = (command: Command, words: SurfaceTexts<'telegram'>): string => {
  const { name, rest } = command;
  if (name === 'start' && rest !== '' && codeOf(command) === undefined) return rest;
  return isOurs(name) ? words[`say.${name}`] : `${name.replaceAll('_', ' ')} ${rest}`.trim();
};

/** The menu for `setMyCommands`. */
export const menuOf = (words: SurfaceTexts<'telegram'>): { command: string; description: string }[] =>
  commandNames.map((name) => ({ command: name, description: words[`menu.${name}`] }));
