import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import type { Instant } from '../instant.ts';
import type { Surroundings } from '../scene.ts';
import { dayOf } from '../working-time.ts';

dayjs.extend(utc);

/** A day by its date alone, for words that are read on another day. */
export const sayDate = (at: Instant, { voice, schedule }: Pick<Surroundings, 'voice' | 'schedule'>): string => {
  const day = dayjs.utc(at).utcOffset(schedule.offset(at));
  return voice.say('purchaser.date', { month: day.month() + 1, day: day.date() });
};

/** A day that is over, in few words: today, yesterday, or the date. */
export const sayPast = (at: Instant, around: Pick<Surroundings, 'voice' | 'schedule' | 'now'>): string => {
  const { voice, schedule, now } = around;
  const ago = dayOf(now, schedule) - dayOf(at, schedule);
  if (ago === 0) return voice.say('date.today', {});
  return ago === 1 ? voice.say('purchaser.yesterday', {}) : sayDate(at, around);
};
