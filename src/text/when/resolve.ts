import dayjs, { type Dayjs } from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import type { Clock, Day, Mention, Named, Part } from './mention.ts';

dayjs.extend(utc);

/** The moment a time expression stands for; see `readWhen`. */
export interface When {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  /** How exactly it was said: to the minute, to a part of the day, or only the day. */
  readonly precision: 'minute' | 'part' | 'day';
  /** The moment is not after now. */
  readonly past: boolean;
}

/** Minutes after midnight: when a part of the day is taken to be, when it is over, and the clock times that fit it. */
const partTimes: Readonly<
  Record<Part, { readonly at: number; readonly ends: number; readonly fits: readonly [number, number] }>
> = {
  early: { at: 6 * 60, ends: 6 * 60, fits: [0, 7] },
  morning: { at: 9 * 60 + 30, ends: 12 * 60, fits: [4, 12] },
  daytime: { at: 9 * 60 + 30, ends: 18 * 60, fits: [7, 18] },
  noon: { at: 12 * 60, ends: 14 * 60, fits: [11, 14] },
  afternoon: { at: 14 * 60 + 30, ends: 18 * 60, fits: [12, 19] },
  dusk: { at: 17 * 60 + 30, ends: 19 * 60 + 30, fits: [16, 20] },
  evening: { at: 19 * 60 + 30, ends: 23 * 60, fits: [17, 25] },
  night: { at: 21 * 60, ends: 24 * 60, fits: [19, 30] },
};

const usualMinute = 9 * 60 + 30;
const vagueMinutes = 120;
/** An hour of the morning that is gone is taken for the same hour of the evening only when that is this near. */
const nearMinutes = 180;

/** The minute of the day that a clock time in a named part means; may run past midnight (晚上十二点 is 24:00). */
function minuteIn(part: Part, clock: Clock): number {
  const [from, to] = partTimes[part].fits;
  const readings = clock.exact
    ? [clock.hour, clock.hour + 24]
    : [clock.hour % 12, (clock.hour % 12) + 12, (clock.hour % 12) + 24];
  const fitting = readings.find((hour) => hour >= from && hour <= to) ?? clock.hour;
  return fitting * 60 + clock.minute;
}

/** A clock time named without a part of the day still makes sense in that part. */
export function fitsPart(part: Part, clock: Clock): boolean {
  const [from, to] = partTimes[part].fits;
  const hour = Math.floor(minuteIn(part, clock) / 60);
  return hour >= from && hour <= to;
}

/** The minute of a day other than today: one to six o'clock is in the afternoon. */
const usualMinuteOf = ({ hour, minute, exact }: Clock): number =>
  (!exact && hour >= 1 && hour <= 6 ? hour + 12 : hour) * 60 + minute;

/** The next sensible occurrence of a clock time today; undefined when today has none left. */
function minuteLeftToday(clock: Clock, minuteNow: number): number | undefined {
  const stated = clock.hour * 60 + clock.minute;
  if (clock.exact || clock.hour === 12) return stated > minuteNow ? stated : undefined;
  if (clock.hour >= 6 && stated > minuteNow) return stated;
  const later = stated + 12 * 60;
  if (later <= minuteNow) return undefined;
  return clock.hour <= 7 || later - minuteNow <= nearMinutes ? later : undefined;
}

/** A part of today, as long as it lasts: its usual time, or an hour from now when that has gone by. */
function partLeftToday(part: Part, minuteNow: number): number | undefined {
  const { at, ends } = partTimes[part];
  const minute = Math.max(at, minuteNow + 60);
  return at > minuteNow ? at : minute <= ends ? minute : undefined;
}

function minuteLeft(named: Named, minuteNow: number): number | undefined {
  const { clock, part } = named;
  if (!clock) return part && partLeftToday(part, minuteNow);
  if (!part) return minuteLeftToday(clock, minuteNow);
  const minute = minuteIn(part, clock);
  return minute > minuteNow ? minute : undefined;
}

function minuteOf({ clock, part }: Named): number {
  if (clock) return part ? minuteIn(part, clock) : usualMinuteOf(clock);
  return part ? partTimes[part].at : usualMinute;
}

/** The date of a day of a month; the last day when the month is shorter. */
const inMonth = (month: Dayjs, day: number | 'last'): Dayjs =>
  month.date(day === 'last' ? month.daysInMonth() : Math.min(day, month.daysInMonth()));

function dateOf(day: Extract<Day, { type: 'date' }>, midnight: Dayjs, minute: number, wallNow: number): Dayjs {
  const first = midnight.startOf('month');
  const isLeft = (date: Dayjs) => date.add(minute, 'minute').valueOf() > wallNow;
  if (day.monthsAhead !== undefined) return inMonth(first.add(day.monthsAhead, 'month'), day.day);
  if (day.month !== undefined) {
    const thisYear = inMonth(first.year(day.year ?? midnight.year()).month(day.month - 1), day.day);
    if (day.year !== undefined || midnight.diff(thisYear, 'day') < 183) return thisYear;
    return inMonth(first.year(midnight.year() + 1).month(day.month - 1), day.day);
  }
  const months = [0, 1, 2].map((ahead) => first.add(ahead, 'month'));
  const long = months.filter((month) => day.day === 'last' || day.day <= month.daysInMonth());
  const dates = long.map((month) => inMonth(month, day.day));
  return dates.find(isLeft) ?? midnight;
}

function dayOf(day: Day, midnight: Dayjs, minute: number, wallNow: number): Dayjs {
  switch (day.type) {
    case 'days':
      return midnight.add(day.days, 'day');
    case 'months':
      return midnight.add(day.months, 'month');
    case 'date':
      return dateOf(day, midnight, minute, wallNow);
    case 'weekday': {
      const monday = midnight.subtract((midnight.day() + 6) % 7, 'day');
      const date = monday.add(day.weekday - 1, 'day');
      if (day.week !== undefined) return date.add(day.week * 7, 'day');
      return date.add(minute, 'minute').valueOf() > wallNow ? date : date.add(7, 'day');
    }
  }
}

/** Finds the moment that a time expression means, when it is said at `now`, `offsetMinutes` ahead of UTC. */
export function resolve(mention: Mention | Named, now: number, offsetMinutes: number): When | undefined {
  // Local wall time is reckoned as if it were UTC, so that the time zone of the machine plays no part.
  const local = dayjs.utc(now + offsetMinutes * 60_000);
  if (!local.isValid()) return undefined;
  const midnight = local.startOf('day');
  const when = (at: number, precision: When['precision']): When | undefined =>
    Number.isSafeInteger(at) ? { at, precision, past: at <= now } : undefined;
  if (mention.minutes !== undefined) return when(now + mention.minutes * 60_000, 'minute');
  const precision = mention.clock ? 'minute' : mention.part ? 'part' : 'day';
  const at = (day: Dayjs, minute: number) => when(day.valueOf() + (minute - offsetMinutes) * 60_000, precision);
  const minuteNow = local.diff(midnight, 'minute');
  const left = minuteLeft(mention, minuteNow);
  const minute = minuteOf(mention);
  if (mention.day === undefined) {
    if (mention.clock || mention.part)
      return left === undefined ? at(midnight.add(1, 'day'), minute) : at(midnight, left);
    return mention.vague ? when(now + vagueMinutes * 60_000, 'part') : undefined;
  }
  const day = dayOf(mention.day, midnight, minute, local.valueOf());
  if (!day.isSame(midnight, 'day')) return at(day, minute);
  if (mention.clock || mention.part) return at(midnight, left ?? minute);
  const usual = at(midnight, usualMinute);
  return usual?.past === false ? usual : when(now + vagueMinutes * 60_000, 'part');
}
