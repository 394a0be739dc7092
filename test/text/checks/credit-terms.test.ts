import { describe, expect, it } from 'vitest';
import { checkCreditLimit, checkSettlementDays } from '../../../src/text/checks/credit-terms.ts';
import { codesOf } from './codes-of.ts';

describe('a credit limit', () => {
  it.each([
    '500万',
    '5百万',
    '伍佰万',
    '伍佰万元整',
    '五百万',
    '5000000',
    '5,000,000.00',
    '500w',
    '5 million',
    '¥5,000,000',
  ])('%s is the one asked for', (text) =>
    expect(checkCreditLimit(text, 5_000_000)).toEqual({ verdict: 'plausible', findings: [] }),
  );

  it.each([
    ['500', 'doubtful', 'credit_limit_without_wan'],
    ['50万', 'doubtful', 'credit_limit_zeros'],
    ['5000万', 'doubtful', 'credit_limit_zeros'],
    ['300万', 'doubtful', 'credit_limit_differs'],
    ['很多', 'wrong', 'credit_limit_unreadable'],
    ['0', 'wrong', 'credit_limit_unreadable'],
    ['', 'wrong', 'credit_limit_unreadable'],
  ])('%s is %s: %s', (text, expected, finding) => {
    const verdict = checkCreditLimit(text, 5_000_000);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toEqual([finding]);
  });

  it('is compared with what this purchaser asks for', () => {
    expect(checkCreditLimit('300万', 3_000_000).verdict).toBe('plausible');
  });
});

describe('settlement days', () => {
  it.each(['30天', '30', '一个月', '月结30', '月结30天', '三十天', '1个月', '30 days', 'net 30'])(
    '%s are those asked for',
    (text) => expect(checkSettlementDays(text, 30).verdict).toBe('plausible'),
  );

  it.each(['7', '60', '60天', '两个月', '一周', '半个月'])('%s are other days', (text) => {
    expect(checkSettlementDays(text, 30)).toEqual({
      verdict: 'doubtful',
      findings: [{ code: 'settlement_days_differ', values: { expected: 30 } }],
    });
  });

  it.each(['', '到期', '0天'])('%j is unreadable', (text) => {
    expect(codesOf(checkSettlementDays(text, 30))).toEqual(['settlement_days_unreadable']);
  });
});
