import type { Log } from '../channels/log.ts';
import { samePlace } from '../dialogue/address.ts';
import type { Conversation, OutboxItem } from '../dialogue/conversation.ts';
import type { Entered, Said } from '../dialogue/event.ts';
import type { Instant } from '../dialogue/instant.ts';
import { InvitationCode } from '../dialogue/invitation.ts';
import { personAt } from '../dialogue/person.ts';
import type { Redeemed } from '../dialogue/redeemed.ts';
import type { State } from '../dialogue/state.ts';
import type { CharacterLookup } from '../text/characters.ts';
import type { Reading } from '../understanding/reading.ts';
import type { DeliverHere } from './courier.ts';
import type { Delivery } from './deliver.ts';
import type { Desk } from './desk.ts';
import type { Errands } from './errands.ts';
import { codeOf } from './error.ts';
import type { Lane, Lanes } from './lane.ts';
import type { Metrics } from './metrics.ts';
import type { Records } from './record.ts';
import type { TakeTurn } from './turns.ts';

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
  readonly state: State;
  /** The same id came before: nothing was changed, and nothing is answered twice. */
  readonly duplicate: boolean;
  /** How the text was taken; absent when there was none to read. */
  readonly reading?: Reading;
}

/** What receiving needs. */
export interface ReceiveParts {
  readonly lanes: Lanes;
  readonly records: Records;
  readonly delivery: Delivery;
  readonly takeTurn: TakeTurn;
  readonly errands: Errands;
  readonly desk: Desk;
  readonly recogniser: () => Recogniser | undefined;
  readonly clock: () => Instant;
  readonly metrics: Metrics;
  readonly log: Log;
}

const textOf = (event: Said | Entered): string | undefined =>
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
export const createReceive = (parts: ReceiveParts) => {
  const { lanes, records, delivery, takeTurn, errands, desk, recogniser, clock, metrics, log } = parts;

  const read = (event: Said | Entered, speaker: Conversation['role']): Reading | undefined => {
    if (event.type === 'said' && event.reading) return event.reading;
    const text = textOf(event);
    if (text === undefined) return undefined;
    try {
      const reading = recogniser()?.read(text, speaker);
      if (reading) metrics.read(reading.certainty);
      return reading;
    } catch (error) {
      log.error({ code: codeOf(error), length: text.length }, 'The recogniser failed; the turn goes on without it.');
      return undefined;
    }
  };

  /** What becomes of the code that came along. Something that only looks a little like a code is no code when nobody knows it. */
  const redeem = async (lane: Lane, event: Said | Entered, reading?: Reading): Promise<Redeemed | undefined> => {
    const code = event.code ?? reading?.entities.code;
    if (code === undefined) return undefined;
    const redeemed = await desk.redeem(code, lane.id, clock(), event.network);
    const isKnown = redeemed.as !== 'refused' || redeemed.why !== 'unknown';
    return isKnown || event.code !== undefined || InvitationCode.safeParse(code).success ? redeemed : undefined;
  };

  /** The event with everything the turn may want to know of it, and how its text was read. */
  const prepared = async (lane: Lane, event: Said | Entered): Promise<{ event: Said | Entered; reading?: Reading }> => {
    const stored = await records.read(lane);
    const reading = read(event, stored?.role ?? 'supplier');
    const isNew = !stored?.seen.some(({ id }) => id === event.id);
    const redeemed = isNew ? await redeem(lane, event, reading) : undefined;
    const known = { ...event, ...(redeemed ? { redeemed } : {}) };
    if (!reading) return { event: known };
    return { event: known.type === 'said' ? { ...known, reading } : known, reading };
  };

  return async (event: Said | Entered, deliverHere?: DeliverHere): Promise<Received> => {
    const id = personAt(event.address);
    let given: Promise<void> | undefined;

    const { turned, duplicate, reading, toTell } = await lanes.run(id, async (lane) => {
      const ready = await prepared(lane, event);
      const first = await takeTurn(lane, ready.event, { here: event.address, answerHere: deliverHere !== undefined });
      if (!first) throw new Error('a turn without a condition is always taken');
      const attended = await errands.attend(lane, first);
      const isMine = (item: OutboxItem): boolean => deliverHere !== undefined && samePlace(item.address, event.address);
      const mine = attended.items.filter(isMine);
      delivery.send(lane, { items: attended.items.filter((item) => !isMine(item)), renewed: attended.renewed });
      if (deliverHere && mine.length > 0) {
        given = new Promise((resolve) => {
          const give = (items: readonly OutboxItem[]) => deliverHere(items, attended.turned.state());
          delivery.carry(lane, [{ way: 'here', items: mine, give, given: resolve }]);
        });
      }
      return { ...attended, duplicate: first.duplicate, reading: ready.reading };
    });
    errands.tell(id, toTell);
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
