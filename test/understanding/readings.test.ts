import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Recogniser } from '../../src/understanding/recogniser.ts';
import { openedRecogniser } from './loaded-model.ts';

let recogniser: Recogniser;
beforeAll(async () => {
  recogniser = await openedRecogniser();
}, 120_000);
const entities = (text: string) => recogniser.read(text).entities;

describe('what is named in a text is found', () => {
  test.each([
    ['到了0.37', { amount: { fen: 37, unit: 'stated' } }],
    ['收到三毛七', { amount: { fen: 37, unit: 'stated' } }],
    ['37', { amount: { fen: 37, unit: 'guessed' } }],
    ['明天下午三点提醒我', { time: '明天下午三点' }],
    ['一个小时后叫我', { time: '一个小时后' }],
    ['remind me tomorrow at 3pm', { time: 'tomorrow at 3pm' }],
    ['我的会员名是 东莞永盛五金', { member_name: '东莞永盛五金' }],
    ['會員名：台中大林機械', { member_name: '台中大林機械' }],
    ['my member name is hzkailong88', { member_name: 'hzkailong88' }],
    ['第三步和融易收可以一起做吗', { steps: ['taxpayer', 'rongyishou'] }],
    ['can steps 3 and 4 be done together', { steps: ['taxpayer', 'rongyishou'] }],
    ['邀请码 AB3D-9KQ2', { code: 'AB3D-9KQ2' }],
    ['http://example.com/i/Kx7_29ab', { code: 'Kx7_29ab' }],
    ['你好，采购给我的是 k7mq2xwd9fht，怎么弄', { code: 'K7MQ-2XWD-9FHT' }],
    ['Ｋ７ＭＱ—２ＸＷＤ—９ＦＨＴ', { code: 'K7MQ-2XWD-9FHT' }],
    [
      '永盛五金邀请您入驻，打开 https://ruzhu.example/i/K7MQ-2XWD-9FHT ，或把 K7MQ-2XWD-9FHT 发给我',
      { code: 'K7MQ-2XWD-9FHT' },
    ],
    ['K7MQ-2XWD', { code: 'K7MQ-2XWD' }],
    ['信用代码91330106TE5T00008Y', { credit_code: '91330106TE5T00008Y' }],
    ['请用英文', { language: 'en' }],
    ['能换成繁體嗎', { language: 'zh-Hant' }],
    ['不要英文，换成中文', { language: 'zh-CN' }],
  ])('%s', (text, expected) => {
    expect(entities(text)).toMatchObject(expected);
  });

  test.each([
    ['会员名叫什么好', 'member_name'],
    ['会员账号要告诉谁', 'member_name'],
    ['等了三天了一分钱都没看见', 'amount'],
    ['审核要几天', 'time'],
    ['身份证号11010519491231002X', 'credit_code'],
    ['500万是固定的吗', 'amount'],
    ['91330106TE5T00008Y', 'code'],
    ['订单号 2031234567890123456', 'code'],
    ['发票代码044001900111，号码12345678', 'code'],
    ['我的手机号13800138000', 'code'],
    ['SZHXDZ168', 'code'],
    ['invite three suppliers', 'code'],
  ])('%s: no %s', (text, entity) => {
    expect(entities(text)).not.toHaveProperty(entity);
  });
});

describe('the language a text is written in', () => {
  test.each([
    ['验证码没收到', 'zh-CN'],
    ['驗證碼沒收到', 'zh-Hant'],
    ['zenme zhuce', 'zh-CN'],
    ['how do I register', 'en'],
    ['0.37', undefined],
    ['👍', undefined],
  ])('%s: %s', (text, language) => {
    expect(recogniser.read(text).language).toBe(language);
  });
});

describe('writings of the same thing are read alike', () => {
  test.each([
    [
      'faq_no_sms_code',
      ['收不到验证码', '收不倒眼证码', 'yanzhengma 收不到', 'yzm收不到', '收不到驗證碼', '亲，呃，收不到验证码啊'],
    ],
    [
      'step_rongyishou',
      ['融易收怎么开通', '荣亿收怎么开通', '容易收咋开通', 'rongyishou zenme kaitong', '融易收如何開通'],
    ],
  ])('%s', (intent, texts) => {
    expect(texts.map((text) => [text, recogniser.read(text).intent])).toEqual(texts.map((text) => [text, intent]));
  });

  test('two things in one message are both found', () => {
    expect(recogniser.read('谢谢，那下一步做什么').intents).toEqual(expect.arrayContaining(['thank', 'next_step']));
  });
});

describe('whatever is written', () => {
  test('reading never throws, always decides, and never names what it refuses', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc
        .array(fc.constantFrom(...'0.37毛分第三步会员名是：，。 @http://1688明天点到账😀\uD800\u202E'), {
          maxLength: 40,
        })
        .map((units) => units.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const reading = recogniser.read(text);
        expect(reading.confidence).toBeGreaterThanOrEqual(0);
        expect(reading.confidence).toBeLessThanOrEqual(1);
        expect(reading.intents[0]).toBe(reading.intent);
        expect(reading.certainty === 'refused').toBe(reading.intent === 'out_of_scope');
        expect(reading.candidates.length).toBeLessThanOrEqual(5);
        expect(reading.candidates.every(({ intent }) => intent !== 'out_of_scope')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('noise is answered in no more than one case of a hundred', () => {
    const characters = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code));
    const noise = fc.oneof(
      fc.string({ unit: characters, minLength: 2, maxLength: 30 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.stringMatching(/^[bcdfghjklmnpqrstvwxz]{4,16}$/),
      fc.stringMatching(/^[0-9]{5,20}$/),
    );
    const answered = fc.sample(noise, { numRuns: 3000, seed: 1688 }).filter((text) => {
      return recogniser.read(text).certainty === 'clear';
    });
    expect(answered.length).toBeLessThanOrEqual(30);
  });

  test('a megabyte is read like its beginning', () => {
    expect(recogniser.read('验证码收不到'.repeat(200_000)).certainty).toBeDefined();
    expect(recogniser.read('，'.repeat(1_000_000)).certainty).toBe('refused');
  });

  test.each(['', ' ', '\u200B', '。。。。', '?'])('%j is refused', (text) => {
    expect(recogniser.read(text)).toMatchObject({ intent: 'out_of_scope', certainty: 'refused' });
  });
});
