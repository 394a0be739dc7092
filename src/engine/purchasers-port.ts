import type { Notification, PurchaserRequest } from '../dialogue/model/effect.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { PurchaserId } from '../dialogue/model/programme/purchaser.ts';
import type { PurchaserSnapshot } from '../dialogue/model/programme/purchaser-snapshot.ts';
import type { Redemption } from '../dialogue/model/programme/redemption.ts';

/** Who asks the purchasers’ side for something, and by which effect: the same effect done twice has the effect of once. */
export interface RequestOrigin {
  readonly purchaser: PurchaserId;
  readonly by: PersonId;
  readonly effect: string;
  readonly now: Instant;
}

/** What the engine needs of the purchasers’ side. All of it may be repeated without harm. */
export interface PurchasersPort {
  /**
   * What becomes of a code for this person; an invitation for one is theirs from then on. The code may be written in
   * any case, with or without hyphens. Somebody who tries one wrong code after the other is refused unseen, and so
   * is everybody in a network (an IPv4 address, an IPv6 /64; where the channel knows one) from which very many were tried.
   */
  redeem(code: string, person: PersonId, now: Instant, network?: string): Promise<Redemption>;
  /** What a purchaser's people may look at; nothing when there is no such purchaser (any more). */
  snapshot(purchaser: PurchaserId): Promise<PurchaserSnapshot | undefined>;
  /** The people of a purchaser; nobody when there is no such purchaser (any more). */
  members(purchaser: PurchaserId): Promise<readonly PersonId[]>;
  /** Does what a turn asked for, and answers with what is to be told to whoever asked. */
  handleRequest(request: PurchaserRequest, asking: RequestOrigin): Promise<Notification>;
}
