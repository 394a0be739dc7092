import type { Conversation } from '../dialogue/model/conversation.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { SupplierSummary } from '../dialogue/model/programme/membership.ts';
import type { PurchaserId } from '../dialogue/model/programme/purchaser.ts';
import type { DocumentStore } from './documents.ts';

/** A conversation as it lies in the store, with the version that a save must name. */
export interface Stored {
  readonly conversation: Conversation;
  readonly version: number;
}

/** Nobody in particular: it may be about each person there is. */
export type AnyPerson = 'anybody';

/**
 * Where conversations are kept: one record a person, one write a turn.
 *
 * Every implementation passes `test/store/store-contract.ts`. Two processes may use one store at once.
 */
export interface Store {
  /**
   * The conversation of a person, upgraded to today's format; `undefined` when there is none.
   * @throws StoreError `record_damaged` when the record cannot be read; it is set aside first, and never overwritten.
   */
  load(id: PersonId): Promise<Stored | undefined>;
  /**
   * Saves atomically, together with the moment the conversation wants to be woken at. Durable when the promise resolves.
   * `expected` is the version that was loaded, `undefined` for a person not stored yet.
   * Resolves to the new version, or to `undefined` when somebody else saved in between: load again and repeat the turn.
   */
  save(conversation: Conversation, expected: number | undefined): Promise<number | undefined>;
  /**
   * People whose conversations want to be woken at or before `now`, the longest waiting first; at most `limit`. Those of
   * channels in `except` are left out, as far as their ids are plain ones.
   */
  due(now: Instant, limit: number, except?: readonly string[]): Promise<readonly PersonId[]>;
  /**
   * Takes the right to wake people who are due at `now`, so that several processes do not all wake the same: gives those
   * of them whom nobody else has. It ends when a save moves the person's moment, or after so many milliseconds; until then
   * `due` does not name them to other processes. Where one process does all the waking, everybody is given.
   */
  claimDue(people: readonly PersonId[], now: Instant, milliseconds: number): Promise<readonly PersonId[]>;
  /** The earliest wake-up of all, what others claimed not before their claim ends; `undefined` when nothing is planned. */
  nextDue(): Promise<Instant | undefined>;
  /** The summaries of all suppliers of a purchaser, in no order: each was written together with the conversation it shows. */
  summaries(purchaser: PurchaserId): Promise<readonly SupplierSummary[]>;
  /** Purchasers, invitations, passes and notes. */
  readonly documents: DocumentStore;
  /**
   * Takes or renews the right to do something that only one process may do at a time, for so long; `false` while another
   * holder has it. By the clock of the store, so that processes with different clocks agree.
   */
  acquireLease(name: string, holder: string, milliseconds: number): Promise<boolean>;
  /** Gives such a right back at once; nothing happens when the holder does not have it. */
  releaseLease(name: string, holder: string): Promise<void>;
  /**
   * Hears of people for whom another process saved something that waits until they are back, soon after that; they may be
   * back here. Hears of `anybody` when some may have been missed. Ends with the returned function. Where one process
   * serves everybody there is nothing to hear.
   */
  watch(listener: (person: PersonId | AnyPerson) => void): () => void;
  /** Every conversation, one after the other. A damaged record is set aside, reported to `onDamaged`, and left out. */
  everyone(onDamaged: (error: Error) => void): AsyncIterable<Conversation>;
  /**
   * Forgets a person; nothing happens when there is none. With `expected` only as long as that is the version stored.
   * Resolves to whether the person may be taken for gone: `false` when somebody else saved in between.
   */
  remove(id: PersonId, expected?: number): Promise<boolean>;
  /** How many people are stored, and how many records were set aside as damaged. */
  count(): Promise<{ people: number; damaged: number }>;
  /**
   * Resolves when a write has become durable, in a folder one of a record's size; rejects with the reason when the store
   * cannot be used. @throws StoreError `store_unusable`, `store_moved`
   */
  probe(): Promise<void>;
  /**
   * Writes a consistent copy of everything into an empty folder, while others write. Absent where the database behind the
   * store has its own tools for that.
   */
  copy?(folder: string): Promise<void>;
  /** Finishes the writes under way and lets go of the files. */
  close(): Promise<void>;
}
