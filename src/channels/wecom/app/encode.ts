import type { Message } from '../../../dialogue/model/message.ts';
import { splitText } from '../../shared/split-text.ts';
import { type Card, type CardLimits, cardBody, shapeWithCard } from '../button-card.ts';
import { numbered, showable, withLinks, withoutTags } from '../plain-text.ts';

/** One message of the app. */
export type Form = { readonly type: 'text'; readonly text: string } | { readonly type: 'card'; readonly card: Card };

/** Longest text, in bytes of UTF-8; WeCom cuts what is beyond and says nothing (90236). */
export const MAXIMUM_BYTES = 2_048;

/** Room for marks that tell a text from the same one before; see `createRepeats`. */
const MARK_BYTES = 48;

/** What a card of an app shows (90236). */
const limits: CardLimits = { title: 36, body: 160 };

/** How long WeCom drops the same request, in seconds; a message is tried again within it. */
const DUPLICATE_INTERVAL = 1_800;

/** A message in the app's forms: choices as buttons where a card can carry them, else as numbered lines. */
export const encode = (message: Message): readonly Form[] => {
  const shape = shapeWithCard(message, limits);
  const text = shape ? shape.text : numbered(withLinks(message), message.choices);
  const parts = text === undefined ? [] : splitText(withoutTags(showable(text)), MAXIMUM_BYTES - MARK_BYTES);
  const forms = parts.map((part): Form => ({ type: 'text', text: part }));
  return shape?.card ? [...forms, { type: 'card', card: shape.card }] : forms;
};

/** The body of `POST /cgi-bin/message/send`. The same body within half an hour is delivered once. */
export const sendBody = (form: Form, to: { readonly user: string; readonly agentId: number; readonly id: string }) => ({
  touser: to.user,
  agentid: to.agentId,
  ...(form.type === 'card'
    ? { msgtype: 'template_card', template_card: cardBody(form.card, to.id) }
    : { msgtype: 'text', text: { content: form.text } }),
  enable_duplicate_check: 1,
  duplicate_check_interval: DUPLICATE_INTERVAL,
});
