import type { Choice, Message } from '../../dialogue/model/message.ts';
import { byteLength, splitText } from '../shared/split-text.ts';
import { asMarkdown } from './markdown.ts';

/** A button that says something when it is tapped. */
export interface Button {
  readonly title: string;
  readonly url: string;
}

/** One message of DingTalk. */
export type Form =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'card';
      readonly title: string;
      readonly markdown: string;
      readonly buttons: readonly Button[];
      /** The same without markup, for when the card is not taken. */
      readonly plain: string;
    };

/**
 * Longest text of one message, in bytes of UTF-8. DingTalk takes 20,000 bytes of JSON by webhook and 15,000 in a group;
 * quotation marks and line breaks take twice their bytes there, and people read no more than a screen or two anyway.
 */
export const MAXIMUM_BYTES = 7_000;

/** Longest message as JSON, in bytes. */
const MAXIMUM_JSON = 14_500;

/** Longest title, in characters; it is what the notification shows. */
const TITLE = 40;

/** A link that says a text in the person's name when it is tapped. */
const sayingLink = (say: string): string =>
  `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent(say.toWellFormed())}`;

/** No character that a screen cannot show: control characters, halves of characters. */
const showable = (text: string): string => text.toWellFormed().replace(/(?![\n\t])\p{Cc}/gu, '');

const withLinks = ({ text, links }: Message): string => {
  const missing = links.filter(({ url }) => !text.includes(url));
  return [text, ...missing.map(({ label, url }) => `${label}\n${url}`)].join('\n\n');
};

/** Choices as words to write, for where there is nothing to tap; those that the text names already are not repeated. */
const spelledOut = (text: string, choices: readonly Choice[]): string => {
  const missing = choices.filter(({ say }) => !text.includes(say));
  return missing.length === 0 ? text : `${text}\n\n${missing.map(({ say }) => `• ${say}`).join('\n')}`;
};

const titleOf = (text: string): string => {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? text;
  return [...line.trim()].slice(0, TITLE).join('');
};

const cardOf = (text: string, choices: readonly Choice[]): Extract<Form, { type: 'card' }> => ({
  type: 'card',
  title: titleOf(text),
  markdown: asMarkdown(text),
  buttons: choices.map(({ label, say }) => ({ title: showable(label), url: sayingLink(say) })),
  plain: spelledOut(text, choices),
});

/**
 * A message in DingTalk's forms: one, unless the text is too long for one.
 *
 * One-to-one, choices are the buttons of a card. In a group they are words to write, because whether a tap there reaches
 * a robot that only hears what mentions it is not documented.
 */
export const encode = (message: Message, inGroup: boolean): readonly Form[] => {
  const text = showable(withLinks(message));
  const choices = message.choices;
  if (inGroup || choices.length === 0) {
    return splitText(showable(spelledOut(text, choices)), MAXIMUM_BYTES).map((part) => ({ type: 'text', text: part }));
  }
  const parts = splitText(text, MAXIMUM_BYTES);
  const last = parts.at(-1) ?? text;
  const card = cardOf(last, choices);
  const before = parts.slice(0, -1).map((part): Form => ({ type: 'text', text: part }));
  const fits = byteLength(JSON.stringify(card.markdown)) + byteLength(JSON.stringify(card.buttons)) <= MAXIMUM_JSON;
  if (fits) return [...before, card];
  return [...before, ...splitText(card.plain, MAXIMUM_BYTES).map((part): Form => ({ type: 'text', text: part }))];
};

/** The same without markup and buttons. */
export const plainly = (form: Form): Form => (form.type === 'text' ? form : { type: 'text', text: form.plain });

/** The body of a reply by session webhook ("机器人回复/发送消息"). Somebody to be mentioned is named in the text as well. */
export const webhookBody = (form: Form, mention: string | undefined): unknown => {
  if (form.type === 'text') {
    if (mention === undefined) return { msgtype: 'text', text: { content: form.text } };
    return {
      msgtype: 'text',
      text: { content: `@${mention} ${form.text}` },
      at: { atUserIds: [mention], isAtAll: false },
    };
  }
  const { title, markdown, buttons } = form;
  const btns = buttons.map((button) => ({ title: button.title, actionURL: button.url }));
  return { msgtype: 'actionCard', actionCard: { title, text: markdown, btnOrientation: '0', btns } };
};

/** The most buttons that a card of the API has. */
const API_BUTTONS = 5;

/** The `msgKey` and `msgParam` of a message by the API ("企业机器人发送消息的消息类型"). */
export const apiMessage = (form: Form): { readonly msgKey: string; readonly msgParam: string } => {
  if (form.type === 'text') return { msgKey: 'sampleText', msgParam: JSON.stringify({ content: form.text }) };
  const { title, markdown, buttons } = form;
  const [first] = buttons;
  if (first && buttons.length === 1) {
    const param = { title, text: markdown, singleTitle: first.title, singleURL: first.url };
    return { msgKey: 'sampleActionCard', msgParam: JSON.stringify(param) };
  }
  if (buttons.length <= API_BUTTONS) {
    const actions = buttons.flatMap((button, index) => [
      [`actionTitle${index + 1}`, button.title],
      [`actionURL${index + 1}`, button.url],
    ]);
    const param = { title, text: markdown, ...Object.fromEntries(actions) };
    return { msgKey: `sampleActionCard${buttons.length}`, msgParam: JSON.stringify(param) };
  }
  const links = buttons.map((button, index) => `${index + 1}. [${button.title}](${button.url})`);
  return {
    msgKey: 'sampleMarkdown',
    msgParam: JSON.stringify({ title, text: [markdown, links.join('  \n  ')].join('\n\n') }),
  };
};
