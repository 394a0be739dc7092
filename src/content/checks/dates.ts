import dayjs from 'dayjs';
import type { Rule } from '../parse/parsed-content.ts';

/** Months after which what was checked should be checked again. */
const freshFor = 18;

/**
 * When answers and journeys were last compared with their sources. Warnings only: whether content is taken must not
 * depend on the day, or a wrong clock would stop the assistant.
 */
export const checkDates: Rule = ({ journeys, intents, today }) => {
  const stale = dayjs(today).subtract(freshFor, 'month').format('YYYY-MM-DD');
  return [...journeys, ...intents].flatMap(({ value, source }) => {
    if (!('checked' in value)) return [];
    if (value.checked > today) {
      return [source.diagnostic(['checked'], `checked: ${value.checked} is in the future`, 'warning')];
    }
    if (value.checked < stale) {
      return [
        source.diagnostic(
          ['checked'],
          `checked: was last checked on ${value.checked}, more than ${freshFor} months ago`,
          'warning',
        ),
      ];
    }
    return [];
  });
};
