import type { Notification, PurchaserRequest } from '../dialogue/model/effect.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { PurchaserId } from '../dialogue/model/programme/purchaser.ts';
import type { PurchaserSnapshot } from '../dialogue/model/programme/purchaser-snapshot.ts';
import type { Redemption } from '../dialogue/model/programme/redemption.ts';
import type { Store } from '../store/store.ts';
import { createCodeLimiter } from './code-limiter.ts';
import { handleRequest, type RequestOrigin } from './handle-request.ts';
import { type InspectedInvitation, inspectInvitation } from './inspect-invitation.ts';
import type { RandomBytes } from './random-codes.ts';
import { redeem } from './redeem.ts';
import { membersOf } from './registry.ts';
import { snapshotOf } from './snapshot.ts';

/** What the operator’s pages is made of. */
export interface PurchasersDeps {
  readonly store: Store;
  /** Codes are made of it: `crypto.randomBytes`. */
  readonly random: RandomBytes;
}

/** The operator’s pages, as the engine and the page of invitations need it. All of it may be repeated without harm. */
export interface Purchasers {
  /** What becomes of a code for this person, however it is written; see `Redeemed`. Wrong ones are counted by person, and by network where one is known. */
  redeem(code: string, person: PersonId, now: Instant, network?: string): Promise<Redemption>;
  /** What a purchaser's people may look at; nothing when there is no such purchaser (any more). */
  snapshot(purchaser: PurchaserId): Promise<PurchaserSnapshot | undefined>;
  /** The people of a purchaser; nobody when there is no such purchaser (any more). */
  members(purchaser: PurchaserId): Promise<readonly PersonId[]>;
  /** Does what a turn asked for, and answers with what is to be told to whoever asked. */
  handleRequest(request: PurchaserRequest, asker: RequestOrigin): Promise<Notification>;
  /** What the page of an invitation shows; nothing is used up by looking. */
  inspectInvitation(code: string, now: Instant, person?: PersonId): Promise<InspectedInvitation>;
}

/** Makes the operator’s pages. */
export const createPurchasers = ({ store, random }: PurchasersDeps): Purchasers => {
  const wrong = createCodeLimiter();
  return {
    redeem: (code, person, now, network) => redeem({ store, codeLimiter: wrong }, code, { person, network }, now),
    snapshot: (purchaser) => snapshotOf(store, purchaser),
    members: (purchaser) => membersOf(store.documents, purchaser),
    handleRequest: (request, asker) => handleRequest({ store, random }, request, asker),
    inspectInvitation: (code, now, person) => inspectInvitation(store.documents, code, now, person),
  };
};
