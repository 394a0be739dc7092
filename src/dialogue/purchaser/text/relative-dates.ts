import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import { dayOf } from '../../core/time/working-time.ts';
import type { SharedContext } from '../../core/turn-context.ts';
import type { Instant } from '../../model/instant.ts';

dayjs.extend(utc);

/** A day by its date alone, for words that are read on another day. */
export const sayDate = (
  at: Instant,
  { translator, schedule }: Pick<SharedContext, 'translator' | 'schedule'>,
): string => {
  const day = dayjs.utc(at).utcOffset(schedule.offset(at));
  return translator.t('purchaser.date', { month: day.month() + 1, day: day.date() });
};

/** A day that is over, in few words: today, yesterday, or the date. */
export const sayPast = (at: Instant, context: Pick<SharedContext, 'translator' | 'schedule' | 'now'>): string => {
  const { translator, schedule, now } = context;
  const ago = dayOf(now, schedule) - dayOf(at, schedule);
  if (ago === 0) return translator.t('date.today', {});
  return ago === 1 ? translator.t('purchaser.yesterday', {}) : sayDate(at, context);
};
