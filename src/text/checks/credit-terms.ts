import { readNumeral } from '../numbers/numerals.ts';
import { type Verdict, verdictFor, verdictOf } from './verdict.ts';

/** A sum in yuan as people write it: `500万`, `5百万`, `伍佰万元整`, `5,000,000.00`, `0.5亿`, `500w`, `5 million`. */
export function readYuan(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,，]+/gu, '')
    .replace(/^(?:人民币|rmb|cny|¥|￥)/u, '')
    .replace(/(?:元整?|块钱?|圆整?|人民币|rmb|cny|yuan)$/u, '');
  const [, digits, unit] = /^(\d{1,12}(?:\.\d{1,6})?)(万|w|亿|million|m|k|千)?$/u.exec(plain) ?? [];
  if (digits === undefined) return readNumeral(plain);
  const worth = { 万: 1e4, w: 1e4, 亿: 1e8, million: 1e6, m: 1e6, k: 1e3, 千: 1e3 }[unit ?? ''] ?? 1;
  return Math.round(Number(digits) * worth * 100) / 100;
}

/** A number of days as people write it: `30天`, `30`, `月结30`, `一个月`, `两周`, `半个月`, `30 days`. */
export function readDays(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, '')
    .replace(/^(?:月结|账期|帐期|net)/u, '');
  if (/^半个?月$/u.test(plain)) return 15;
  const [, number, unit] = /^(.{1,6}?)(天|日|days?|个?月|months?|周|个?星期|个?礼拜|weeks?)?$/u.exec(plain) ?? [];
  const count = number === undefined ? undefined : readNumeral(number);
  if (count === undefined) return undefined;
  return count * (unit === undefined ? 1 : /月|month/u.test(unit) ? 30 : /周|星期|礼拜|week/u.test(unit) ? 7 : 1);
}

/** Compares a credit limit with the one that the purchaser asks for; both in yuan. */
export function checkCreditLimit(value: string, expectedYuan: number): Verdict {
  const yuan = readYuan(value);
  if (yuan === undefined || yuan <= 0) return verdictFor('credit_limit_unreadable', { expected: expectedYuan });
  if (yuan === expectedYuan) return verdictOf([]);
  if (yuan * 10_000 === expectedYuan) return verdictFor('credit_limit_without_wan', { expected: expectedYuan });
  const zeros = Math.log10(expectedYuan / yuan);
  return verdictFor(Number.isInteger(zeros) ? 'credit_limit_zeros' : 'credit_limit_differs', {
    expected: expectedYuan,
  });
}

/** Compares the settlement days with those that the purchaser asks for. */
export function checkSettlementDays(value: string, expectedDays: number): Verdict {
  const days = readDays(value);
  if (days === undefined || days <= 0) return verdictFor('settlement_days_unreadable', { expected: expectedDays });
  return days === expectedDays ? verdictOf([]) : verdictFor('settlement_days_differ', { expected: expectedDays });
}
