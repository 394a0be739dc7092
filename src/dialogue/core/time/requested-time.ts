import { readNumeral } from '../../../text/numbers/numerals.ts';
import { readWhen, type When } from '../../../text/when/read-when.ts';
import { DAY, type Instant, MINUTE } from '../../model/instant.ts';
import type { TurnContext } from '../turn-context.ts';
import { dayOf, type Schedule } from './working-time.ts';

/** When somebody is called on a day of which no time was named, in minutes after midnight. */
const USUAL = 9 * 60 + 30;

/** A holiday is looked for in so many days. */
const FARTHEST = 400;

const usualTimeOf = (day: number, { offset }: Schedule): Instant => {
  const local = day * DAY + USUAL * MINUTE;
  return local - offset(local) * MINUTE;
};

const isWorked = (day: number, { calendar }: Schedule): boolean =>
  calendar.isWorkingDay(new Date(day * DAY).toISOString().slice(0, 10));

const holidays =
  /(?:过完|过了|放完)(?:春节|国庆|五一|元旦|中秋|端午|清明|长假|小长假|年|节|假)|(?:春节|国庆|五一|元旦|中秋|端午|清明|除夕|长假|放假|(?<![\d一二两三四五六七八九十半几今去明前后])年|(?<!季)节|假期?)(?:之|以|回来|过)?后|收假|\bafter (?:the )?(?:holidays?|spring festival|chinese new year|new year|national day)\b/iu;

const ofSpring = /春节|除夕|(?<!元旦|新)年|spring|chinese new year/iu;

/** Days off in a row that are no usual weekend: the first ones from a day on, of a length, in the months that fit. */
const firstDayAfter = (
  from: number,
  atLeast: number,
  months: readonly number[],
  schedule: Schedule,
): number | undefined => {
  let off = 0;
  for (let day = from; day < from + FARTHEST; day += 1) {
    if (!isWorked(day, schedule)) {
      off += 1;
      continue;
    }
    const month = new Date((day - 1) * DAY).getUTCMonth() + 1;
    if (off >= atLeast && (months.length === 0 || months.includes(month))) return day;
    off = 0;
  }
  return undefined;
};

const monthsOf: readonly (readonly [RegExp, readonly number[]])[] = [
  [/国庆|national/iu, [10]],
  [/五一/u, [5]],
  [/元旦/u, [1]],
  [/中秋/u, [9, 10]],
  [/端午/u, [5, 6]],
  [/清明/u, [4]],
];

/** “年后”, “节后再说”: the first working day after the holiday that is named, or after the next one. */
const afterHoliday = (text: string, context: TurnContext): When | undefined => {
  const named = holidays.exec(text)?.[0];
  if (named === undefined) return undefined;
  const today = dayOf(context.now, context.schedule);
  const months = monthsOf.find(([words]) => words.test(named))?.[1] ?? (ofSpring.test(named) ? [1, 2, 3] : []);
  const length = ofSpring.test(named) && !/元旦|national/iu.test(named) ? 4 : months.length > 0 ? 1 : 3;
  const day = firstDayAfter(today, length, months, context.schedule);
  return day === undefined
    ? undefined
    : { at: usualTimeOf(day, context.schedule), precision: 'day', past: day <= today };
};

const workingDays =
  /(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:个)?\s*(?:工作日|工作天|上班日)|\bin (\d{1,2}|one|two|three|four|five) (?:working|business) days?\b/iu;

const english = ['one', 'two', 'three', 'four', 'five'];

/** “三个工作日后”: so many working days from today, in the morning. */
const afterWorkingDays = (text: string, { now, schedule }: TurnContext): When | undefined => {
  const [, chinese, words] = workingDays.exec(text) ?? [];
  const written = chinese ?? words;
  if (written === undefined) return undefined;
  const count =
    Number(written) || english.indexOf(written.toLowerCase()) + 1 || (readNumeral(written.replace('两', '二')) ?? 0);
  if (count < 1) return undefined;
  let day = dayOf(now, schedule);
  for (let left = count; left > 0; left -= isWorked(day, schedule) ? 1 : 0) day += 1;
  return { at: usualTimeOf(day, schedule), precision: 'day', past: false };
};

/** When somebody wishes to be called, as `readWhen` reads it, and by the calendar: after a holiday, in so many working days. */
export const whenWished = (context: TurnContext, text: string): When | undefined =>
  afterWorkingDays(text, context) ??
  afterHoliday(text, context) ??
  readWhen(text, context.now, context.schedule.offset(context.now));

const lasts =
  /(?:要|得|需要|至少|起码|takes?|need)[^,，。\d一二两三四五六七八九十半]{0,4}(\d{1,2}|[一二两三四五六七八九十]{1,3}|半)\s*(个)?(工作日|天|日|周|星期|礼拜|月)(?![^,，。]{0,6}(?:吗|么|多|[?？]))/iu;

const lastsInEnglish =
  /\b(?:takes?|needs?|have to wait|another)(?: about| around| another)? ((?:\d{1,2}|a|one|two|three|four|five|ten) (?:(?:working |business )?days?|weeks?|months?))\b(?![^,.]{0,8}\?)/iu;

/** What is waited for takes so long, as they tell (“新的要等15天”): the moment when it is over. */
export const whenOver = (context: TurnContext, text: string): Instant | undefined => {
  const [, count, measure = '', unit] = lasts.exec(text) ?? [];
  const span = lastsInEnglish.exec(text)?.[1];
  const when =
    count === undefined
      ? span && whenWished(context, `in ${span}`)
      : whenWished(context, `${count}${measure}${unit}后`);
  const { schedule } = context;
  if (!when || when.past || dayOf(when.at, schedule) === dayOf(context.now, schedule)) return undefined;
  let day = dayOf(when.at, schedule);
  while (!isWorked(day, schedule)) day += 1;
  return usualTimeOf(day, schedule);
};
