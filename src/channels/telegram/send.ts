import type { Address } from '../../dialogue/model/address.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { Delivery, SendResult } from '../channel.ts';
import type { Log } from '../log.ts';
import { createLru } from '../shared/lru.ts';
import type { Answer, Api } from './api.ts';
import type { TypedChoices } from './button-data.ts';
import { encode, type Form } from './encode.ts';
import { resultOf, type TelegramError, telegramErrorOf } from './errors.ts';
import { type Reference, referenceOf } from './handle.ts';

/** What sending needs. */
export interface SendDeps {
  readonly api: Api;
  readonly sayings: TypedChoices;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** How long one message may take. */
const SENDING = 15_000;

/** How many half-sent messages are remembered. */
const REMEMBERED = 1_000;

/** Where one message goes. */
interface Place {
  readonly chat: number;
  readonly reference?: Reference;
}

const placeOf = (address: Address, now: Instant): Place => {
  if (address.group === undefined) return { chat: Number(address.user) };
  const reference = referenceOf(address, now);
  return { chat: Number(address.group), ...(reference ? { reference } : {}) };
};

const keyboard = ({ rows }: Form) =>
  rows.length === 0 ? {} : { reply_markup: { inline_keyboard: rows.map((row) => [...row]) } };

/** In a group an answer replies to the person's message, which calls them; only the first of several does. */
const referring = ({ reference }: Place, isFirst: boolean) => ({
  ...(reference?.thread === undefined ? {} : { message_thread_id: reference.thread }),
  ...(reference && isFirst
    ? { reply_parameters: { message_id: reference.message, allow_sending_without_reply: true } }
    : {}),
});

/** The place to try next after a trouble, when there is one. */
const otherPlace = (place: Place, { remedy }: TelegramError, answer: Answer): Place | undefined => {
  if (remedy === 'no_thread' && place.reference?.thread !== undefined) {
    return { ...place, reference: { message: place.reference.message } };
  }
  const moved = remedy === 'other_group' && answer.type === 'refusal' ? answer.migratedTo : undefined;
  if (moved === undefined || moved === place.chat) return undefined;
  // Message ids of the old group mean other messages in the new one.
  return { chat: moved };
};

/**
 * Makes the function that sends. A long message that broke off goes on where it stopped when it is tried again. There is
 * no key by which Telegram drops repeats.
 */
export const createSend = ({ api, sayings, clock, log }: SendDeps) => {
  const partsSent = createLru<number>(REMEMBERED);
  const alarms = new Set<string>();

  const sendPart = async (form: Form, place: Place, isFirst: boolean): Promise<TelegramError | undefined> => {
    const answer = await api.call(
      'sendMessage',
      {
        chat_id: place.chat,
        text: form.text,
        link_preview_options: { is_disabled: true },
        ...referring(place, isFirst),
        ...keyboard(form),
      },
      SENDING,
    );
    const error = telegramErrorOf(answer);
    const other = error && otherPlace(place, error, answer);
    return other ? sendPart(form, other, isFirst) : error;
  };

  /** What only the operator can put right is said once, until something is sent again. */
  const alarm = ({ remedy, reason }: TelegramError): void => {
    if (remedy !== 'operator' || alarms.has(reason)) return;
    alarms.add(reason);
    log.error(
      { code: 'telegram_send_refused', reason },
      'Telegram refuses to send; see the README for what to do about this reason.',
    );
  };

  return async ({ item, idempotencyKey }: Delivery): Promise<SendResult> => {
    const { address, message } = item;
    const place = placeOf(address, clock());
    const forms = encode(message, sayings, address.group === undefined ? undefined : address.user);
    const done = partsSent.get(idempotencyKey) ?? 0;
    for (const [index, form] of forms.entries()) {
      if (index < done) continue;
      const error = await sendPart(form, place, index === 0);
      if (!error) continue;
      if (index > 0) partsSent.set(idempotencyKey, index);
      alarm(error);
      return resultOf(error);
    }
    partsSent.delete(idempotencyKey);
    alarms.clear();
    return { status: 'sent' };
  };
};
