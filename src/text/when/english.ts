import { casual } from 'chrono-node/en';
import dayjs from 'dayjs';
import type { Day, Mention, Named, Part, Rule } from './mention.ts';

const words: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
};
const length =
  `(?:(?<half>half\\s+an?)|(?<couple>(?:a\\s+)?couple\\s+(?:of\\s+)?)|(?<few>a\\s+few)|(?<count>\\d{1,3}(?:\\.\\d)?|${Object.keys(words).join('|')}))` +
  '\\s*(?<unit>minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?)(?<more>\\s+and\\s+a\\s+half)?(?![a-z])';

function lasting(groups: Readonly<Record<string, string | undefined>>): Named | undefined {
  const { half, couple, few, count = '', unit = '', more } = groups;
  const whole = half ? 0.5 : couple ? 2 : few ? 3 : (words[count.toLowerCase()] ?? Number(count));
  const amount = whole + (more ? 0.5 : 0);
  if (!Number.isFinite(amount)) return undefined;
  if (/^mi/i.test(unit)) return { minutes: Math.round(amount) };
  if (/^h/i.test(unit)) return { minutes: Math.round(amount * 60) };
  if (/^d/i.test(unit)) return half ? { minutes: 12 * 60 } : { day: { type: 'days', days: Math.round(amount) } };
  if (/^w/i.test(unit)) return { day: { type: 'days', days: Math.round(amount * 7) } };
  const months: Day = Number.isInteger(amount)
    ? { type: 'months', months: amount }
    : { type: 'days', days: Math.round(amount * 30) };
  return { day: months };
}

function ago(groups: Readonly<Record<string, string | undefined>>): Named | undefined {
  const named = lasting(groups);
  if (named?.minutes !== undefined) return { minutes: -named.minutes };
  return named?.day?.type === 'days' ? { day: { type: 'days', days: -named.day.days } } : undefined;
}

const rule = (shape: string, read: Rule['read']): Rule => ({
  shape: new RegExp(`(?<![a-z\\d])(?:${shape})(?![a-z])`, 'iuy'),
  read,
});
const day = (shape: string, named: Day): Rule => rule(shape, () => ({ day: named }));
const part = (shape: string, named: Part): Rule => rule(shape, () => ({ part: named }));
const today = { type: 'days', days: 0 } as const satisfies Day;
const months = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';

/** What chrono misses or resolves by the time zone of the machine: durations, days counted from today, parts of a day. */
export const englishRules: readonly Rule[] = [
  rule(`(?:in|aft?er)\\s+${length}`, lasting),
  rule(`(?:after\\s+)?${length}\\s+(?:later|from\\s+now|after|on)`, lasting),
  rule(`${length}\\s+ago`, ago),
  rule(`(?<=(?:^|[.,;!?]\\s*)(?:about|maybe)?\\s*)${length}(?=(?:\\s+please)?[.!?\\s]*$)`, lasting),
  day('(?:the\\s+)?day\\s+after\\s+tomorrow', { type: 'days', days: 2 }),
  day('(?:the\\s+)?day\\s+before\\s+yesterday', { type: 'days', days: -2 }),
  day('tmr|tmrw|tomorow|tommorow|tommorrow', { type: 'days', days: 1 }),
  day('(?:at\\s+)?(?:the\\s+)?end\\s+of\\s+(?:the|this)\\s+month', { type: 'date', day: 'last' }),
  day('(?:at\\s+)?(?:the\\s+)?end\\s+of\\s+next\\s+month', { type: 'date', day: 'last', monthsAhead: 1 }),
  day('mid(?:dle\\s+of)?\\s+next\\s+month', { type: 'date', day: 15, monthsAhead: 1 }),
  day('(?:(?:beginning|start)\\s+of\\s+|early\\s+)?next\\s+month', { type: 'date', day: 1, monthsAhead: 1 }),
  rule('(?:in\\s+)?a\\s+day\\s+or\\s+(?:two|so)', () => ({ day: { type: 'days', days: 2 } })),
  day('next\\s+week(?!\\s*end)', { type: 'weekday', weekday: 1, week: 1 }),
  day('next\\s+weekend', { type: 'weekday', weekday: 6, week: 1 }),
  day('(?:(?:this|the|at\\s+the)\\s+)?weekend', { type: 'weekday', weekday: 6 }),
  rule(`(?:on\\s+)?the\\s+(?<day>[12]?\\d|3[01])(?:st|nd|rd|th)(?!\\s+(?:of\\s+)?${months})`, ({ day: written }) => {
    const number = Number(written);
    return number >= 1 ? { day: { type: 'date', day: number } } : undefined;
  }),
  rule('tonight', () => ({ day: today, part: 'evening' })),
  rule('eod|(?:by\\s+|at\\s+)?(?:the\\s+)?end\\s+of\\s+(?:the\\s+)?day', () => ({ day: today, part: 'dusk' })),
  part('(?:in\\s+the\\s+|this\\s+)?(?:early\\s+|late\\s+)?(?<!good\\s+)morning', 'morning'),
  part('(?:at\\s+)?lunch(?:\\s*time)?|mid-?day', 'noon'),
  part('(?:in\\s+the\\s+|this\\s+)?(?:early\\s+|late\\s+)?(?<!good\\s+)afternoon|after\\s+lunch', 'afternoon'),
  part('(?:in\\s+the\\s+|this\\s+)?(?:early\\s+|late\\s+)?(?<!good\\s+)evening', 'evening'),
  part('(?:at\\s+)?(?<!good\\s+|to)night', 'night'),
  rule(
    '(?:a\\s+(?:bit|little)\\s+)?(?:later|latter)(?:\\s+today|\\s+on)?|(?:in|after)\\s+a\\s+(?:while|bit|moment|minute)',
    () => ({
      vague: true,
    }),
  ),
];

/** Days and clock times as chrono finds them. Only what it is certain of is taken, and no time zone of its own. */
export function chronoMentions(text: string, now: number, offsetMinutes: number): Mention[] {
  const reference = { instant: dayjs(now).toDate(), timezone: offsetMinutes };
  return casual.parse(text, reference).flatMap(({ index, text: written, start }) => {
    // A certain time zone marks a duration ("a second") or a zone that was named; neither is a plain local time.
    if (start.isCertain('timezoneOffset') || start.get('year') === null) return [];
    const named: Named = { ...dayOf(written, start), ...clockOf(start) };
    return named.day || named.clock ? [{ ...named, start: index, end: index + written.length }] : [];
  });
}

type Found = ReturnType<typeof casual.parse>[number]['start'];

function dayOf(written: string, start: Found): Pick<Named, 'day'> {
  const [year, month, date, weekday] = [start.get('year'), start.get('month'), start.get('day'), start.get('weekday')];
  if (year === null || month === null || date === null) return {};
  if (start.isCertain('day') && start.isCertain('month')) {
    return { day: { type: 'date', day: date, month, ...(start.isCertain('year') ? { year } : {}) } };
  }
  if (!start.isCertain('weekday') || weekday === null) return {};
  return /\b(?:next|last|past|this)\b/i.test(written)
    ? { day: { type: 'date', day: date, month, year } }
    : { day: { type: 'weekday', weekday: weekday === 0 ? 7 : weekday } };
}

function clockOf(start: Found): Pick<Named, 'clock'> {
  const hour = start.get('hour');
  if (!start.isCertain('hour') || hour === null) return {};
  const exact = start.isCertain('meridiem') || hour > 12;
  return { clock: { hour, minute: start.get('minute') ?? 0, exact } };
}
