import { z } from 'zod';

/** The commands of the menu, in its order. */
export const commandNames = ['start', 'progress', 'next', 'faq', 'help', 'language', 'stop'] as const;
export type CommandName = (typeof commandNames)[number];

/** The menu shows at most 256 characters (Bot API, `BotCommand`). */
const menuLine = z.string().trim().min(1, 'must not be empty').max(256);
/** `answerCallbackQuery` shows at most 200 characters. */
const notice = z.string().trim().min(1, 'must not be empty').max(200);
const said = z.string().trim().min(1, 'must not be empty');

const lines = Object.fromEntries(
  commandNames.flatMap((name) => [
    [`menu.${name}`, menuLine],
    [`say.${name}`, said],
  ]),
) as Record<`menu.${CommandName}` | `say.${CommandName}`, typeof said>; // Object.fromEntries forgets the keys

/**
 * What Telegram itself shows, as kept under `telegram:` in `locales/<locale>/telegram.yaml`: the menu, the words that a
 * command stands for, and notices on taps.
 */
export const TelegramWords = z.strictObject({
  ...lines,
  /** Somebody tapped a button of an answer that was given to somebody else. */
  'tap.not_yours': notice,
  /** What the button meant is not known any more. */
  'tap.unknown': notice,
});
export type TelegramWords = z.infer<typeof TelegramWords>;
