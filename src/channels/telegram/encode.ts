import stringWidth from 'string-width';
import type { Choice, Message } from '../../dialogue/model/message.ts';
import { splitText } from '../shared/split-text.ts';
import type { TypedChoices } from './button-data.ts';

/** Longest text of one message (Bot API, `sendMessage`), in UTF-16 units. */
const MAXIMUM_UNITS = 4_096;

/** No unit takes more than three bytes of UTF-8: a character of four is two units. */
export const MAXIMUM_BYTES = 3 * MAXIMUM_UNITS;

/** Two buttons stand side by side when neither is wider, in columns of a terminal; a phone cuts off what is. */
const HALF_ROW = 14;

/** A button below a message. */
export interface Button {
  readonly text: string;
  readonly callback_data: string;
}

/**
 * One message of Telegram. It is sent without a `parse_mode`: nothing in a text then means anything but itself, there is
 * nothing to escape, and nothing that Telegram could refuse for a mark forgotten. Addresses can be tapped all the same.
 */
export interface Form {
  readonly text: string;
  /** Buttons by row; none at all but under the last message of several. */
  readonly rows: readonly (readonly Button[])[];
}

const units = (text: string): number => text.length;

/** No character that a screen cannot show: control characters, halves of characters. */
const showable = (text: string): string => text.toWellFormed().replace(/(?![\n\t])\p{Cc}/gu, '');

const rowsOf = (buttons: readonly Button[]): Button[][] => {
  const rows: Button[][] = [];
  const isShort = ({ text }: Button): boolean => stringWidth(text) <= HALF_ROW;
  for (const button of buttons) {
    const last = rows.at(-1);
    const [beside] = last ?? [];
    if (last?.length === 1 && beside && isShort(beside) && isShort(button)) last.push(button);
    else rows.push([button]);
  }
  return rows;
};

/** The text, with the links that it does not spell out already at its end. */
const withLinks = ({ text, links }: Message): string => {
  const missing = links.filter(({ url }) => !text.includes(url));
  return [text, ...missing.map(({ label, url }) => `${label}\n${url}`)].join('\n\n');
};

/**
 * A message in Telegram's form: one, unless the text is too long for one. Choices are buttons under the last. In a group
 * everybody sees them: `person` is the one whose they are.
 */
export const encode = (message: Message, sayings: TypedChoices, person?: string): readonly Form[] => {
  const parts = splitText(showable(withLinks(message)), MAXIMUM_UNITS, units);
  const button = (choice: Choice): Button => ({
    text: showable(choice.label),
    callback_data: sayings.dataOf({ ...choice, say: showable(choice.say) }, person),
  });
  const rows = rowsOf(message.choices.map(button));
  return parts.map((text, index) => ({ text, rows: index === parts.length - 1 ? rows : [] }));
};
