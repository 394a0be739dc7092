import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import type { Calendar } from '../content/calendar.ts';
import { DAY, type Instant, MINUTE } from './instant.ts';

dayjs.extend(utc);

/** When people may be spoken to unasked: working days, between two times of day. */
export interface Schedule {
  readonly calendar: Calendar;
  /** Minutes that local time is ahead of UTC at a moment. */
  readonly offset: (at: Instant) => number;
  /** Minutes after local midnight. */
  readonly opens: number;
  readonly closes: number;
}

const local = (at: Instant, schedule: Schedule) => dayjs.utc(at).utcOffset(schedule.offset(at));

/** The local date of a moment, `YYYY-MM-DD`. */
export const dateOf = (at: Instant, schedule: Schedule): string => local(at, schedule).format('YYYY-MM-DD');

/** Minutes after local midnight. */
const minuteOf = (at: Instant, schedule: Schedule): number => {
  const time = local(at, schedule);
  return time.hour() * 60 + time.minute();
};

const atMinute = (at: Instant, minute: number, schedule: Schedule): Instant =>
  local(at, schedule).startOf('day').valueOf() + minute * MINUTE;

const isWorkingDay = (at: Instant, schedule: Schedule): boolean => schedule.calendar.isWorkingDay(dateOf(at, schedule));

/** Whether a person may be spoken to unasked at this moment. */
export const isOpen = (at: Instant, schedule: Schedule): boolean => {
  const minute = minuteOf(at, schedule);
  return minute >= schedule.opens && minute < schedule.closes && isWorkingDay(at, schedule);
};

/** The first open moment at or after `at`. */
export const nextOpen = (at: Instant, schedule: Schedule): Instant => {
  if (isOpen(at, schedule)) return at;
  const opening = atMinute(at, schedule.opens, schedule);
  let candidate = at < opening ? opening : opening + DAY;
  while (!isWorkingDay(candidate, schedule)) candidate += DAY;
  return candidate;
};

/**
 * The moment `days` working days after `at`, at the same time of day. What happens outside working hours counts from
 * the next opening, because that is when a bank or a reviewer first sees it.
 */
export const addWorkingDays = (at: Instant, days: number, schedule: Schedule): Instant => {
  let moment = nextOpen(at, schedule);
  for (let left = days; left > 0; left -= isWorkingDay(moment, schedule) ? 1 : 0) moment += DAY;
  return moment;
};
