import { z } from 'zod';

const day = z.iso.date();
const dayOrRange = z
  .string()
  .transform((text) => text.split('/'))
  .pipe(z.union([z.tuple([day]), z.tuple([day, day])]));

/** `data/calendar/*.yaml`: the days on which the usual week does not hold, by year. */
export const CalendarFile = z.strictObject({
  years: z.record(
    z.string().regex(/^\d{4}$/, 'must be a year'),
    z.strictObject({
      /** False while only the days fixed by law are known, without bridge and make-up days. */
      complete: z.boolean(),
      source: z.string().min(1),
      off: z.array(dayOrRange),
      work: z.array(day),
    }),
  ),
});
export type CalendarFile = z.infer<typeof CalendarFile>;

/** Tells working days from days off. Dates are `YYYY-MM-DD`, local to the place the calendar is for. */
export interface Calendar {
  isWorkingDay(date: string): boolean;
  /** Whether the year's official notice is in; otherwise make-up days are unknown. */
  covers(year: number): boolean;
}

/** Every day of a range, the last included; of a single day, that day. */
export const daysOf = (range: readonly string[]): string[] => {
  const [first, last = first] = range;
  const days: string[] = [];
  for (let time = Date.parse(`${first}T00:00:00Z`); time <= Date.parse(`${last}T00:00:00Z`); time += 86_400_000) {
    days.push(new Date(time).toISOString().slice(0, 10));
  }
  return days;
};

/** Whether a date is a Saturday or a Sunday, without regard to any time zone. */
export const isWeekend = (date: string): boolean => {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
};

/** Builds the calendar of a file. A year it does not name falls back to Monday to Friday, and is not covered. */
export const compileCalendar = (file: CalendarFile): Calendar => {
  const years = Object.entries(file.years);
  const off = new Set(years.flatMap(([, year]) => year.off.flatMap(daysOf)));
  const work = new Set(years.flatMap(([, year]) => year.work));
  const covered = new Set(years.filter(([, year]) => year.complete).map(([year]) => Number(year)));
  return {
    isWorkingDay: (date) => work.has(date) || (!off.has(date) && !isWeekend(date)),
    covers: (year) => covered.has(year),
  };
};
