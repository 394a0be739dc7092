import { type Address, samePlace } from '../dialogue/address.ts';
import type { Conversation } from '../dialogue/conversation.ts';
import type { Event } from '../dialogue/event.ts';
import type { State } from '../dialogue/state.ts';
import type { World } from '../dialogue/world.ts';
import type { Carries } from './carries.ts';
import { type Claimed, claim, noteLeases } from './claim.ts';
import type { Desk } from './desk.ts';
import type { Dialogue } from './dialogue.ts';
import { type Lane, releasedBy } from './lane.ts';
import type { Records } from './record.ts';

/**
 * When a platform sends a message again that is saved, the process that saved it died before it could say "received";
 * unless it is so fresh that another process may be answering it this moment.
 */
const ANSWERED_BY_NOW = 5_000;

/** What one turn came to, saved. */
export interface Turned extends Claimed {
  /** The conversation as it was; nothing for somebody new. */
  readonly before: Conversation | undefined;
  /** The event was dealt with before: nothing was changed. */
  readonly duplicate: boolean;
  /** How the person stands after it; computed once, when it is first asked for. */
  readonly state: () => State;
}

/** How a turn is to be taken. */
export interface TurnWishes {
  /** The place at which the person is right now: what waited for them there goes out with the answer. */
  readonly here?: Address;
  /** They can be answered there at once. */
  readonly answerHere?: boolean;
  /** The turn is taken only while this holds of what is stored. Without it, somebody new is begun. */
  readonly onlyIf?: (stored: Conversation) => boolean;
  /** Further changes that are saved with it. */
  readonly also?: (conversation: Conversation) => Conversation;
}

/** What taking turns needs. */
export interface TurnParts {
  readonly records: Records;
  readonly dialogue: Dialogue;
  readonly desk: Desk;
  readonly world: () => World;
  readonly carries: Carries;
  /** Told after each save when something may be planned by now. */
  readonly saved: (conversation: Conversation) => void;
}

const once = <Value extends object>(compute: () => Value): (() => Value) => {
  let value: Value | undefined;
  return () => {
    value ??= compute();
    return value;
  };
};

/**
 * Makes the function that takes one turn and saves it, with what is to be delivered taken in the same write. To be called
 * from a job of the lane. Resolves to nothing when `onlyIf` did not hold.
 */
export const createTurns = ({ records, dialogue, desk, world: look, carries, saved }: TurnParts) => {
  /** A purchaser's person sees their suppliers; nobody else's turn looks anything up. */
  const worldFor = async (lane: Lane): Promise<() => World> => {
    const purchaser = (await records.read(lane))?.purchasing?.purchaser;
    const book = purchaser === undefined ? undefined : await desk.book(purchaser);
    return book === undefined ? look : () => ({ ...look(), book });
  };

  return async (lane: Lane, event: Event, wishes: TurnWishes = {}): Promise<Turned | undefined> => {
    const { here, answerHere = false, onlyIf, also } = wishes;
    const worldNow = await worldFor(lane);
    let turned: Turned | undefined;
    const after = await records.write(lane, (stored) => {
      turned = undefined;
      if (onlyIf && !(stored && onlyIf(stored))) return stored;
      const world = worldNow();
      const before = stored ?? dialogue.begin(lane.id, world);
      const next = dialogue.turn(before, event, world);
      const duplicate = stored !== undefined && next === before;
      const claimed = claim(also ? also(next) : next, {
        now: world.now,
        carries,
        taken: lane.taken,
        released: releasedBy(lane),
        ...(here ? { isHere: (address: Address) => samePlace(address, here), answerHere } : {}),
        ...(duplicate ? { adopt: world.now - ANSWERED_BY_NOW } : {}),
      });
      const state = once(() => dialogue.stateOf(claimed.conversation, world));
      turned = { ...claimed, before: stored, duplicate, state };
      return claimed.conversation;
    });
    if (turned && after) {
      noteLeases(turned, lane.taken);
      saved(after);
    }
    return turned;
  };
};

/** Takes one turn; see `createTurns`. */
export type TakeTurn = ReturnType<typeof createTurns>;
