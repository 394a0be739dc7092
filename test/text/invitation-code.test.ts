import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findInvitationCodes, readInvitationCode } from '../../src/text/invitation-code.ts';

const code = 'K7MQ-2XWD-9FHT';

describe('a code is found', () => {
  test.each([
    'K7MQ-2XWD-9FHT',
    'k7mq-2xwd-9fht',
    'K7MQ2XWD9FHT',
    'k7mq2xwd9fht',
    'K7MQ 2XWD 9FHT',
    'k7mq 2xwd 9fht',
    'Ｋ７ＭＱ－２ＸＷＤ－９ＦＨＴ',
    'K7MQ—2XWD—9FHT',
    'K7MQ——2XWD——9FHT',
    'K7MQ – 2XWD – 9FHT',
    'K7MQ‑2XWD‑9FHT',
    'K7MQ−2XWD−9FHT',
    'K7MQ　2XWD　9FHT',
    'K7MQ-2XWD 9FHT',
    'K7\u200BMQ-2XWD-9FHT',
    '你好，我的邀请码是K7MQ-2XWD-9FHT，怎么开始？',
    '邀请码：「k7mq2xwd9fht」',
    '采购发给我的 K7MQ2XWD9FHT 谢谢',
    'hi, here is my code k7mq 2xwd 9fht thanks',
    '/start K7MQ-2XWD-9FHT',
    '（K7MQ-2XWD-9FHT）',
    'code-less? no: K7MQ-2XWD-9FHT.',
    'https://ruzhu.example/i/K7MQ-2XWD-9FHT',
    'https://ruzhu.example/i/k7mq2xwd9fht#chat',
    'https://ruzhu.example/i/K7MQ-2XWD-9FHT?from=wechat，点开就行',
    '永盛五金邀请您入驻 1688，请打开 https://ruzhu.example/i/K7MQ-2XWD-9FHT ，或把邀请码 K7MQ-2XWD-9FHT 发给入驻助手。订单 2031234567890123456，电话 13800138000',
    '我的手机 13800138000 邀请码 K7MQ 2XWD 9FHT',
    'K7MQ-2XWD-9FHT 13800138000',
  ])('%s', (text) => {
    expect(findInvitationCodes(text)).toEqual([code]);
  });

  test('misread letters are taken for the digits that they look like', () => {
    expect(findInvitationCodes('K7MQ-2XWD-9FHO')).toEqual(['K7MQ-2XWD-9FH0']);
    expect(findInvitationCodes('邀请码 iLoQ2XWD9FHT')).toEqual(['110Q-2XWD-9FHT']);
  });

  test('several, each once, in their order', () => {
    const text = '撤回 K7MQ-2XWD-9FHT 和 ABCD-EFGH-JKM2，还有 k7mq2xwd9fht';
    expect(findInvitationCodes(text)).toEqual([code, 'ABCD-EFGH-JKM2']);
  });

  test('without dashes it may look like words and numbers once a word says that it is a code', () => {
    expect(findInvitationCodes('have 2024 data')).toEqual([]);
    expect(findInvitationCodes('szhxdz202488')).toEqual([]);
    expect(findInvitationCodes('邀请码 ABCD 2345 EFGH')).toEqual(['ABCD-2345-EFGH']);
    expect(findInvitationCodes('my invitation code is abcdefgh2345')).toEqual(['ABCD-EFGH-2345']);
  });
});

describe('nothing is mistaken for a code', () => {
  test.each([
    ['an order number', '订单号 2031234567890123456'],
    ['twelve digits', '发票代码 044001900111'],
    ['twelve letters', 'ABCD-EFGH-JKMN 是什么'],
    ['a credit code', '91330106TE5T00008Y'],
    ['a credit code in fours', '9133 0106 TE5T 0000 8Y'],
    ['a credit code in sixes', '913301 06TE5T 00008Y'],
    ['a credit code in two', '91330106TE5T 00008Y'],
    ['a credit code with dashes', '9133-0106-TE5T-0000-8Y'],
    ['a telephone number', '0571-8888-9999'],
    ['a mobile number in groups', '138 0013 8000'],
    ['an identity number', '11010519491231002X'],
    ['an identity number in groups', '1101 0519 4912 3100 2X'],
    ['a bank card', '6222 0202 0000 1234 567'],
    ['an invoice number', '发票号码 24332000000012345678'],
    ['a date and a supplier', '采购单 DD20240912AB'],
    ['a member name with a year', 'szhxdz202488'],
    ['a longer word', 'K7MQ2XWD9FHTZ'],
    ['a licence key of five groups', 'K7MQ2-XWD9F-HTABC-2DEFG-HJKM3'],
    ['a UUID', '550e8400-e29b-41d4-a716-446655440000'],
    ['a mail address', 'k7mq2xwd9fht@163.com'],
    ['a site', 'k7mq2xwd9fht.com'],
    ['a name on WeChat', 'wxid_k7mq2xwd9fht'],
    ['a mention', '@k7mq2xwd9fht 在吗'],
    ['another link', 'https://qr.1688.com/s/K7MQ2XWD9FHT'],
    ['an order number with something behind it', 'K7MQ2XWD9FHT-001'],
    ['everyday words', 'we have 2024 data and the 16th step, 500万 30天 13%'],
  ])('%s', (_name, text) => {
    expect(findInvitationCodes(text)).toEqual([]);
  });
});

describe('whatever the code', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const codes = fc
    .string({ unit: fc.constantFrom(...alphabet), minLength: 12, maxLength: 12 })
    .filter((solid) => /\d/.test(solid) && /[A-Z]/.test(solid))
    .map((solid) => solid.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3'));
  const cased = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toLowerCase(),
    (text) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  );
  const around = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => `你好，${text}，请问下一步做什么`,
    (text) => `here you are: ${text}. what now?`,
    (text) => `收到“${text}”`,
    (text) => `订单2031234567890123456电话13800138000，${text}`,
  );
  const dashes = fc.constantFrom('-', '–', '—', '——', ' - ', '‑', '−', '－', '﹣', '─');

  test('with dashes of any kind it is found in a sentence, in any case and width', () => {
    fc.assert(
      fc.property(codes, cased, around, dashes, (one, write, within, dash) => {
        expect(findInvitationCodes(within(write(one).replaceAll(/[-－]/g, dash)))).toEqual([one]);
      }),
    );
  });

  test('in a link and behind the word it is found however it is grouped', () => {
    fc.assert(
      fc.property(codes, cased, fc.constantFrom('', ' ', '-'), (one, write, gap) => {
        const grouped = one.replaceAll('-', gap);
        expect(findInvitationCodes(`永盛五金的邀请码：${write(grouped)}，发给助手就行`)).toEqual([one]);
        if (gap !== ' ') expect(findInvitationCodes(`打开 https://r.cn/i/${grouped}，就行`)).toEqual([one]);
      }),
    );
  });

  test('a text that is nothing but a code is read, however it is grouped', () => {
    fc.assert(
      fc.property(codes, cased, fc.constantFrom('', ' ', '-', '—', '　'), (one, write, gap) => {
        expect(readInvitationCode(` ${write(one.replaceAll('-', gap))} `)).toBe(one);
      }),
    );
    for (const text of ['', 'K7MQ-2XWD', 'K7MQ-2XWD-9FHT!', 'ABCD-EFGH-JKMN', '1234-5678-9012', '你好']) {
      expect(readInvitationCode(text)).toBeUndefined();
    }
  });

  test('without dashes ninety-eight of a hundred are found: those that look like nothing else', () => {
    const many = fc.sample(codes, { numRuns: 2_000, seed: 6 });
    for (const gap of ['', ' ']) {
      const found = many.filter((one) => findInvitationCodes(`收到 ${one.replaceAll('-', gap)} 了`)[0] === one);
      expect(found.length).toBeGreaterThanOrEqual(0.98 * many.length);
    }
  });
});

describe('whatever the number', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 24 });
  const creditCodes = fc
    .tuple(
      fc.constantFrom('91', '92', '51'),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 6 }),
      fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), minLength: 10, maxLength: 10 }),
    )
    .map((parts) => parts.join(''));

  test('digits alone are never a code', () => {
    fc.assert(
      fc.property(fc.array(digits, { minLength: 1, maxLength: 4 }), fc.constantFrom(' ', '-', ''), (runs, gap) => {
        expect(findInvitationCodes(`单号 ${runs.join(gap)} 号`)).toEqual([]);
      }),
    );
  });

  test('a credit code is never one, in one go or in groups', () => {
    fc.assert(
      fc.property(
        creditCodes,
        fc.constantFrom(2, 3, 4, 5, 6, 8, 9, 12, 18),
        fc.constantFrom(' ', '-'),
        (one, length, gap) => {
          const grouped = (one.match(new RegExp(`.{1,${length}}`, 'g')) ?? []).join(gap);
          expect(findInvitationCodes(`信用代码${grouped}。`)).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('nothing that is written makes it throw', () => {
    const anything = fc.string({ unit: fc.constantFrom(...'Kk72 -—/i:邀请码ＫoIl.@_'), maxLength: 60 });
    fc.assert(
      fc.property(anything, (text) => {
        for (const found of findInvitationCodes(text)) {
          expect(found).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
        }
      }),
    );
  });
});
