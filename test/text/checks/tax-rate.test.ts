import { describe, expect, it } from 'vitest';
import { checkTaxRate } from '../../../src/text/checks/tax-rate.ts';
import { codesOf } from './codes-of.ts';

const today = '2026-06-05';

describe('a tax rate', () => {
  it.each(['13', '13%', '１３％', '13个点', '十三', '百分之十三', '13.0'])('%s is plausible', (rate) => {
    expect(checkTaxRate(rate)).toEqual({ verdict: 'plausible', findings: [] });
  });

  it.each([
    ['9', 'doubtful', 'tax_rate_lower'],
    ['6%', 'doubtful', 'tax_rate_lower'],
    ['3个点', 'doubtful', 'tax_rate_small_scale'],
    ['1%', 'doubtful', 'tax_rate_small_scale'],
    ['0', 'doubtful', 'tax_rate_exempt'],
    ['免税', 'doubtful', 'tax_rate_exempt'],
    ['0.13', 'doubtful', 'tax_rate_fraction'],
    ['17', 'wrong', 'tax_rate_old'],
    ['16%', 'wrong', 'tax_rate_old'],
    ['11', 'wrong', 'tax_rate_old'],
    ['10', 'wrong', 'tax_rate_old'],
    ['12', 'wrong', 'tax_rate_unknown'],
    ['含税', 'wrong', 'tax_rate_unreadable'],
    ['', 'wrong', 'tax_rate_unreadable'],
  ])('%s is %s: %s', (rate, expected, finding) => {
    const verdict = checkTaxRate(rate);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toEqual([finding]);
  });

  it.each([
    ['17', '2018-04-30', []],
    ['17', '2018-05-01', ['tax_rate_old']],
    ['11', '2017-08-01', []],
    ['16', '2018-05-01', []],
    ['16', '2019-03-31', []],
    ['16', '2019-04-01', ['tax_rate_old']],
    ['10', '2018-04-30', ['tax_rate_old']],
    ['13', '2019-04-01', []],
    ['13', '2019-03-31', ['tax_rate_before_its_time']],
    ['13', '2026-06-05', []],
    ['13', '2026-06-06', ['invoice_date_future']],
  ])('%s on an invoice of %s gives %j', (rate, issued, findings) => {
    expect(codesOf(checkTaxRate(rate, { issued, today }))).toEqual(findings);
  });
});
