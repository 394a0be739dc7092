import type { World } from '../dialogue/core/world.ts';
import { type Address, sameAddress } from '../dialogue/model/address.ts';
import type { Conversation } from '../dialogue/model/conversation.ts';
import type { Event } from '../dialogue/model/event.ts';
import type { PublicState } from '../dialogue/model/public-state.ts';
import type { CanSend } from './delivery/can-send.ts';
import { type LeasedOutbox, leaseOutbox, noteLeases } from './delivery/outbox-lease.ts';
import type { DialoguePort } from './dialogue-port.ts';
import { type PersonQueue, releasedBy } from './person-queue.ts';
import type { PurchasersPort } from './purchasers-port.ts';
import type { Repository } from './repository.ts';

/**
 * When a platform sends a message again that is saved, the process that saved it died before it could say "received";
 * unless it is so fresh that another process may be answering it this moment.
 */
const ANSWERED_BY_NOW = 5_000;

/** What one turn came to, saved. */
export interface TurnResult extends LeasedOutbox {
  /** The conversation as it was; nothing for somebody new. */
  readonly before: Conversation | undefined;
  /** The event was dealt with before: nothing was changed. */
  readonly duplicate: boolean;
  /** How the person stands after it; computed once, when it is first asked for. */
  readonly state: () => PublicState;
}

/** How a turn is to be taken. */
export interface TurnOptions {
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
export interface TurnDeps {
  readonly repository: Repository;
  readonly dialogue: DialoguePort;
  readonly purchasers: PurchasersPort;
  readonly world: () => World;
  readonly canSend: CanSend;
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
 * from a job of the queue. Resolves to nothing when `onlyIf` did not hold.
 */
export const createRunTurn = ({ repository, dialogue, purchasers, world: look, canSend, saved }: TurnDeps) => {
  /** A purchaser's person sees their suppliers; nobody else's turn looks anything up. */
  const worldFor = async (queue: PersonQueue): Promise<() => World> => {
    const purchaser = (await repository.read(queue))?.member?.purchaser;
    const snapshot = purchaser === undefined ? undefined : await purchasers.snapshot(purchaser);
    return snapshot === undefined ? look : () => ({ ...look(), snapshot });
  };

  return async (queue: PersonQueue, event: Event, wishes: TurnOptions = {}): Promise<TurnResult | undefined> => {
    const { here, answerHere = false, onlyIf, also } = wishes;
    const worldNow = await worldFor(queue);
    let turned: TurnResult | undefined;
    const after = await repository.write(queue, (stored) => {
      turned = undefined;
      if (onlyIf && !(stored && onlyIf(stored))) return stored;
      const world = worldNow();
      const before = stored ?? dialogue.newConversation(queue.id, world);
      const next = dialogue.turn(before, event, world);
      const duplicate = stored !== undefined && next === before;
      const claimed = leaseOutbox(also ? also(next) : next, {
        now: world.now,
        canSend,
        taken: queue.taken,
        released: releasedBy(queue),
        ...(here ? { isHere: (address: Address) => sameAddress(address, here), answerHere } : {}),
        ...(duplicate ? { recover: world.now - ANSWERED_BY_NOW } : {}),
      });
      const state = once(() => dialogue.publicStateOf(claimed.conversation, world));
      turned = { ...claimed, before: stored, duplicate, state };
      return claimed.conversation;
    });
    if (turned && after) {
      noteLeases(turned, queue.taken);
      saved(after);
    }
    return turned;
  };
};

/** Takes one turn; see `createTurns`. */
export type RunTurn = ReturnType<typeof createRunTurn>;
