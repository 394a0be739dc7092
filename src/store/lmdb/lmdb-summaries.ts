import type { SupplierSummary } from '../../dialogue/model/programme/membership.ts';
import type { PurchaserId } from '../../dialogue/model/programme/purchaser.ts';
import { decodeSummary } from '../codec/summary-codec.ts';
import type { RecordKey } from '../record-key.ts';
import type { Store } from '../store.ts';
import { type Databases, LAST_KEY, unusable } from './databases.ts';

interface KnownCard {
  readonly version: number | undefined;
  readonly summary: SupplierSummary;
}
type Roll = ReadonlyMap<RecordKey, KnownCard>;

/** The rolls asked for last, up to `size` summaries in all. */
const recentRolls = (size: number) => {
  const rolls = new Map<PurchaserId, Roll>();
  let cards = 0;
  const forget = (purchaser: PurchaserId): void => {
    cards -= rolls.get(purchaser)?.size ?? 0;
    rolls.delete(purchaser);
  };
  return {
    get: (purchaser: PurchaserId): Roll | undefined => rolls.get(purchaser),
    put: (purchaser: PurchaserId, roll: Roll): void => {
      forget(purchaser);
      for (const oldest of rolls.keys()) {
        if (cards + roll.size <= size) break;
        forget(oldest);
      }
      rolls.set(purchaser, roll);
      cards += roll.size;
    },
  };
};

/**
 * `index of summaries` over the index of summaries. Up to `size` decoded summaries stay in memory, since the people of a purchaser ask again
 * and again; a summary whose record was saved in between has another version. `afresh` makes the summary of a record for one
 * that cannot be read, and reports a record that cannot be read either.
 */
export const lmdbSummaries = (
  { cards }: Databases,
  look: () => void,
  size: number,
  afresh: (key: RecordKey) => Promise<SupplierSummary | undefined>,
): Store['summaries'] => {
  const recent = recentRolls(size);
  return async (purchaser) => {
    look();
    const before = recent.get(purchaser);
    const roll = new Map<RecordKey, KnownCard>();
    const found: SupplierSummary[] = [];
    const unreadable: RecordKey[] = [];
    try {
      const range = cards.getRange({ start: [purchaser, ''], end: [purchaser, LAST_KEY], versions: true });
      for (const { key, value, version } of range) {
        const [, record] = key;
        const known = before?.get(record);
        const card = known !== undefined && known.version === version ? known.summary : decodeSummary(value);
        if (card === undefined) unreadable.push(record);
        else {
          found.push(card);
          roll.set(record, known?.summary === card ? known : { version, summary: card });
        }
      }
    } catch (cause) {
      throw unusable(cause);
    }
    if (roll.size <= size) recent.put(purchaser, roll);
    for (const record of unreadable) {
      const card = await afresh(record);
      if (card?.membership.purchaser === purchaser) found.push(card);
    }
    return found;
  };
};
