import type { Address } from '../../../dialogue/model/address.ts';
import type { Instant } from '../../../dialogue/model/instant.ts';
import type { Delivery, SendResult } from '../../channel.ts';
import type { Log } from '../../log.ts';
import { createLru } from '../../shared/lru.ts';
import type { Card } from '../button-card.ts';
import type { CallBudget } from '../call-budget.ts';
import { resultOf, type WecomError, wecomErrorOfCode } from '../errors.ts';
import { createPartsSent } from '../parts-sent.ts';
import type { Acked } from './client.ts';
import type { Connection } from './connection.ts';
import { answerBody, encode, type Form, pushBody, tappedBody, welcomeBody } from './encode.ts';
import { type Way, wayOf } from './handle.ts';
import type { Tap } from './receive.ts';
import type { Link } from './socket-link.ts';

/** What sending needs. */
export interface SendDeps {
  readonly connection: Connection;
  readonly budget: CallBudget;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** The side of the bot that speaks. */
export interface Sender {
  send(delivery: Delivery): Promise<SendResult>;
  /** Shows on a card which button was tapped; whether that succeeds changes nothing. */
  markTap(tap: Tap): Promise<void>;
}

/** How long a message waits for a connection; the engine's lease outlasts it. */
const CONNECTED_WITHIN = 8_000;

/** How many answers and cards are remembered. */
const REMEMBERED = 5_000;

interface Part {
  readonly form: Form;
  /** Unique for the message and the part; the same at every try. */
  readonly id: string;
  readonly address: Address;
}

/** The trouble that a frame's fate stands for; nothing when it was taken. */
const troubleOf = (result: Acked): WecomError | undefined => {
  switch (result.type) {
    case 'taken':
      return undefined;
    case 'not_sent':
      return { remedy: 'retry', reason: 'not_connected' };
    case 'none':
      return { remedy: 'unknown', reason: 'no_answer' };
    case 'refused':
      return wecomErrorOfCode(result.code);
  }
};

/**
 * Makes the speaker. A message is answered by the frame it came in, once; everything else is a push. An answer that was
 * not acknowledged is repeated by the same frame, where it takes its own place; a frame that stayed unacknowledged is used
 * for nothing else, because its late acknowledgement would be taken for that of the next.
 */
export const createSender = ({ connection, budget, clock, log }: SendDeps): Sender => {
  const partsSent = createPartsSent();
  /** Which part answered a frame, and by which frame a part was answered. */
  const answeredBy = createLru<string>(REMEMBERED);
  const answeredTo = createLru<Way>(REMEMBERED);
  const cards = createLru<Card>(REMEMBERED);
  let isAlarmed = false;

  const push = ({ form, id, address }: Part, link: Link): Promise<Acked> => {
    const isGroup = address.group !== undefined;
    return link.push(address.group ?? address.user, pushBody(form, id, isGroup));
  };

  /** The frame to answer by: the one already tried for this part, or the address's own while nothing answered it. */
  const wayFor = ({ id, address }: Part, link: Link): Way | undefined => {
    const way = answeredTo.get(id) ?? wayOf(address, clock());
    if (!way || !link.heard(way.requestId)) return undefined;
    const taken = answeredBy.get(way.requestId);
    return taken === undefined || taken === id ? way : undefined;
  };

  const answer = (way: Way, { form, id }: Part, link: Link): Promise<Acked> =>
    way.how === 'welcome'
      ? link.welcome(way.requestId, welcomeBody(form, id))
      : link.answer(way.requestId, answerBody(form, id));

  /** Answers or pushes; nothing when the answer is to be pushed after all. */
  const byAnswer = async (part: Part, link: Link): Promise<Acked | undefined> => {
    const way = wayFor(part, link);
    if (!way) return undefined;
    const isRepeat = answeredTo.get(part.id) !== undefined;
    answeredBy.set(way.requestId, part.id);
    answeredTo.set(part.id, way);
    const result = await answer(way, part, link);
    if (result.type !== 'refused' || wecomErrorOfCode(result.code).remedy !== 'push') return result;
    // A stream whose time is over has been there: the first try got through, only its acknowledgement did not.
    if (isRepeat && result.code === 846608) return { type: 'taken' };
    return undefined;
  };

  const sendPart = async (part: Part, isRepeated = false): Promise<WecomError | undefined> => {
    const link = await connection.link(CONNECTED_WITHIN);
    if (!link) return { remedy: 'retry', reason: 'not_connected' };
    const error = troubleOf((await byAnswer(part, link)) ?? (await push(part, link)));
    if (error?.remedy !== 'reconnect') return error;
    link.end('unsubscribed');
    return isRepeated ? error : sendPart(part, true);
  };

  const alarm = (error: WecomError): void => {
    if (error.remedy !== 'operator' || isAlarmed) return;
    isAlarmed = true;
    log.error({ code: 'wecom_send_refused', reason: error.reason }, 'WeCom refuses to send what the bot says.');
  };

  return {
    async send({ item, idempotencyKey }) {
      const { address, message } = item;
      const forms = encode(message);
      for (const [index, form] of forms.entries()) {
        if (index < partsSent.of(idempotencyKey)) continue;
        const wait = budget.take(address.group ?? address.user);
        if (wait > 0) return { status: 'retry', reason: 'too_many_in_this_chat', afterMilliseconds: wait };
        const part = { form, id: `${idempotencyKey}_${index}`, address };
        if (form.type === 'card') cards.set(part.id, form.card);
        const error = await sendPart(part);
        if (error) {
          alarm(error);
          return resultOf(refusedOrWaiting(error, address));
        }
        partsSent.note(idempotencyKey, index + 1);
      }
      partsSent.forget(idempotencyKey);
      isAlarmed = false;
      return { status: 'sent' };
    },
    async markTap({ requestId, taskId, key }) {
      const card = cards.get(taskId);
      const link = await connection.link(0);
      if (!card || !link?.heard(requestId)) return;
      await link.update(requestId, tappedBody(card, taskId, key));
    },
  };
};

/** Somebody who only opened the chat cannot be written to until they write: WeCom allows no push before that. */
const refusedOrWaiting = (error: WecomError, { group }: Address): WecomError =>
  group === undefined && error.reason.startsWith('chat_not_allowed')
    ? { remedy: 'absent', reason: error.reason }
    : error;
