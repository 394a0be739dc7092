import type { PurchaserId } from '../dialogue/model/programme/purchaser.ts';
import type { PurchaserSnapshot } from '../dialogue/model/programme/purchaser-snapshot.ts';
import type { Store } from '../store/store.ts';
import { livePurchaser } from './registry.ts';

/** What a purchaser's people may look at; nothing when there is no such purchaser, or none any more. */
export const snapshotOf = async (store: Store, id: PurchaserId): Promise<PurchaserSnapshot | undefined> => {
  const purchaser = await livePurchaser(store.documents, id);
  if (!purchaser) return undefined;
  const [summaries, invitations] = await Promise.all([store.summaries(id), store.documents.of('invitation', id)]);
  return {
    purchaser,
    summaries,
    invitations: invitations.filter(({ as, usedBy }) => as === 'supplier' && usedBy === undefined),
  };
};
