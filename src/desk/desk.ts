import type { Book } from '../dialogue/book.ts';
import type { DeskRequest, Word } from '../dialogue/errand.ts';
import type { Instant } from '../dialogue/instant.ts';
import type { PersonId } from '../dialogue/person.ts';
import type { PurchaserId } from '../dialogue/purchaser.ts';
import type { Redeemed } from '../dialogue/redeemed.ts';
import type { Store } from '../store/store.ts';
import { bookOf } from './book.ts';
import type { RandomBytes } from './chance.ts';
import { type Looked, lookAt } from './look.ts';
import { type Asker, perform } from './perform.ts';
import { membersOf } from './purchasers.ts';
import { redeem } from './redeem.ts';
import { wrongCodes } from './wrong-codes.ts';

/** What the desk is made of. */
export interface DeskParts {
  readonly store: Store;
  /** Codes are made of it: `crypto.randomBytes`. */
  readonly random: RandomBytes;
}

/** The desk, as the engine and the page of invitations need it. All of it may be repeated without harm. */
export interface Desk {
  /** What becomes of a code for this person, however it is written; see `Redeemed`. Wrong ones are counted by person, and by network where one is known. */
  redeem(code: string, person: PersonId, now: Instant, network?: string): Promise<Redeemed>;
  /** What a purchaser's people may look at; nothing when there is no such purchaser (any more). */
  book(purchaser: PurchaserId): Promise<Book | undefined>;
  /** The people of a purchaser; nobody when there is no such purchaser (any more). */
  members(purchaser: PurchaserId): Promise<readonly PersonId[]>;
  /** Does what a turn asked for, and answers with what is to be told to whoever asked. */
  perform(request: DeskRequest, asker: Asker): Promise<Word>;
  /** What the page of an invitation shows; nothing is used up by looking. */
  look(code: string, now: Instant, person?: PersonId): Promise<Looked>;
}

/** Makes the desk. */
export const createDesk = ({ store, random }: DeskParts): Desk => {
  const wrong = wrongCodes();
  return {
    redeem: (code, person, now, network) => redeem({ store, wrong }, code, { person, network }, now),
    book: (purchaser) => bookOf(store, purchaser),
    members: (purchaser) => membersOf(store.shelf, purchaser),
    perform: (request, asker) => perform({ store, random }, request, asker),
    look: (code, now, person) => lookAt(store.shelf, code, now, person),
  };
};
