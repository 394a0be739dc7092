import { describe, expect, it } from 'vitest';
import { checkDepositAmount, readDepositAmount } from '../../../src/text/checks/deposit-amount.ts';
import { codesOf } from './codes-of.ts';

const check = (text: string, limit: 100 | 200) => checkDepositAmount(readDepositAmount(text), limit);

describe('the amount of a micro-deposit', () => {
  it.each(['0.37', '.37', '0.37元', '¥0.37', '三毛七', '三角七分', '3毛7', '37分', '零点三七', '０．３７'])(
    '%s is plausible',
    (text) => {
      expect(readDepositAmount(text)).toMatchObject({ fen: 37, unit: 'stated' });
      expect(check(text, 100)).toEqual({ verdict: 'plausible', findings: [] });
    },
  );

  it.each(['37', '三十七'])('%s is taken for fen, which has to be asked', (text) => {
    expect(check(text, 100)).toEqual({ verdict: 'doubtful', findings: [{ code: 'amount_unit_guessed' }] });
  });

  it.each([
    ['0.01', 100, 'plausible', []],
    ['0.99', 100, 'plausible', []],
    ['1.00', 100, 'doubtful', ['amount_one_yuan']],
    ['1.00', 200, 'doubtful', ['amount_one_yuan']],
    ['1.01', 100, 'wrong', ['amount_too_large']],
    ['1.01', 200, 'doubtful', ['amount_over_one_yuan']],
    ['1.99', 200, 'doubtful', ['amount_over_one_yuan']],
    ['2.00', 200, 'wrong', ['amount_too_large']],
    ['0', 100, 'wrong', ['amount_not_positive']],
    ['0.00', 200, 'wrong', ['amount_not_positive']],
    ['-0.37', 100, 'wrong', ['amount_not_positive']],
    ['0.375', 100, 'wrong', ['amount_decimals']],
    ['没有', 100, 'wrong', ['amount_unreadable']],
    ['', 100, 'wrong', ['amount_unreadable']],
  ] as const)('%s below %i fen is %s', (text, limit, expected, findings) => {
    const verdict = check(text, limit);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toEqual(findings);
  });
});
