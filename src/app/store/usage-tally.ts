import { z } from 'zod';
import { ChannelId } from '../../dialogue/model/address.ts';
import { sumOf, type UsageOfMonth, type UsageTally } from '../../engine/delivery/monthly-usage.ts';
import type { Store } from '../../store/store.ts';
import { readKeyValue, updateKeyValue } from './key-values.ts';

/** The note in which all processes on a store add up what they sent this month. */
export const MONTHLY_USAGE_KEY = 'month';

const Kept = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  sent: z.partialRecord(ChannelId, z.number().int().nonnegative()),
});

/** What the note comes to; one that cannot be understood counts as none, and one of a later month stays. */
const added = (said: unknown, counted: UsageOfMonth): UsageOfMonth => {
  const kept = Kept.safeParse(said).data;
  if (kept === undefined || kept.month < counted.month) return counted;
  return kept.month > counted.month ? kept : { month: kept.month, sent: sumOf(kept.sent, counted.sent) };
};

/** Adds up in a note of the store. */
export const monthTally = (store: Pick<Store, 'documents'>): UsageTally => ({
  async read() {
    const said = await readKeyValue(store, MONTHLY_USAGE_KEY);
    return said === undefined ? undefined : Kept.parse(said);
  },
  async add(counted) {
    const { month, sent } = await updateKeyValue(store, MONTHLY_USAGE_KEY, (said) => added(said, counted));
    return month === counted.month ? sent : counted.sent;
  },
});
