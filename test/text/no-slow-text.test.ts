import { describe, expect, test } from 'vitest';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { encryptedIn, readXml } from '../../src/channels/wecom/callback/xml.ts';
import { withoutBlankRuns } from '../../src/text/blank-runs.ts';
import { readCheckRequest } from '../../src/text/checks/check-request.ts';
import { compareNames } from '../../src/text/checks/company-name.ts';
import { checkField, type Expectations, type FieldCheckName } from '../../src/text/checks/field-check.ts';
import { findInvitationCodes, readInvitationCode } from '../../src/text/invitation-code.ts';
import { asksToInvite, readBareList, readCompanies } from '../../src/text/names/company-list.ts';
import { plainName } from '../../src/text/names/plain-name.ts';
import { clean, withoutFillers } from '../../src/text/normalise.ts';
import { findAmounts, readAmount } from '../../src/text/numbers/amount.ts';
import { readNumeral } from '../../src/text/numbers/numerals.ts';
import { readPasted } from '../../src/text/pasted/pasted.ts';
import { phraseKey } from '../../src/text/phrase-key.ts';
import { guard, maskPersonal } from '../../src/text/secrets/secrets.ts';
import { readTermsChange } from '../../src/text/terms-change.ts';
import { findTimeSpan } from '../../src/text/time-span.ts';
import { readWhen } from '../../src/text/when/read-when.ts';

const LONGEST = 4_000;

/** Runs of whatever the expressions of the code repeat, and words that they begin or end with. */
const repeated = [
  ...[
    '哈',
    '啊',
    '嗯',
    '呃',
    '哎',
    '一',
    '零',
    '〇',
    '1',
    '0',
    'a',
    'A',
    '@',
    '#',
    '*',
    '_',
    '`',
    '<',
    '>',
    '(',
    '（',
    '[',
    '【',
  ],
  ...[
    '"',
    '“',
    "'",
    ',',
    '，',
    '。',
    '.',
    '!',
    '？',
    '?',
    ';',
    '、',
    ':',
    '：',
    '/',
    '-',
    '~',
    '·',
    '%',
    '&',
    '\\',
    '|',
  ],
  ...[' ', '\t', '\u3000', '\u00a0', '\n', '\r', '\u2028', '\u200b', '\u115f', '\u{1f600}', '\ud800', 'é', 'ß', 'İ'],
  ...[
    '0.',
    '0.0.0',
    '1,',
    '一二',
    '一万',
    '1个客户',
    '下',
    '明天',
    '下周',
    '号',
    '点',
    '半',
    '个',
    '家',
    '不',
    '是',
    '吗',
    '的',
    '了',
  ],
  ...[
    'http://',
    'https://a.cn/',
    'www.',
    'a@b.',
    'a.b',
    '+86',
    '138',
    '密码',
    '验证码',
    '会员名',
    '公司',
    '公司 和',
    '有限公司',
    '邀请',
  ],
  ...[
    'couple of ',
    'in ',
    'next ',
    'and ',
    '帮我',
    '请',
    '看看',
    '对吗',
    '麻烦',
    '第',
    '步',
    '到',
    '没',
    '谢谢',
    'please ',
  ],
  ...['<![CDATA[', '<xml>', '<Encrypt>', '&amp;', ' ,', ' ，', '\t,', '1 ', '1-', 'a ', '哈1', '（）', '()', '[]('],
];
const starts = [
  '',
  'a',
  '明天',
  '邀请张三五金厂',
  'couple of',
  '会员名是',
  '密码是',
  '下下',
  '公司名称：',
  '0.37',
  '@bot ',
];
const ends = ['', '1', 'x', '李四', '对吗', '\n', '。'];

const texts = repeated.flatMap((part, index) => {
  const filled = part.repeat(Math.ceil(LONGEST / part.length)).slice(0, LONGEST);
  const start = starts[index % starts.length] ?? '';
  return [filled, ...ends.map((end) => `${start}${filled.slice(0, LONGEST - start.length - end.length)}${end}`)];
});

const content = await openContent(home);
const recogniser = await openRecogniserFor(content, () => undefined);
const fields = content.journey.steps.flatMap((step) => step.fields);
const now = Date.UTC(2026, 10, 24, 2);
const expectations: Expectations = {
  today: '2026-11-24',
  creditLimit: 5_000_000,
  settlementDays: 30,
  depositLimit: 100,
};
const checks: readonly FieldCheckName[] = ['member_name', 'company_name', 'credit_code', 'bank_account', 'mobile'];

/** Everything that reads what people write, behind the door where runs of blanks become one. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  withoutBlankRuns,
  clean,
  withoutFillers: (text) => withoutFillers(clean(text)),
  plainName,
  phraseKey,
  readAmount,
  findAmounts,
  readNumeral,
  findTimeSpan: (text) => findTimeSpan(clean(text)),
  readWhen: (text) => readWhen(text, now, 480),
  guard,
  maskPersonal,
  readWish: readCheckRequest,
  readPasted: (text) => readPasted(text, fields),
  compareNames: (text) => compareNames(text, `${text}厂`),
  readTermsWish: readTermsChange,
  readCompanies,
  readBareList,
  asksToInvite,
  findInvitationCodes,
  readInvitationCode,
  'recogniser of suppliers': (text) => recogniser.read(text),
  'recogniser of purchasers': (text) => recogniser.read(text, 'purchaser'),
  ...Object.fromEntries(
    checks.map((check) => [`check of ${check}`, (text: string) => checkField(check, text, expectations)]),
  ),
};

/** Readers of what comes over the wire as it is. */
const raw: Readonly<Record<string, (text: string) => unknown>> = {
  withoutBlankRuns,
  clean,
  encryptedIn,
  readXml: (text) => {
    try {
      return readXml(text);
    } catch {
      return undefined;
    }
  },
};

/** CPU time of this process in milliseconds; what other processes do does not count. */
const cost = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/**
 * What backtracks takes seconds for these texts, or never ends; what is right takes a few milliseconds. The bound lies
 * a hundred times above the latter, so that a busy machine is no reason, and the least of three tries counts.
 */
const BOUND = 1_000;
const leastCost = (work: () => unknown): number => {
  const first = cost(work);
  return first < BOUND ? first : Math.min(first, cost(work), cost(work));
};

describe('no message of 4,000 characters is slow', () => {
  test.each(Object.entries(readers))('for %s', (_name, read) => {
    for (const text of texts) {
      const behindTheDoor = withoutBlankRuns(text);
      expect(
        leastCost(() => read(behindTheDoor)),
        JSON.stringify(text.slice(0, 30)),
      ).toBeLessThan(BOUND);
    }
  });

  test.each(Object.entries(raw))('as it comes over the wire for %s', (_name, read) => {
    for (const text of texts) {
      const megabyte = text.repeat(16);
      expect(
        leastCost(() => read(megabyte)),
        JSON.stringify(text.slice(0, 30)),
      ).toBeLessThan(BOUND);
    }
  });
});

test.each([
  ['张三\t\t\t李四   好 \n\n\n\n嗯', '张三\t李四 好\n\n嗯'],
  ['a\r\n\r\n\r\nb', 'a\n\nb'],
  ['一\u3000\u3000二\u00a0 三', '一 二 三'],
  ['一行\n二行', '一行\n二行'],
])('of runs of blanks in %j one is left', (text, left) => {
  expect(withoutBlankRuns(text)).toBe(left);
});
