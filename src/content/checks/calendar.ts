import type { Diagnostic } from '../parse/diagnostic.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Rule } from '../parse/parsed-content.ts';
import { type CalendarFile, daysOf, isWeekend } from '../schema/calendar.ts';
import { duplicates } from './duplicates.ts';

/** Days stand in their year, once, and a weekend that is worked is a weekend. */
export const checkCalendar: Rule = ({ calendars, today }) => {
  const years = calendars.flatMap(({ value, source }) =>
    Object.entries(value.years).map(([year, { complete }]) => ({ year, complete, source })),
  );
  const thisYear = today.slice(0, 4);
  const inForce = years.find(({ year }) => year === thisYear);
  return [
    ...calendars.flatMap(inFile),
    ...duplicates(years.map((at) => ({ key: at.year, at }))).map(({ first, again, key }) =>
      again.source.diagnostic(['years', key], `the year ${key} is in ${first.source.path} as well`),
    ),
    ...(inForce?.complete
      ? []
      : calendars
          .slice(0, 1)
          .map(({ source }) =>
            (inForce?.source ?? source).diagnostic(
              ['years', thisYear],
              `the days off of ${thisYear} are not complete: reminders may fall on a holiday`,
              'warning',
            ),
          )),
  ];
};

const inFile = ({ value, source }: Parsed<CalendarFile>): Diagnostic[] =>
  Object.entries(value.years).flatMap(([year, { off, work }]) => {
    const places = [
      ...off.map((range, index) => ({ list: 'off', index, range })),
      ...work.map((day, index) => ({ list: 'work', index, range: [day] })),
    ].map(({ list, index, range }) => ({ list, range, path: ['years', year, list, index] }));
    const single = places.flatMap(({ list, range, path }) => {
      const [first = '', last = first] = range;
      const shown = range.join('/');
      if (last < first) return [source.diagnostic(path, `${list}: ${shown} ends before it begins`)];
      if (!first.startsWith(year) || !last.startsWith(year)) {
        return [source.diagnostic(path, `${list}: ${shown} is not in ${year}`)];
      }
      if (list === 'work' && !isWeekend(first)) {
        return [source.diagnostic(path, `work: ${shown} is no Saturday or Sunday; weekdays are worked anyway`)];
      }
      return [];
    });
    if (single.length > 0) return single;
    return duplicates(places.flatMap((at) => daysOf(at.range).map((key) => ({ key, at })))).map(({ again, key }) =>
      source.diagnostic(again.path, `${again.list}: ${key} is there already`),
    );
  });
