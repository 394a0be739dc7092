import type { Book } from '../dialogue/book.ts';
import type { PurchaserId } from '../dialogue/purchaser.ts';
import type { Store } from '../store/store.ts';
import { livePurchaser } from './purchasers.ts';

/** What a purchaser's people may look at; nothing when there is no such purchaser, or none any more. */
export const bookOf = async (store: Store, id: PurchaserId): Promise<Book | undefined> => {
  const purchaser = await livePurchaser(store.shelf, id);
  if (!purchaser) return undefined;
  const [cards, invitations] = await Promise.all([store.roll(id), store.shelf.of('invitation', id)]);
  return {
    purchaser,
    cards,
    invitations: invitations.filter(({ as, usedBy }) => as === 'supplier' && usedBy === undefined),
  };
};
