import type { Message } from '../../../dialogue/model/message.ts';
import { splitText } from '../../shared/split-text.ts';
import { type Card, type CardLimits, cardBody, shapeWithCard } from '../button-card.ts';
import { numbered, showable, withLinks } from '../plain-text.ts';
import { asMarkdown } from './markdown.ts';

/** One message of the bot. */
export type Form =
  | { readonly type: 'markdown'; readonly text: string }
  | { readonly type: 'card'; readonly card: Card };

/**
 * Longest text of one message, in bytes of UTF-8. WeCom takes 20,480 bytes of markdown; an address takes three times its
 * bytes there, and people read no more than a screen or two anyway.
 */
export const MAXIMUM_BYTES = 6_500;

/** What a card of a bot shows (101032). */
const limits: CardLimits = { title: 26, body: 112 };

/** A message in the bot's forms: choices as buttons where a card can carry them, else as numbered lines. */
export const encode = (message: Message): readonly Form[] => {
  const shape = shapeWithCard(message, limits);
  const text = shape ? shape.text : numbered(withLinks(message), message.choices);
  const parts = text === undefined ? [] : splitText(showable(text), MAXIMUM_BYTES);
  const forms = parts.map((part): Form => ({ type: 'markdown', text: part }));
  return shape?.card ? [...forms, { type: 'card', card: shape.card }] : forms;
};

/** The body of an answer to a message. A stream with the same id takes the place of the one before: a repeat shows once. */
export const answerBody = (form: Form, id: string) =>
  form.type === 'card'
    ? { msgtype: 'template_card', template_card: cardBody(form.card, id) }
    : { msgtype: 'stream', stream: { id, finish: true, content: asMarkdown(form.text) } };

/** The body of a welcome, which knows no markdown. */
export const welcomeBody = (form: Form, id: string) =>
  form.type === 'card'
    ? { msgtype: 'template_card' as const, template_card: cardBody(form.card, id) }
    : { msgtype: 'text' as const, text: { content: form.text } };

/** The body of a message that answers nothing; `chat_type` says whether the id is a person's or a group's. */
export const pushBody = (form: Form, id: string, isGroup: boolean) => ({
  chat_type: isGroup ? 2 : 1,
  ...(form.type === 'card'
    ? { msgtype: 'template_card', template_card: cardBody(form.card, id) }
    : { msgtype: 'markdown', markdown: { content: asMarkdown(form.text) } }),
});

/** The body that takes the place of a card of which one button was tapped: that button is left, marked. */
export const tappedBody = (card: Card, taskId: string, key: string) => {
  const whole = cardBody(card, taskId);
  const tapped = whole.button_list.filter((button) => button.key === key);
  return {
    response_type: 'update_template_card',
    template_card: { ...whole, button_list: tapped.map((button) => ({ ...button, text: `✓ ${button.text}` })) },
  };
};
