import { describe, expect, it } from 'vitest';
import { checkInvoiceNumber } from '../../../src/text/checks/invoice-number.ts';
import { codesOf } from './codes-of.ts';

describe('an invoice number', () => {
  it.each(['25332000000012345678', '24942000000012345678', '12345678', '2533 2000 0000 1234 5678'])(
    '%s is plausible',
    (number) => expect(checkInvoiceNumber(number, 2026)).toEqual({ verdict: 'plausible', findings: [] }),
  );

  it('behind its code is plausible, with a word on which to enter', () => {
    expect(checkInvoiceNumber('3300231130 12345678', 2026)).toEqual({
      verdict: 'plausible',
      findings: [{ code: 'invoice_number_with_code' }],
    });
  });

  it.each([
    ['3300231130', 'wrong', 'invoice_number_is_code'],
    ['033002311304', 'wrong', 'invoice_number_is_code'],
    ['2533200000001234567', 'wrong', 'invoice_number_length'],
    ['253320000000123456789', 'wrong', 'invoice_number_length'],
    ['2533200000001234567A', 'wrong', 'invoice_number_characters'],
    ['', 'wrong', 'invoice_number_characters'],
    ['35332000000012345678', 'doubtful', 'invoice_number_year'],
    ['27332000000012345678', 'doubtful', 'invoice_number_year'],
    ['25002000000012345678', 'doubtful', 'invoice_number_region'],
  ])('%s is %s: %s', (number, expected, finding) => {
    const verdict = checkInvoiceNumber(number, 2026);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toEqual([finding]);
  });
});
