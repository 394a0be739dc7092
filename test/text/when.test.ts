import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWhen } from '../../src/text/when/read-when.ts';

dayjs.extend(utc);

const china = 480;
/** A Monday, ten in the morning. */
const monday = Date.parse('2026-03-02T10:00:00+08:00');

const shown = (text: string, now: number = monday): string | undefined => {
  const when = readWhen(text, now, china);
  if (!when) return undefined;
  const time = dayjs.utc(when.at + china * 60_000).format('MM-DD HH:mm');
  return `${time} ${when.precision}${when.past ? ' past' : ''}`;
};

describe('said on Monday 2 March 2026 at 10:00', () => {
  test.each([
    // Days
    ['明天', '03-03 09:30 day'],
    ['明儿个再整', '03-03 09:30 day'],
    ['明朝再讲', '03-03 09:30 day'],
    ['听日先搞啦', '03-03 09:30 day'],
    ['名天再说', '03-03 09:30 day'],
    ['后天', '03-04 09:30 day'],
    ['大后天', '03-05 09:30 day'],
    ['过两天', '03-04 09:30 day'],
    ['三天后', '03-05 09:30 day'],
    ['你过个两三天再来问我', '03-05 09:30 day'],
    ['缓两天', '03-04 09:30 day'],
    ['一周后再问我', '03-09 09:30 day'],
    ['两个星期以后', '03-16 09:30 day'],
    ['半个月后', '03-17 09:30 day'],
    ['一个月后', '04-02 09:30 day'],
    ['过几天', '03-05 09:30 day'],
    // Parts of a day
    ['下午', '03-02 14:30 part'],
    ['晚上', '03-02 19:30 part'],
    ['今晚', '03-02 19:30 part'],
    ['傍晚', '03-02 17:30 part'],
    ['夜里', '03-02 21:00 part'],
    ['中午', '03-02 12:00 part'],
    ['早上', '03-02 11:00 part'],
    ['明早', '03-03 09:30 part'],
    ['明日早上', '03-03 09:30 part'],
    ['后天上午', '03-04 09:30 part'],
    ['明儿一早再弄中不中', '03-03 09:30 part'],
    ['周五下午', '03-06 14:30 part'],
    ['周五晚', '03-06 19:30 part'],
    ['下周一上午', '03-09 09:30 part'],
    // Clock times
    ['三点', '03-02 15:00 minute'],
    ['九点', '03-03 09:00 minute'],
    ['七点以后再继续', '03-02 19:00 minute'],
    ['十一点', '03-02 11:00 minute'],
    ['十二点', '03-02 12:00 minute'],
    ['15:30', '03-02 15:30 minute'],
    ['09:30', '03-03 09:30 minute'],
    ['3:30', '03-02 15:30 minute'],
    ['10点半', '03-02 10:30 minute'],
    ['１０点半call我', '03-02 10:30 minute'],
    ['三点一刻', '03-02 15:15 minute'],
    ['三点零五', '03-02 15:05 minute'],
    ['四点四十五分', '03-02 16:45 minute'],
    ['两点钟叫我', '03-02 14:00 minute'],
    ['下午三点', '03-02 15:00 minute'],
    ['下昼三点提我一声', '03-02 15:00 minute'],
    ['晚上八点再提行我', '03-02 20:00 minute'],
    ['晚8点', '03-02 20:00 minute'],
    ['今晚十二点', '03-03 00:00 minute'],
    ['夜里两点', '03-03 02:00 minute'],
    ['凌晨三点', '03-03 03:00 minute'],
    ['中午一点', '03-02 13:00 minute'],
    ['明天下午三点', '03-03 15:00 minute'],
    ['明天三点', '03-03 15:00 minute'],
    ['明天八点半', '03-03 08:30 minute'],
    ['明早9点', '03-03 09:00 minute'],
    ['大后天早上9点半', '03-05 09:30 minute'],
    ['听日朝早十点叫我', '03-03 10:00 minute'],
    ['周一下午4点', '03-02 16:00 minute'],
    ['周五三点', '03-06 15:00 minute'],
    ['remind我一下,明天10点', '03-03 10:00 minute'],
    // Weekdays
    ['星期三', '03-04 09:30 day'],
    ['礼拜天', '03-08 09:30 day'],
    ['周一', '03-09 09:30 day'],
    ['这周五', '03-06 09:30 day'],
    ['下周三', '03-11 09:30 day'],
    ['下礼拜一', '03-09 09:30 day'],
    ['下下周二', '03-17 09:30 day'],
    ['下个星期天', '03-15 09:30 day'],
    ['下礼拜', '03-09 09:30 day'],
    ['周末再弄', '03-07 09:30 day'],
    // Dates
    ['26号', '03-26 09:30 day'],
    ['老板出差，26号回来，那天再说', '03-26 09:30 day'],
    ['二十六号', '03-26 09:30 day'],
    ['1号', '04-01 09:30 day'],
    ['31日', '03-31 09:30 day'],
    ['3月5号上午十点', '03-05 10:00 minute'],
    ['三月五日', '03-05 09:30 day'],
    ['3/5', '03-05 09:30 day'],
    ['2026-03-05 14:00', '03-05 14:00 minute'],
    ['下个月3号', '04-03 09:30 day'],
    ['下月初吧', '04-01 09:30 day'],
    ['下个月中旬提醒', '04-11 09:30 day'],
    ['月底', '03-31 09:30 day'],
    ['月初', '04-01 09:30 day'],
    ['8月中再找我', '08-15 09:30 day'],
    ['月底关账,过了五号再来找我', '03-06 09:30 day'],
    ['下个月', '04-01 09:30 day'],
    // Durations
    ['两个小时后', '03-02 12:00 minute'],
    ['过两个小时', '03-02 12:00 minute'],
    ['一个半小时以后', '03-02 11:30 minute'],
    ['半小时', '03-02 10:30 minute'],
    ['半个钟头后', '03-02 10:30 minute'],
    ['十分钟后提醒', '03-02 10:10 minute'],
    ['十分钟提醒我', '03-02 10:10 minute'],
    ['等一刻钟', '03-02 10:15 minute'],
    ['1.5小时后', '03-02 11:30 minute'],
    ['在开车，一个小时后叫我', '03-02 11:00 minute'],
    ['一小时后', '03-02 11:00 minute'],
    // Later
    ['等会儿', '03-02 12:00 part'],
    ['晚点', '03-02 12:00 part'],
    ['过一会', '03-02 12:00 part'],
    ['稍后提醒', '03-02 12:00 part'],
    ['回头再说', '03-02 12:00 part'],
    ['今天晚点', '03-02 12:00 part'],
    // Traditional
    ['聽日下晝三點叫我', '03-03 15:00 minute'],
    ['過兩個鐘頭', '03-02 12:00 minute'],
    ['下禮拜五早上九點半提醒我', '03-13 09:30 minute'],
    ['兩個小時後', '03-02 12:00 minute'],
    ['26號', '03-26 09:30 day'],
    ['遲啲', '03-02 12:00 part'],
    // Pinyin
    ['mingtian zaishuo', '03-03 09:30 day'],
    ['mt shangwu zai jiao wo', '03-03 09:30 part'],
    ['xiazhouyi zai tixing', '03-09 09:30 day'],
    ['wan dian tixing wo', '03-02 12:00 part'],
    // What is over
    ['昨天下午三点', '03-01 15:00 minute past'],
    ['今天早上八点', '03-02 08:00 minute past'],
    ['3月1号', '03-01 09:30 day past'],
    ['上周五', '02-27 09:30 day past'],
    ['两小时前', '03-02 08:00 minute past'],
    // English
    ['TOMORROW', '03-03 09:30 day'],
    ['tomorrow', '03-03 09:30 day'],
    ['Remind me tomorrow morning', '03-03 09:30 part'],
    ['tomorrow at 3pm', '03-03 15:00 minute'],
    ['tomorrow at 9', '03-03 09:00 minute'],
    ['the day after tomorrow', '03-04 09:30 day'],
    ['in two hours', '03-02 12:00 minute'],
    ["I'm driving, ping me in an hour", '03-02 11:00 minute'],
    ['half an hour', '03-02 10:30 minute'],
    ['in an hour and a half', '03-02 11:30 minute'],
    ['30 minutes later', '03-02 10:30 minute'],
    ['in 3 days', '03-05 09:30 day'],
    ['tonight at 8', '03-02 20:00 minute'],
    ['this afternoon', '03-02 14:30 part'],
    ['at 3', '03-02 15:00 minute'],
    ['3:30pm', '03-02 15:30 minute'],
    ['wait, I have a customer with me. half an hour?', '03-02 10:30 minute'],
    ['pls remind me after 2 hours', '03-02 12:00 minute'],
    ['noon', '03-02 12:00 minute'],
    ['friday', '03-06 09:30 day'],
    ['on friday afternoon', '03-06 14:30 part'],
    ['next friday 2pm', '03-13 14:00 minute'],
    ['next week', '03-09 09:30 day'],
    ['march 5th', '03-05 09:30 day'],
    ['on the 26th at 2pm', '03-26 14:00 minute'],
    ['end of the month', '03-31 09:30 day'],
    ['next month', '04-01 09:30 day'],
    ['later', '03-02 12:00 part'],
    ['later吧,我在meeting', '03-02 12:00 part'],
    ['last friday', '02-27 09:30 day past'],
    ['yesterday at 3pm', '03-01 15:00 minute past'],
  ])('%s is %s', (text, expected) => expect(shown(text)).toBe(expected));
});

describe('of several times', () => {
  test.each([
    ['今天不弄了 明天再找我', '03-03 09:30 day'],
    ['今天没空了,明早9点叫我,拜拜', '03-03 09:00 minute'],
    ['你下午三点提醒我明天要带公章', '03-02 15:00 minute'],
    ['审核要等一天,那你后天早上提醒我看结果', '03-04 09:30 part'],
    ['快递三天到,三天后提醒我上传', '03-05 09:30 day'],
    ['暂时弄不了,歇两天,周三提醒', '03-04 09:30 day'],
    ['打款估计明天到,你明天下午叫我去看一眼', '03-03 14:30 part'],
    ['礼拜五回东莞再操作,礼拜五上午提醒我', '03-06 09:30 part'],
    ['昨天没弄完,下午三点提醒我', '03-02 15:00 minute'],
    ['我上午在开会,三点叫我', '03-02 15:00 minute'],
    ['not today, tomorrow', '03-03 09:30 day'],
    ['remind me at 3pm to go to the bank tomorrow', '03-02 15:00 minute'],
    ["I'm busy today, try friday", '03-06 09:30 day'],
  ])('%s is %s', (text, expected) => expect(shown(text)).toBe(expected));

  test('a time belongs to the day or the part of it that was named before', () => {
    expect(shown('明天中午十二点之前别找我,十二点后再发')).toBe('03-03 12:00 minute');
    expect(shown('太晚了,明天见,早上叫我')).toBe('03-03 09:30 part');
    expect(shown('网太卡了打不开,晚上人少再试,十点提醒我一下')).toBe('03-02 22:00 minute');
  });
});

describe('text that names no time', () => {
  test.each([
    '你好',
    '今天不弄了',
    '一点都不会',
    '快一点',
    '早一点',
    '有一点不懂',
    '第三点是什么意思',
    '收到0.37',
    '零点三七',
    '三毛七',
    '几号',
    '什么时候',
    '当时没看',
    '1688',
    '5000000',
    '9',
    '到家再弄',
    '3号窗口',
    '百分之三十',
    'good morning',
    'I paid 37 cents',
    'may I ask something',
    'a second opinion',
    'not now',
    'no time today',
    '早上好',
    '',
  ])('%j', (text) => expect(shown(text)).toBeUndefined());
});

describe('said at other times of the day', () => {
  const at = (iso: string) => Date.parse(`2026-03-02T${iso}:00+08:00`);
  test.each([
    ['16:00', '三点', '03-03 15:00 minute'],
    ['16:00', '今天三点', '03-02 15:00 minute past'],
    ['16:00', '七点', '03-02 19:00 minute'],
    ['20:30', '九点', '03-02 21:00 minute'],
    ['20:30', '晚上', '03-02 21:30 part'],
    ['23:30', '晚上', '03-03 19:30 part'],
    ['15:00', '下午吧', '03-02 16:00 part'],
    ['15:00', '上午', '03-03 09:30 part'],
    ['02:00', '白天再来', '03-02 09:30 part'],
    ['07:00', '八点', '03-02 08:00 minute'],
    ['13:00', '十二点', '03-03 12:00 minute'],
    ['18:00', '今天上午', '03-02 09:30 part past'],
  ])('at %s, %s is %s', (time, text, expected) => expect(shown(text, at(time))).toBe(expected));

  test('a day that a month does not have is in the next month that has it', () => {
    expect(shown('31号', Date.parse('2026-04-10T10:00:00+08:00'))).toBe('05-31 09:30 day');
  });

  test('a date early in the year, named late in the year, is of the next year', () => {
    const when = readWhen('1月5号', Date.parse('2026-12-20T10:00:00+08:00'), china);
    expect(when?.at).toBe(Date.parse('2027-01-05T09:30:00+08:00'));
  });

  test('the day is that of the person, not of the machine', () => {
    const lateInChina = Date.parse('2026-03-02T23:30:00+08:00');
    expect(readWhen('明天', lateInChina, china)?.at).toBe(Date.parse('2026-03-03T09:30:00+08:00'));
    expect(readWhen('tomorrow', lateInChina, china)?.at).toBe(Date.parse('2026-03-03T09:30:00+08:00'));
    expect(readWhen('tomorrow at 3pm', lateInChina, -300)?.at).toBe(Date.parse('2026-03-03T15:00:00-05:00'));
  });
});

describe('any text at all', () => {
  const words = [
    '明天',
    '下周',
    '三',
    '点',
    '半',
    '26',
    '号',
    '月',
    '后',
    '两',
    '个',
    '小时',
    ':',
    '/',
    '不',
    'in',
    'tomorrow',
    ' ',
    '提醒',
    '3',
    '周',
    '日',
    '晚',
    '0',
    '年',
  ];
  const soup = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(''));

  test('gives a finite time or none, and says truly whether it is past', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), soup),
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.constantFrom(480, 0, -300, 330, 825),
        (text, now, offset) => {
          const when = readWhen(text, now, offset);
          if (!when) return;
          expect(Number.isSafeInteger(when.at)).toBe(true);
          expect(when.past).toBe(when.at <= now);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a number of minutes is counted from now, wherever the person is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.constantFrom(480, 0, -300), (count, offset) => {
        const expected = { at: monday + count * 60_000, precision: 'minute', past: false };
        expect(readWhen(`${count}分钟后`, monday, offset)).toEqual(expected);
        expect(readWhen(`in ${count} minutes`, monday, offset)).toEqual(expected);
      }),
    );
  });

  test('a clock time of tomorrow is that time of tomorrow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 23 }), fc.integer({ min: 10, max: 59 }), (hour, minute) => {
        expect(shown(`明天${hour}:${minute}`)).toBe(`03-03 ${hour}:${minute} minute`);
        expect(shown(`明天${hour}点${minute}`)).toBe(`03-03 ${hour}:${minute} minute`);
      }),
    );
  });
});
