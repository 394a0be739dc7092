import type { Log } from '../channels/log.ts';
import { type Address, samePlace } from '../dialogue/address.ts';
import type { Conversation, OutboxItem } from '../dialogue/conversation.ts';
import type { Entered, Said } from '../dialogue/event.ts';
import { type PersonId, personAt } from '../dialogue/person.ts';
import type { State } from '../dialogue/state.ts';
import type { World } from '../dialogue/world.ts';
import type { Reading } from '../understanding/reading.ts';
import { type Claimed, claim, noteLeases } from './claim.ts';
import type { DeliverHere } from './courier.ts';
import type { Delivery } from './deliver.ts';
import type { Dialogue } from './dialogue.ts';
import { codeOf } from './error.ts';
import { type Lane, type Lanes, releasedBy } from './lane.ts';
import type { Metrics } from './metrics.ts';
import type { Records } from './record.ts';

/** Reads what a text means. */
export interface Recogniser {
  read(text: string): Reading;
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
  readonly dialogue: Dialogue;
  readonly recogniser: () => Recogniser | undefined;
  readonly world: () => World;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Told after each save when something may be planned by now. */
  readonly saved: (conversation: Conversation) => void;
}

/**
 * When a platform sends a message again that is saved, the process that saved it died before it could say "received";
 * unless it is so fresh that another process may be answering it this moment.
 */
const ANSWERED_BY_NOW = 5_000;

/** What one run of the turn came to; the last one counts. */
interface Turned extends Claimed {
  readonly duplicate: boolean;
  /** How the person stands after it; computed once, when it is first asked for. */
  readonly state: () => State;
}

const once = <Value extends object>(compute: () => Value): (() => Value) => {
  let value: Value | undefined;
  return () => {
    value ??= compute();
    return value;
  };
};

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
  const { lanes, records, delivery, dialogue, recogniser, metrics, log } = parts;

  const read = (event: Said | Entered): Reading | undefined => {
    if (event.type === 'said' && event.reading) return event.reading;
    const text = textOf(event);
    if (text === undefined) return undefined;
    try {
      const reading = recogniser()?.read(text);
      if (reading) metrics.read(reading.certainty);
      return reading;
    } catch (error) {
      log.error({ code: codeOf(error), length: text.length }, 'The recogniser failed; the turn goes on without it.');
      return undefined;
    }
  };

  const takeTurn = async (lane: Lane, event: Said | Entered, answerHere: boolean): Promise<Turned> => {
    const here = (address: Address): boolean => samePlace(address, event.address);
    let turned: Turned | undefined;
    const saved = await records.write(lane, (stored) => {
      const world = parts.world();
      const before = stored ?? dialogue.begin(lane.id, world);
      const after = dialogue.turn(before, event, world);
      const duplicate = stored !== undefined && after === before;
      const dead = duplicate ? { adopt: world.now - ANSWERED_BY_NOW } : {};
      const by = { now: world.now, taken: lane.taken, released: releasedBy(lane), isHere: here, answerHere, ...dead };
      const claimed = claim(after, by);
      turned = { ...claimed, duplicate, state: once(() => dialogue.stateOf(claimed.conversation, world)) };
      return turned.conversation;
    });
    if (!turned || !saved) throw new Error('a write runs its change at least once');
    parts.saved(saved);
    return turned;
  };

  return async (event: Said | Entered, deliverHere?: DeliverHere): Promise<Received> => {
    const id: PersonId = personAt(event.address);
    const reading = read(event);
    const said = reading && event.type === 'said' ? { ...event, reading } : event;
    let given: Promise<void> | undefined;

    const { conversation, duplicate, state } = await lanes.run(id, async (lane) => {
      const turned = await takeTurn(lane, said, deliverHere !== undefined);
      const mine = deliverHere ? turned.items.filter((item) => samePlace(item.address, event.address)) : [];
      delivery.send(
        lane,
        mine.length === 0 ? turned : { ...turned, items: turned.items.filter((item) => !mine.includes(item)) },
      );
      if (deliverHere && mine.length > 0) {
        noteLeases({ ...turned, items: mine }, lane.taken);
        given = new Promise((resolve) => {
          const give = (items: readonly OutboxItem[]) => deliverHere(items, turned.state());
          delivery.carry(lane, [{ way: 'here', items: mine, give, given: resolve }]);
        });
      }
      return turned;
    });
    if (duplicate) metrics.repeated(event.address.channel);
    else metrics.turn(event.address.channel);
    await given;
    return {
      conversation,
      get state() {
        return state();
      },
      duplicate,
      ...(reading ? { reading } : {}),
    };
  };
};
