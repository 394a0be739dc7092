import { describe, expect, test } from 'vitest';
import { answer, certifying, registered, say, statusOf, talked } from './talking.ts';
import { shanghai } from './waiting.ts';

/** Said on Monday, 27 April 2026, at ten; Labour Day is off from Friday, 1 May, to Tuesday, 5 May. */
const wishes: readonly (readonly [string, string])[] = [
  ['三个工作日后叫我', '2026-04-30 09:30'],
  ['remind me in two business days', '2026-04-29 09:30'],
  ['五一之后再提醒我', '2026-05-06 09:30'],
  ['节后再叫我', '2026-05-06 09:30'],
  ['过完年再提醒我', '2027-02-09 09:30'],
  ['下班前叫我', '2026-04-27 17:30'],
  ['聽日下班前叫我', '2026-04-28 17:30'],
  ['银行要三天 三天后叫我', '2026-04-30 09:30'],
  ['还没动静 三天后再喊我', '2026-04-30 09:30'],
];

describe('somebody who waits for a deposit', () => {
  test.each(wishes)('is called as they wish by “%s”: %s', (line, moment) => {
    expect(say(talked(...certifying), line).chosenReminder).toBe(shanghai(moment));
  });

  const none = [
    '明天截标 有点急',
    '先报价行不行，明天截标',
    '过几天我再来',
    '明天还会提醒我吗',
    '对了莫半夜给我发我睡得早',
    '注册手机是小刘的 停了',
    '昨天交的吧 今天会到吗',
    '我自己不用注册吧',
    '每天提醒我一次就行',
  ];

  test.each(none)('has no reminder planned by “%s”, and reminders stay on', (line) => {
    const after = say(talked(...certifying), line);
    expect(after.chosenReminder).toBeUndefined();
    expect(after.remindersOn).toBe(true);
  });

  test.each(['推迟一天', 'make it a day later', '往后推一天'])('has the time moved by “%s”', (line) => {
    const after = say(talked(...certifying, '明天下午三点提醒我'), line);
    expect(after.chosenReminder).toBe(shanghai('2026-04-29 15:00'));
  });

  test.each([
    ['大后天还是下午', '2026-04-30 14:30'],
    ['不对 周四', '2026-04-30 09:30'],
    ['提前半天', '2026-04-28 15:00'],
  ])('has another time by “%s”', (line, moment) => {
    const after = say(talked(...certifying, line === '提前半天' ? '后天凌晨三点提醒我' : '大后天上午提醒我'), line);
    expect(after.chosenReminder).toBe(shanghai(moment));
  });

  test('is not called at night by a time that was moved by half a day', () => {
    const after = say(talked(...certifying, '下周三上午提醒我'), '提前半天');
    expect(after.chosenReminder).toBe(shanghai('2026-05-05 17:30'));
  });

  test.each(['别忘了啊', '烦死了 一天到晚催'])('keeps their reminders by “%s”', (line) => {
    const after = say(talked(...certifying, '明天下午三点提醒我'), line);
    expect(after.remindersOn).toBe(true);
    expect(after.chosenReminder).toBe(shanghai('2026-04-28 15:00'));
  });

  test('has the usual reminder moved where none was chosen', () => {
    const before = talked(...certifying);
    const [planned] = before.reminders;
    const after = say(before, '推迟一天');
    expect(after.chosenReminder).toBe((planned?.at ?? 0) + 24 * 3_600_000);
  });

  test('is told of a report and of the nights in one answer', () => {
    const after = say(talked(...certifying), '发票弄上去了 晚上别发我要睡觉');
    expect(statusOf(after, 'taxpayer')).toBe('waiting');
    expect(after.remindersOn).toBe(true);
    expect(answer(after)).toContain('晚上不打扰');
  });

  test('is not called twice within two hours of a time they chose', () => {
    const after = say(talked(...certifying), '明天上午10点提醒我');
    expect(new Set(after.reminders.map(({ at }) => at))).toEqual(new Set([shanghai('2026-04-28 10:00')]));
  });
});

describe('a wait of days that was told', () => {
  const offered = (line: string) => say(talked(...registered), line);

  test.each(['新的要等15天', '银行说要半个月', 'it takes 15 days'])(
    '“%s” is answered with a time to agree to',
    (line) => {
      const after = offered(line);
      expect(answer(after)).toMatch(/5月12日|5\/12/u);
      expect(after.chosenReminder).toBeUndefined();
    },
  );

  test.each(['好的到时候叫我', '行', '好，到时候叫我'])('is agreed to by “%s”', (line) => {
    expect(say(offered('新的要等15天'), line).chosenReminder).toBe(shanghai('2026-05-12 09:30'));
  });

  test('falls on no day off', () => {
    expect(say(offered('银行说要一个礼拜'), '行').chosenReminder).toBe(shanghai('2026-05-06 09:30'));
  });

  test.each(['不用', '企业认证资料提交了'])('is not agreed to by “%s”', (line) => {
    expect(say(offered('新的要等15天'), line).chosenReminder).toBeUndefined();
  });
});

describe('asked whether any reminder will come', () => {
  const questions = ['明天还会提醒我吗', '提醒还在吗', 'will you remind me?'];

  test.each(questions)('“%s” is answered as it is planned', (line) => {
    expect(answer(say(talked(...certifying), line))).toMatch(/提醒开着|reminders are on/u);
    expect(answer(say(talked(...registered), line))).toMatch(/没有约好|Nothing is planned/u);
    const off = say(talked(...certifying, '不要提醒我了'), line);
    expect(answer(off)).toMatch(/关着|are off/u);
    expect(off.remindersOn).toBe(false);
  });
});
