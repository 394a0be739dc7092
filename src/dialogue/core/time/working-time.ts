import type { Calendar } from '../../../content/schema/calendar.ts';
import { DAY, type Instant, MINUTE } from '../../model/instant.ts';

/** When people may be spoken to unasked: working days, between two times of day. */
export interface Schedule {
  readonly calendar: Calendar;
  /** Minutes that local time is ahead of UTC at a moment. */
  readonly offset: (at: Instant) => number;
  /** Minutes after local midnight. */
  readonly opens: number;
  readonly closes: number;
}

const localTime = (at: Instant, schedule: Schedule): number => at + schedule.offset(at) * MINUTE;

/** The local day of a moment, counted from 1970-01-01. */
export const dayOf = (at: Instant, schedule: Schedule): number => Math.floor(localTime(at, schedule) / DAY);

/** The date of a counted day, `YYYY-MM-DD`. */
const dateOfDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The local date of a moment, `YYYY-MM-DD`. */
export const dateOf = (at: Instant, schedule: Schedule): string => dateOfDay(dayOf(at, schedule));

/** Every turn asks for the same few days; what the calendar says of them is looked up once. */
const workingDays = new WeakMap<Calendar, Map<number, boolean>>();

const isWorkingDay = (day: number, { calendar }: Schedule): boolean => {
  const known = workingDays.get(calendar) ?? new Map<number, boolean>();
  if (known.size === 0) workingDays.set(calendar, known);
  const before = known.get(day);
  if (before !== undefined) return before;
  const works = calendar.isWorkingDay(dateOfDay(day));
  known.set(day, works);
  return works;
};

const minuteOf = (at: Instant, schedule: Schedule): number =>
  Math.floor((localTime(at, schedule) - dayOf(at, schedule) * DAY) / MINUTE);

/** Whether it is neither too early nor too late to speak to somebody, be it a working day or not. */
export const isDaytime = (at: Instant, schedule: Schedule): boolean => {
  const minute = minuteOf(at, schedule);
  return minute >= schedule.opens && minute < schedule.closes;
};

/** Whether a person may be spoken to unasked at this moment. */
export const isOpen = (at: Instant, schedule: Schedule): boolean =>
  isDaytime(at, schedule) && isWorkingDay(dayOf(at, schedule), schedule);

/** The moment of an opening, on a local day. */
const openingOf = (day: number, schedule: Schedule): Instant => {
  const local = day * DAY + schedule.opens * MINUTE;
  return local - schedule.offset(local) * MINUTE;
};

/** What a moment has to be like to be the last one. */
export interface Last {
  /** It lies on a later local day than this one. */
  readonly after: number;
  /** Milliseconds it lies before closing at least. */
  readonly beforeClosing: number;
  /** Days off will do as well, in the same hours. */
  readonly daysOff: boolean;
}

/** The last open moment at or before `at`; nothing when there is none. */
export const lastOpen = (at: Instant, last: Last, schedule: Schedule): Instant | undefined => {
  for (let day = dayOf(at, schedule); day > last.after; day -= 1) {
    const opening = openingOf(day, schedule);
    const moment = Math.min(at, opening + (schedule.closes - schedule.opens) * MINUTE - last.beforeClosing);
    if (moment >= opening && (last.daysOff || isWorkingDay(day, schedule))) return moment;
  }
  return undefined;
};

/** The first open moment at or after `at`. */
export const nextOpen = (at: Instant, schedule: Schedule): Instant => {
  if (isOpen(at, schedule)) return at;
  const today = dayOf(at, schedule);
  let day = at < openingOf(today, schedule) ? today : today + 1;
  while (!isWorkingDay(day, schedule)) day += 1;
  return openingOf(day, schedule);
};

/** The first opening on a later day than that of `at`. */
export const openingAfter = (at: Instant, schedule: Schedule): Instant => {
  let day = dayOf(at, schedule) + 1;
  while (!isWorkingDay(day, schedule)) day += 1;
  return openingOf(day, schedule);
};

/** The first opening in a later week than that of `at`; weeks begin on Monday. */
export const openingOfNextWeek = (at: Instant, schedule: Schedule): Instant => {
  // Day 0 was a Thursday.
  const weekday = (dayOf(at, schedule) + 3) % 7;
  return openingAfter(at + (6 - weekday) * DAY, schedule);
};

/**
 * The moment `days` working days after `at`, at the same time of day. What happens outside working hours counts from
 * the next opening, because that is when a bank or a reviewer first sees it.
 */
export const addWorkingDays = (at: Instant, days: number, schedule: Schedule): Instant => {
  const start = nextOpen(at, schedule);
  const from = dayOf(start, schedule);
  let day = from;
  for (let left = days; left > 0; left -= isWorkingDay(day, schedule) ? 1 : 0) day += 1;
  return start + (day - from) * DAY;
};
