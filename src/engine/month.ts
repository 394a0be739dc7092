import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { z } from 'zod';
import type { Log } from '../channels/log.ts';
import { ChannelId } from '../dialogue/address.ts';
import { type Instant, MINUTE } from '../dialogue/instant.ts';

/** Sends of one calendar month, as kept in the file. */
const MonthFile = z.object({
  /** `2026-10`, in local time. */
  month: z.string().regex(/^\d{4}-\d{2}$/),
  sent: z.partialRecord(ChannelId, z.number().int().nonnegative()),
});
type MonthFile = z.infer<typeof MonthFile>;

/** While messages are sent the count is written at most this often; what a kill loses is so much of it. */
const WRITTEN_EVERY = 1_000;

/** Counts what each channel sent in this calendar month. */
export interface Month {
  /** Counts one message and tells how many there are by now. */
  count(channel: ChannelId, now: Instant): number;
  /** How many were sent so far this month. */
  sent(channel: ChannelId, now: Instant): number;
  /** Writes down what was not written yet. Never rejects: a count that cannot be written is logged. */
  save(): Promise<void>;
}

/**
 * Opens the count. It lies in a small file of its own beside the store, not in it: it belongs to no person, and a plan's
 * budget needs no more exactness than a second's sends. Without a file it is kept in memory. A file that cannot be
 * understood is logged and counting begins at zero.
 */
export const openMonth = async (
  file: string | undefined,
  offset: (at: Instant) => number,
  log: Log,
): Promise<Month> => {
  const nameOf = (now: Instant): string => new Date(now + offset(now) * MINUTE).toISOString().slice(0, 7);
  const blank: MonthFile = { month: '0000-00', sent: {} };
  const database = file === undefined ? undefined : new Low<unknown>(new JSONFile(file), blank);
  let kept = blank;
  try {
    await database?.read();
    kept = MonthFile.parse(database?.data ?? blank);
  } catch {
    log.warn({ code: 'month_unreadable' }, 'The count of this month cannot be read; counting begins at zero.');
  }

  let dirty = false;
  let writing: Promise<void> | undefined;
  let writtenAt = Number.NEGATIVE_INFINITY;

  const write = async (low: Low<unknown>): Promise<void> => {
    dirty = false;
    low.data = kept;
    try {
      await low.write();
    } catch {
      dirty = true;
      log.error({ code: 'month_unwritable' }, 'The count of this month cannot be written; is the disk full?');
    }
    writing = undefined;
  };

  const save = async (): Promise<void> => {
    while (writing) await writing;
    if (!dirty || !database) return;
    writing = write(database);
    await writing;
  };

  const turnPage = (now: Instant): MonthFile => {
    const month = nameOf(now);
    if (month !== kept.month) kept = { month, sent: {} };
    return kept;
  };

  return {
    count(channel, now) {
      const { sent } = turnPage(now);
      const total = (sent[channel] ?? 0) + 1;
      sent[channel] = total;
      dirty = true;
      if (now - writtenAt >= WRITTEN_EVERY && writing === undefined) {
        writtenAt = now;
        void save();
      }
      return total;
    },
    sent: (channel, now) => turnPage(now).sent[channel] ?? 0,
    save,
  };
};
