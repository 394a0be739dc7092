import type { Log } from '../channels/log.ts';
import { sameAddress } from '../dialogue/model/address.ts';
import type { Conversation, OutboxItem } from '../dialogue/model/conversation.ts';
import type { ChatOpened, MessageReceived } from '../dialogue/model/event.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import { personAt } from '../dialogue/model/person.ts';
import { InvitationCode } from '../dialogue/model/programme/invitation.ts';
import type { Redemption } from '../dialogue/model/programme/redemption.ts';
import type { PublicState } from '../dialogue/model/public-state.ts';
import type { CharacterLookup } from '../text/characters.ts';
import type { Reading } from '../understanding/reading.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { DeliverHere } from './delivery/sender.ts';
import { errorCodeOf } from './errors.ts';
import type { Metrics } from './metrics.ts';
import type { PersonQueue, PersonQueues } from './person-queue.ts';
import type { PurchasersPort } from './purchasers-port.ts';
import type { Repository } from './repository.ts';
import type { RunEffects } from './run-effects.ts';
import type { RunTurn } from './run-turn.ts';

/** Reads what a text means, from the mouth of a supplier or of one of a purchaser's people. */
export interface Recogniser {
  read(text: string, speaker?: Conversation['role']): Reading;
  /** How characters sound, where it knows. */
  readonly characters?: CharacterLookup;
}

/** What became of an event; the conversation is durable. */
export interface Received {
  readonly conversation: Conversation;
  /** How the person stands now. Computed when it is first asked for. */
  readonly state: PublicState;
  /** The same id came before: nothing was changed, and nothing is answered twice. */
  readonly duplicate: boolean;
  /** How the text was taken; absent when there was none to read. */
  readonly reading?: Reading;
}

/** What receiving needs. */
export interface ReceiveDeps {
  readonly queues: PersonQueues;
  readonly repository: Repository;
  readonly delivery: Delivery;
  readonly takeTurn: RunTurn;
  readonly runEffects: RunEffects;
  readonly purchasers: PurchasersPort;
  readonly recogniser: () => Recogniser | undefined;
  readonly clock: () => Instant;
  readonly metrics: Metrics;
  readonly log: Log;
}

const textOf = (event: MessageReceived | ChatOpened): string | undefined =>
  event.type === 'said' && 'text' in event.content ? event.content.text : undefined;

/**
 * Makes the function that takes what happened.
 *
 * It resolves once the turn is durable: only then may the platform be told "received". A person's messages are taken one
 * at a time, in order of calling. With `deliverHere`, what waits at the event's place is handed to it, in order, and the
 * promise resolves after that; otherwise delivery goes on in the background.
 *
 * It rejects when the turn could not be saved: the message is not taken, and must come again.
 */
export const createReceive = (deps: ReceiveDeps) => {
  const { queues, repository, delivery, takeTurn, runEffects, purchasers, recogniser, clock, metrics, log } = deps;

  const read = (event: MessageReceived | ChatOpened, speaker: Conversation['role']): Reading | undefined => {
    if (event.type === 'said' && event.reading) return event.reading;
    const text = textOf(event);
    if (text === undefined) return undefined;
    try {
      const reading = recogniser()?.read(text, speaker);
      if (reading) metrics.read(reading.certainty);
      return reading;
    } catch (error) {
      log.error(
        { code: errorCodeOf(error), length: text.length },
        'The recogniser failed; the turn goes on without it.',
      );
      return undefined;
    }
  };

  /** What becomes of the code that came along. Something that only looks a little like a code is no code when nobody knows it. */
  const redeem = async (
    queue: PersonQueue,
    event: MessageReceived | ChatOpened,
    reading?: Reading,
  ): Promise<Redemption | undefined> => {
    const code = event.code ?? reading?.entities.code;
    if (code === undefined) return undefined;
    const redeemed = await purchasers.redeem(code, queue.id, clock(), event.network);
    const isKnown = redeemed.type !== 'refused' || redeemed.why !== 'unknown';
    return isKnown || event.code !== undefined || InvitationCode.safeParse(code).success ? redeemed : undefined;
  };

  /** The event with everything the turn may want to know of it, and how its text was read. */
  const prepared = async (
    queue: PersonQueue,
    event: MessageReceived | ChatOpened,
  ): Promise<{ event: MessageReceived | ChatOpened; reading?: Reading }> => {
    const stored = await repository.read(queue);
    const reading = read(event, stored?.role ?? 'supplier');
    const isNew = !stored?.seen.some(({ id }) => id === event.id);
    const redeemed = isNew ? await redeem(queue, event, reading) : undefined;
    const known = { ...event, ...(redeemed ? { redeemed } : {}) };
    if (!reading) return { event: known };
    return { event: known.type === 'said' ? { ...known, reading } : known, reading };
  };

  return async (event: MessageReceived | ChatOpened, deliverHere?: DeliverHere): Promise<Received> => {
    const id = personAt(event.address);
    let given: Promise<void> | undefined;

    const { turned, duplicate, reading, toTell } = await queues.run(id, async (queue) => {
      const ready = await prepared(queue, event);
      const first = await takeTurn(queue, ready.event, { here: event.address, answerHere: deliverHere !== undefined });
      if (!first) throw new Error('a turn without a condition is always taken');
      const attended = await runEffects.attend(queue, first);
      const isMine = (item: OutboxItem): boolean =>
        deliverHere !== undefined && sameAddress(item.address, event.address);
      const mine = attended.items.filter(isMine);
      delivery.send(queue, { items: attended.items.filter((item) => !isMine(item)), renewed: attended.renewed });
      if (deliverHere && mine.length > 0) {
        given = new Promise((resolve) => {
          const give = (items: readonly OutboxItem[]) => deliverHere(items, attended.turned.state());
          delivery.carry(queue, [{ type: 'here', items: mine, give, given: resolve }]);
        });
      }
      return { ...attended, duplicate: first.duplicate, reading: ready.reading };
    });
    runEffects.tell(id, toTell);
    if (duplicate) metrics.repeated(event.address.channel);
    else metrics.turn(event.address.channel);
    await given;
    return {
      conversation: turned.conversation,
      get state() {
        return turned.state();
      },
      duplicate,
      ...(reading ? { reading } : {}),
    };
  };
};
