import type { Choice, Message } from '../../dialogue/model/message.ts';

/** No character that a screen cannot show: control characters, halves of characters. */
export const showable = (text: string): string => text.toWellFormed().replace(/(?![\n\t])\p{Cc}/gu, '');

/** `<a href=…>` makes a link in texts of an app and of customer service (90236, "文本消息"); in full width it is only read. */
export const withoutTags = (text: string): string => text.replace(/<(?=\/?a[\s>])/giu, '＜');

/** The text with the addresses that it does not say itself. */
export const withLinks = ({ text, links }: Pick<Message, 'text' | 'links'>): string => {
  const missing = links.filter(({ url }) => !text.includes(url));
  return [text, ...missing.map(({ label, url }) => `${label}\n${url}`)].join('\n\n');
};

/** The text with the choices as numbered lines; the number is understood as an answer. */
export const numbered = (text: string, choices: readonly Choice[]): string =>
  choices.length === 0 ? text : `${text}\n\n${choices.map(({ label }, index) => `${index + 1}. ${label}`).join('\n')}`;
