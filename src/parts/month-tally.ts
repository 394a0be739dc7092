import { z } from 'zod';
import { ChannelId } from '../dialogue/address.ts';
import { type MonthSent, sumOf, type Tally } from '../engine/month.ts';
import type { Store } from '../store/store.ts';
import { readNote, rewriteNote } from './notes.ts';

/** The note in which all processes on a store add up what they sent this month. */
export const MONTH_NOTE = 'month';

const Kept = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  sent: z.partialRecord(ChannelId, z.number().int().nonnegative()),
});

/** What the note comes to; one that cannot be understood counts as none, and one of a later month stays. */
const added = (said: unknown, counted: MonthSent): MonthSent => {
  const kept = Kept.safeParse(said).data;
  if (kept === undefined || kept.month < counted.month) return counted;
  return kept.month > counted.month ? kept : { month: kept.month, sent: sumOf(kept.sent, counted.sent) };
};

/** Adds up in a note of the store. */
export const monthTally = (store: Pick<Store, 'shelf'>): Tally => ({
  async read() {
    const said = await readNote(store, MONTH_NOTE);
    return said === undefined ? undefined : Kept.parse(said);
  },
  async add(counted) {
    const { month, sent } = await rewriteNote(store, MONTH_NOTE, (said) => added(said, counted));
    return month === counted.month ? sent : counted.sent;
  },
});
