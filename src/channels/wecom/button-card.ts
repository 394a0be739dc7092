import stringWidth from 'string-width';
import type { Choice, Link, Message } from '../../dialogue/model/message.ts';
import { areTappable, tapOf } from './button-key.ts';
import { showable } from './plain-text.ts';

/** How much a card of a door shows; beyond that WeCom's clients may cut (pages "模板卡片类型"). */
export interface CardLimits {
  /** Characters of the title, and of the text below it. */
  readonly title: number;
  readonly body: number;
}

/** A button card (`button_interaction`) without its id. */
export interface Card {
  readonly title: string;
  readonly body: string;
  readonly links: readonly Link[];
  readonly choices: readonly Choice[];
}

/** A message as a text, a card, or the one before the other; in the order of sending. */
export interface Shape {
  readonly text?: string;
  readonly card?: Card;
}

const BUTTONS = 6;
const LINKS = 6;
const KEY_BYTES = 1_024;

/** Columns of a button's label; a Chinese character takes two. */
const LABEL_COLUMNS = 30;

const lengthOf = (text: string): number => [...text].length;

/** Where a line that is too long for a title may be broken: after a sentence, else after a clause. */
const breaks = [/^[\s\S]*?[。！？!?；;]/u, /^[\s\S]*?[：:，,]/u] as const;

/** The first line, or as much of it as a title may be; then what follows. */
const titleAndBody = (text: string, limit: number): readonly [string, string] | undefined => {
  const [line = '', ...others] = text.trim().split('\n');
  const whole = line.trim();
  const title = [whole, ...breaks.map((pattern) => pattern.exec(whole)?.[0])].find(
    (part) => part !== undefined && lengthOf(part) <= limit,
  );
  if (title === undefined) return undefined;
  return [title, [whole.slice(title.length).trim(), ...others].join('\n').trim()];
};

const cardOf = (
  text: string,
  links: readonly Link[],
  choices: readonly Choice[],
  limits: CardLimits,
): Card | undefined => {
  if (links.length > LINKS) return undefined;
  const [title, body] = titleAndBody(text, limits.title) ?? [];
  if (title === undefined || title === '' || body === undefined || lengthOf(body) > limits.body) return undefined;
  return { title, body, links, choices };
};

const areShowable = (choices: readonly Choice[]): boolean =>
  choices.length > 0 &&
  choices.length <= BUTTONS &&
  areTappable(choices, KEY_BYTES) &&
  choices.every(({ label }) => label.trim() !== '' && stringWidth(label) <= LABEL_COLUMNS);

/**
 * Shapes a message with choices. Short ones are one card; of longer ones the end becomes the card, so that text is read
 * where text reads well, and buttons stand below it. Nothing when no card can carry the choices.
 */
export const shapeWithCard = (message: Message, limits: CardLimits): Shape | undefined => {
  const { links, choices } = message;
  if (!areShowable(choices)) return undefined;
  const text = showable(message.text);
  const card = cardOf(text, links, choices, limits);
  if (card) return { card };
  for (const gap of ['\n\n', '\n']) {
    const at = text.trimEnd().lastIndexOf(gap);
    if (at < 0) continue;
    const head = text.slice(0, at).trimEnd();
    const rest = links.filter(({ url }) => !head.includes(url));
    const end = cardOf(text.slice(at).trim(), rest, choices, limits);
    if (end) return { text: head, card: end };
  }
  return undefined;
};

/** The card as WeCom takes it. `taskId` is unique for a bot or app: `[0-9A-Za-z_@-]`, at most 128 bytes. */
export const cardBody = ({ title, body, links, choices }: Card, taskId: string) => ({
  card_type: 'button_interaction',
  main_title: { title },
  ...(body === '' ? {} : { sub_title_text: body }),
  ...(links.length === 0
    ? {}
    : {
        horizontal_content_list: links.map(({ label, url }) => ({
          type: 1,
          keyname: showable(label),
          value: hostOf(url),
          url,
        })),
      }),
  button_list: choices.map((choice, index) => ({ text: showable(choice.label), key: tapOf(choice, index) })),
  task_id: taskId,
});

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
