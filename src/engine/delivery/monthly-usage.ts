import type { Log } from '../../channels/log.ts';
import { ChannelId } from '../../dialogue/model/address.ts';
import { type Instant, MINUTE } from '../../dialogue/model/instant.ts';
import { errorCodeOf } from '../errors.ts';

/** How many messages each channel sent. */
export type SentCounts = Readonly<Partial<Record<ChannelId, number>>>;

/** What was sent in one month, named `2026-10`, in local time. */
export interface UsageOfMonth {
  readonly month: string;
  readonly sent: SentCounts;
}

/** Where all processes that share a store add up what they sent. Rejects when it cannot be read or written. */
export interface UsageTally {
  /** The latest month that was counted. */
  read(): Promise<UsageOfMonth | undefined>;
  /** Adds to the counts of a month and gives what they come to by now. A month that is over is not added to any more. */
  add(counted: UsageOfMonth): Promise<SentCounts>;
}

/** While messages are sent the count is written at most this often; what a kill loses is so much of it. */
const WRITTEN_EVERY = 1_000;

/** Counts what each channel sent in this calendar month. */
export interface MonthlyUsage {
  /** Counts one message and tells how many there are by now; see `sent`. */
  count(channel: ChannelId, now: Instant): number;
  /** How many were sent so far this month, as far as this process knows: of others, what they had written when it last wrote. */
  sent(channel: ChannelId, now: Instant): number;
  /** Writes down what was not written yet. Never rejects: a count that cannot be written is logged. */
  save(): Promise<void>;
}

/** Two counts together. */
export const sumOf = (one: SentCounts, other: SentCounts): SentCounts => {
  const sum: Partial<Record<ChannelId, number>> = { ...one };
  for (const channel of ChannelId.options) {
    const more = other[channel];
    if (more !== undefined) sum[channel] = (sum[channel] ?? 0) + more;
  }
  return sum;
};

/** What is known of one month. */
interface Page {
  readonly month: string;
  /** What all processes sent, as last written. */
  written: SentCounts;
  /** What this one sent since, and did not write yet; `leaving` is just being written. */
  fresh: SentCounts;
  leaving: SentCounts;
}

const pageOf = ({ month, sent }: UsageOfMonth): Page => ({ month, written: sent, fresh: {}, leaving: {} });

const nothing: UsageOfMonth = { month: '0000-00', sent: {} };

/**
 * Opens the count. A plan's budget needs no more exactness than a second's sends. Without a tally it is kept in memory.
 * One that cannot be read is logged, and counting begins at zero.
 */
export const openMonthlyUsage = async (
  tally: UsageTally | undefined,
  offset: (at: Instant) => number,
  log: Log,
): Promise<MonthlyUsage> => {
  const nameOf = (now: Instant): string => new Date(now + offset(now) * MINUTE).toISOString().slice(0, 7);

  const latest = async (): Promise<UsageOfMonth> => {
    try {
      return (await tally?.read()) ?? nothing;
    } catch (error) {
      log.warn(
        { code: 'month_unreadable', cause: errorCodeOf(error) },
        'The count of this month cannot be read; counting begins at zero.',
      );
      return nothing;
    }
  };

  let page = pageOf(await latest());
  let writing: Promise<void> | undefined;
  let writtenAt = Number.NEGATIVE_INFINITY;

  const write = async (kept: UsageTally, mine: Page): Promise<void> => {
    mine.leaving = mine.fresh;
    mine.fresh = {};
    try {
      mine.written = await kept.add({ month: mine.month, sent: mine.leaving });
    } catch (error) {
      mine.fresh = sumOf(mine.leaving, mine.fresh);
      log.error(
        { code: 'month_unwritable', cause: errorCodeOf(error) },
        'The count of this month cannot be written; can the store be?',
      );
    }
    mine.leaving = {};
    writing = undefined;
  };

  const save = async (): Promise<void> => {
    while (writing) await writing;
    if (tally === undefined || Object.keys(page.fresh).length === 0) return;
    writing = write(tally, page);
    await writing;
  };

  const pageAt = (now: Instant): Page => {
    const month = nameOf(now);
    if (month !== page.month) page = pageOf({ month, sent: {} });
    return page;
  };

  const totalOf = ({ written, leaving, fresh }: Page, channel: ChannelId): number =>
    (written[channel] ?? 0) + (leaving[channel] ?? 0) + (fresh[channel] ?? 0);

  return {
    count(channel, now) {
      const mine = pageAt(now);
      mine.fresh = sumOf(mine.fresh, { [channel]: 1 });
      const total = totalOf(mine, channel);
      if (now - writtenAt >= WRITTEN_EVERY && writing === undefined) {
        writtenAt = now;
        void save();
      }
      return total;
    },
    sent: (channel, now) => totalOf(pageAt(now), channel),
    save,
  };
};
