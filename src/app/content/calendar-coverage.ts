import { Gauge, type Registry } from 'prom-client';
import type { Calendar } from '../../content/schema/calendar.ts';
import { DAY, type Instant } from '../../dialogue/model/instant.ts';

/** Reminders reach this far ahead; a year that begins within it had better be covered. */
const AHEAD = 30 * DAY;

const yearOf = (at: Instant): number => new Date(at).getUTCFullYear();

/** What to tell the operator when this year, or the one about to begin, lacks its official notice. */
export const calendarWarning = (calendar: Calendar, now: Instant): string | undefined => {
  const missing = [...new Set([yearOf(now), yearOf(now + AHEAD)])].filter((year) => !calendar.covers(year));
  if (missing.length === 0) return undefined;
  return `The working days of ${missing.join(' and ')} are not known: Monday to Friday is assumed, but for days fixed by law. Complete data/calendar when the State Council's notice is out.`;
};

/** Shows in the metrics whether the current year's working days are known. */
export const watchCalendar = (registry: Registry, calendar: () => Calendar, clock: () => Instant): void => {
  new Gauge({
    name: 'ruzhu_calendar_covered',
    help: '1 when the official working days of the current year are known, else 0.',
    registers: [registry],
    collect() {
      this.set(calendar().covers(yearOf(clock())) ? 1 : 0);
    },
  });
};
