import type { Address } from '../../dialogue/address.ts';
import type { Instant } from '../../dialogue/instant.ts';
import type { Delivery, SendResult } from '../channel.ts';
import type { Log } from '../log.ts';
import { recentKeys } from '../recent-keys.ts';
import type { Answer, Api } from './api.ts';
import type { Sayings } from './choices.ts';
import { encode, type Form } from './encode.ts';
import { type Reference, referenceOf } from './handle.ts';
import { resultOf, type Trouble, troubleOf } from './troubles.ts';

/** What sending needs. */
export interface SendParts {
  readonly api: Api;
  readonly sayings: Sayings;
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
const otherPlace = (place: Place, { remedy }: Trouble, answer: Answer): Place | undefined => {
  if (remedy === 'no_thread' && place.reference?.thread !== undefined) {
    return { ...place, reference: { message: place.reference.message } };
  }
  const moved = remedy === 'other_group' && answer.came === 'refusal' ? answer.migratedTo : undefined;
  if (moved === undefined || moved === place.chat) return undefined;
  // Message ids of the old group mean other messages in the new one.
  return { chat: moved };
};

/**
 * Makes the function that sends. A long message that broke off goes on where it stopped when it is tried again. There is
 * no key by which Telegram drops repeats.
 */
export const createSend = ({ api, sayings, clock, log }: SendParts) => {
  const partsSent = recentKeys<number>(REMEMBERED);
  const alarms = new Set<string>();

  const sendPart = async (form: Form, place: Place, isFirst: boolean): Promise<Trouble | undefined> => {
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
    const trouble = troubleOf(answer);
    const other = trouble && otherPlace(place, trouble, answer);
    return other ? sendPart(form, other, isFirst) : trouble;
  };

  /** What only the operator can put right is said once, until something is sent again. */
  const alarm = ({ remedy, reason }: Trouble): void => {
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
      const trouble = await sendPart(form, place, index === 0);
      if (!trouble) continue;
      if (index > 0) partsSent.set(idempotencyKey, index);
      alarm(trouble);
      return resultOf(trouble);
    }
    partsSent.delete(idempotencyKey);
    alarms.clear();
    return { status: 'sent' };
  };
};
