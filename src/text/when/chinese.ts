import { numeralCharacters, readNumeral } from '../numbers/numerals.ts';
import type { Clock, Day, Named, Part, Rule } from './mention.ts';

const number = `\\d{1,3}|[${numeralCharacters}]{1,3}`;
const hourNumber = '\\d{1,2}|二?十[一二三四五六七八九]?|[零〇一二两三四五六七八九]';
const minuteNumber = '\\d{1,2}|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九]';
const dayNumber = '[0-3]?\\d|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]';
const week = '(?:周|星期|礼拜)';

const pinyinWeekdays = ['yi', 'er', 'san', 'si', 'wu', 'liu', 'ri'];

const daysFromToday: readonly (readonly [RegExp, number])[] = [
  [/^大前[天日]/, -3],
  [/^前[天日晚]/, -2],
  [/^(?:昨|寻日|琴日|上日)/, -1],
  [/^[今本]/, 0],
  [/^大后/, 3],
  [/^后/, 2],
];

const parts: readonly (readonly [RegExp, Part])[] = [
  [/凌晨|半夜|后半夜/, 'early'],
  [/中午|正午|晌午|午间|午饭|晏昼/, 'noon'],
  [/下午|午后|后晌|下昼/, 'afternoon'],
  [/傍晚|黄昏|下班|收工/, 'dusk'],
  [/深夜|夜里|夜间|^夜$/, 'night'],
  [/晚/, 'evening'],
  [/白天/, 'daytime'],
];

const partCalled = (name: string): Part => parts.find(([shape]) => shape.test(name))?.[1] ?? 'morning';

/** 二十六, 26, 廿六; and 两三 or 三四, of which the later is taken. */
function count(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const about = /^[一二两三四五六七八]([二两三四五六七八九])$/.exec(written)?.[1];
  return readNumeral((about ?? written).replace('廿', '二十'));
}

const weekdayCalled = (name: string): number => {
  if (/[日天]/.test(name)) return 7;
  return /末/.test(name) ? 6 : (readNumeral(name) ?? 1);
};

/** 这 is this week or month, 下 the next, 下下 the one after, 上 the last. */
const ahead = (which: string | undefined): number | undefined => {
  if (which === undefined) return undefined;
  if (which.startsWith('上')) return -[...which.matchAll(/上/g)].length;
  return [...which.matchAll(/下/g)].length;
};

const asDays = (days: number): Named => ({ day: { type: 'days', days } });
const asMonths = (months: number): Named => ({ day: { type: 'months', months } });

/** 三天, 一个半小时, 半个月, 一刻钟, 1.5小时; in minutes up to hours, in days from there on. */
function lasting({ half, count: written, more, unit = '' }: Readonly<Record<string, string | undefined>>) {
  const whole = half === undefined ? (/^\d+\.\d$/.test(written ?? '') ? Number(written) : count(written)) : 0.5;
  if (whole === undefined) return undefined;
  const amount = whole + (more === undefined ? 0 : 0.5);
  if (/分|min/.test(unit)) return { minutes: Math.round(amount) };
  if (/刻/.test(unit)) return { minutes: Math.round(amount * 15) };
  if (/时|钟|h/.test(unit)) return { minutes: Math.round(amount * 60) };
  if (/天|日/.test(unit)) return half === undefined ? asDays(Math.round(amount)) : { minutes: 12 * 60 };
  if (/周|星期|礼拜/.test(unit)) return asDays(Math.round(amount * 7));
  if (/年/.test(unit)) return asMonths(Math.round(amount * 12));
  return Number.isInteger(amount) ? asMonths(amount) : asDays(Math.round(amount * 30));
}

const length =
  `(?:(?<half>半)|(?<![\\d.])(?<count>\\d{1,2}\\.5|几|${number})|)(?:个|個)?(?<more>半)?(?:多)?` +
  `(?<unit>分钟?|min(?:ute)?s?|刻钟|小时|钟头?|点钟|hours?|hrs?|h(?![a-z])|天|日(?=以后|之后|后)|(?<=[过等][一二两三四五几])日|周|星期|礼拜|(?<=[个半])月|年)(?<after>半)?`;

const lengthRule = (before: string, after: string): Rule => ({
  shape: new RegExp(`${before}${length}${after}`, 'uy'),
  read: (groups) => {
    const { half, count: written, unit = '' } = groups;
    if (half === undefined && written === undefined) return undefined;
    // 五分 alone is money or a mark, 三月 a month, 九点钟 a time on the clock.
    if (unit === '点钟') return undefined;
    return lasting({
      ...groups,
      count: written === '几' ? '3' : written,
      more: groups.more ?? groups.after,
    });
  },
});

function clock({ hour, minute, half, quarter }: Readonly<Record<string, string | undefined>>): Clock | undefined {
  const hours = count(hour);
  const minutes = half ? 30 : quarter ? (count(quarter) ?? 1) * 15 : minute === undefined ? 0 : count(minute);
  if (hours === undefined || minutes === undefined || hours > 24 || minutes > 59) return undefined;
  return { hour: hours, minute: minutes, exact: hours === 0 || hours > 12 || /^0\d$/.test(hour ?? '') };
}

function monthDay(groups: Readonly<Record<string, string | undefined>>): Day | undefined {
  const { year, month, which, day, phase } = groups;
  const inMonth = day === undefined ? dayOfPhase(phase) : count(day);
  const named = count(month);
  if (inMonth === undefined || (inMonth !== 'last' && (inMonth < 1 || inMonth > 31))) return undefined;
  if (month !== undefined && (named === undefined || named < 1 || named > 12)) return undefined;
  const monthsAhead = ahead(which);
  return {
    type: 'date',
    day: inMonth,
    ...(named === undefined ? {} : { month: named }),
    ...(year === undefined ? {} : { year: count(year) ?? 0 }),
    ...(monthsAhead === undefined ? {} : { monthsAhead }),
  };
}

function dayOfPhase(phase: string | undefined): number | 'last' {
  if (phase === undefined) return 1;
  if (/底|末/.test(phase)) return 'last';
  if (/中旬/.test(phase)) return 11;
  if (/下旬/.test(phase)) return 21;
  return /中/.test(phase) ? 15 : 1;
}

const dateRule = (shape: string): Rule => ({
  shape: new RegExp(shape, 'uy'),
  read: (groups) => {
    const day = monthDay(groups);
    return day && { day };
  },
});

const clockRule = (shape: string): Rule => ({
  shape: new RegExp(shape, 'uy'),
  read: (groups) => {
    const time = clock(groups);
    return time && { clock: time };
  },
});

const phase = '(?:份|初|中旬|上旬|下旬|中(?!国|午|心|间)|底|末)';
const notThings = '(?![楼线店窗码仓库门机厂院车桌房柜通员])';
const minutes = `(?:(?<half>半)|(?<quarter>[一二三123])刻|(?<minute>${minuteNumber})分?(?![天个月号块元]))?`;
const onClock = `(?<hour>${hourNumber})(?:点钟?|时(?!候|间|不|常))${minutes}(?:整)?`;
const notPoint = `(?!(?:零|〇|0)点[\\d${numeralCharacters}]|[一1]点[都也儿没不]|一时)`;

/** How Chinese people name a time, in simplified characters and half-width digits; the first that fits counts. */
export const chineseRules: readonly Rule[] = [
  // 过两天, 再等半小时, 缓三天; 三天后, 一个钟头以后, 10分钟之后
  lengthRule('(?:过了?|再过|等|隔|缓|歇|推迟|延后|晚|迟|停)上?个?', '(?:以后|之后|过后|后(?!天|日))?'),
  lengthRule('', '(?:以后|之后|过后|后(?!天|日))'),
  {
    // 两小时前, 三天前
    shape: new RegExp(`${length}(?:以前|之前|前(?!天|日))`, 'uy'),
    read: (groups) => {
      const named = groups.count === '几' ? undefined : lasting(groups);
      if (named?.minutes !== undefined) return { minutes: -named.minutes };
      return named?.day?.type === 'days' ? asDays(-named.day.days) : undefined;
    },
  },
  // 半小时 as the whole message, 十分钟提醒我
  lengthRule('', '(?=再?(?:提醒|叫|喊|找|催|call|ping))'),
  lengthRule('(?<=^(?:就|那就|大概|嗯|好)?)', '(?=(?:吧|左右|行吗|可以吗|好了)?[。.!！?？~\\s]*$)'),
  { shape: /个把(?:小时|钟头?)(?:以后|之后|后)?/uy, read: () => ({ minutes: 60 }) },
  // 上周五, 这个星期三, 下下礼拜天, 周末
  {
    shape: new RegExp(
      `(?<which>(?:上+|这|本|下+)个?)?(?<![一二两三四五六七八九十几每\\d半])${week}(?<weekday>[一二三四五六日天末1-7])(?![\\d次个])`,
      'uy',
    ),
    read: ({ which, weekday = '' }) => {
      const weeks = ahead(which);
      return {
        day: { type: 'weekday', weekday: weekdayCalled(weekday), ...(weeks === undefined ? {} : { week: weeks }) },
      };
    },
  },
  {
    shape: new RegExp(`(?<which>下+|上+)(?:一个|个|一)?${week}(?!几)`, 'uy'),
    read: ({ which }) => ({ day: { type: 'weekday', weekday: 1, week: ahead(which) ?? 1 } }),
  },
  // 2026年3月5日, 2026-03-05, 2026/3/5
  dateRule(`(?<year>20\\d\\d)(?:年|[-/.])(?<month>\\d{1,2})(?:月|[-/.])(?<day>\\d{1,2})[号日]?(?!\\d)`),
  // 3月5号, 三月五日, 8月中, 10月底
  dateRule(`(?<!\\d)(?<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?的?(?<day>${dayNumber})[号日](?!内)`),
  dateRule(`(?<!\\d)(?<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?<day>[0-3]?\\d)(?![\\d天个点])`),
  dateRule(`(?<!\\d)(?<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?<phase>${phase})`),
  // 下个月3号, 本月26日, 下月初, 这个月底
  dateRule(`(?<which>上+|这|本|下+)(?:一个|个|一)?月份?的?(?<day>${dayNumber})[号日](?!内)`),
  dateRule(`(?<which>这|本|下+)(?:一个|个|一)?月(?<phase>${phase})`),
  dateRule(`(?<which>下+)(?:一个|个|一)?月`),
  dateRule('月(?<phase>初|中旬|上旬|下旬|底|末|中(?=再|吧|$))'),
  // 过了五号: the day after
  {
    shape: new RegExp(`过[了完](?<day>${dayNumber})[号日]`, 'uy'),
    read: ({ day }) => ({ day: { type: 'date', day: Math.min((count(day) ?? 0) + 1, 31) } }),
  },
  // 26号, 26日
  dateRule(`(?<![\\d.第])(?<day>${dayNumber})[号](?:${notThings})`),
  dateRule(`(?<![\\d.])(?<day>[0-3]?\\d)日(?!内|前)`),
  // 3/5
  dateRule('(?<![\\d./-])(?<month>1[0-2]|0?[1-9])\\/(?<day>[0-3]?\\d)(?![\\d/.])'),
  // 明天, 明儿个, 听日, 大后天, 今晚, 明早, 昨晚
  {
    shape:
      /(?<name>大[前后][天日]|[今昨明后][天日](?!志)|(?<!提)前[天日]|[今昨明后]儿个?|[今明]个(?!月|年)|[今明]朝(?!代)|听日|寻日|琴日|听(?=[朝晚])|名天|第二天|次日|[今昨明](?=[早晚夜])|前晚)/uy,
    read: ({ name = '' }) => asDays(daysFromToday.find(([shape]) => shape.test(name))?.[1] ?? 1),
  },
  // Pinyin, as it is typed in a hurry
  { shape: /(?<![a-z])(?:mingtian|mt)(?![a-z])/uy, read: () => asDays(1) },
  { shape: /(?<![a-z])houtian(?![a-z])/uy, read: () => asDays(2) },
  {
    shape: /(?<![a-z])xia ?zhou ?(?<weekday>yi|er|san|si|wu|liu|ri)(?![a-z])/uy,
    read: ({ weekday = '' }) => ({ day: { type: 'weekday', weekday: pinyinWeekdays.indexOf(weekday) + 1, week: 1 } }),
  },
  { shape: /(?<![a-z])(?:zaoshang|shangwu)(?![a-z])/uy, read: () => ({ part: 'morning' }) },
  { shape: /(?<![a-z])zhongwu(?![a-z])/uy, read: () => ({ part: 'noon' }) },
  { shape: /(?<![a-z])xiawu(?![a-z])/uy, read: () => ({ part: 'afternoon' }) },
  { shape: /(?<![a-z])wanshang(?![a-z])/uy, read: () => ({ part: 'evening' }) },
  { shape: /(?<![a-z])(?:wan ?dian|deng ?hui ?r?|deng ?xia|shao ?hou)(?![a-z])/uy, read: () => ({ vague: true }) },
  // 过几天, 改天
  { shape: /过几[天日]|改[天日]|过(?:一)?(?:阵子?|段时间)|过些[天日]/uy, read: () => asDays(3) },
  // 等会儿, 晚点, 回头, 稍后, 等阵
  {
    shape:
      /(?:过|等|待|呆|再等)(?:一)?(?:会|哈|下子?)儿?|一会儿?|等回(?=再)|等以下(?=再)|(?<![今明昨早])晚(?:点|些|一点|一些)儿?|迟[点啲些]|稍[后候侯晚]|回头|等阵|阵间/uy,
    read: () => ({ vague: true }),
  },
  // 早上, 下午, 傍晚; 早 and 晚 by themselves only beside a day or a clock time
  {
    shape: new RegExp(
      `(?<name>一?大?清早|一大?早|大早上|清晨|凌晨|后半夜|半夜(?=(?:${hourNumber})[点:])|朝早|早晨|早间|早上(?!好)|上午(?!好)|白天|中午|正午|晌午|午间|晏昼|下午|午后|后晌|下昼|傍晚|黄昏|晚饭后|(?:下班|收工)(?:之|以)?前|晚间|晚上|夜晚|夜里|夜间|深夜|(?<=[今明昨听天日号一二三四五六])[早晚夜朝](?![了点些])|[早晚](?=(?!一点|1点)(?:${hourNumber})[点:]))`,
      'uy',
    ),
    read: ({ name = '' }) => ({ part: partCalled(name) }),
  },
  // 15:30
  clockRule('(?<![\\d:.])(?<hour>[01]?\\d|2[0-4]):(?<minute>[0-5]\\d)(?::[0-5]\\d)?(?![\\d:]|\\s?[ap]\\.?m)'),
  // 三点半, 10点一刻, 三点零五, 9点钟; not 第三点, 快一点, 一点都不会, 零点三七, 一时
  clockRule(
    `(?<![\\d.:第快早晚慢好差多少大小短这那有${numeralCharacters}]|以[上下]|下面)${notPoint}` +
      '(?!(?:一|1)点(?!钟|半|[一三]刻|[\\d二三四五]|左右|以后|之后|后|前|再|叫|提|找|喊|来|整|吧?[。.!！~\\s]*$))' +
      `${onClock}`,
  ),
  // 晚上一点, 周五三点: after a day or a part of it
  clockRule(`(?<=[晨午夜天日号]|[早晚]上|${week}[一二三四五六]|[早晚](?![一1]点))${notPoint}${onClock}`),
];
