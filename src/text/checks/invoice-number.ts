import { writtenCode } from '../numbers/written-code.ts';
import { type Finding, type Verdict, verdictFor, verdictOf } from './verdict.ts';

/** The first two digits of GB/T 2260 regions, and 91 to 95, which cities with their own tax bureau use. */
const regions = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|9[1-5])/;

/** Whether the first digits of a text name a region that invoices and licences are issued in. */
export function startsWithRegion(digits: string): boolean {
  return regions.test(digits);
}

/**
 * Checks the number of a VAT invoice: 20 digits for a fully digital one (year and region in front; no check digit), 8 for
 * a paper one; 10 or 12 digits are the code (发票代码) of a paper one. `currentYear` has four digits.
 * Source: State Taxation Administration announcement 11 of 2024.
 */
export function checkInvoiceNumber(value: string, currentYear: number): Verdict {
  if (/^\s*(?:\d{10}|\d{12})[^\p{L}\p{N}]+\d{8}\s*$/u.test(value.normalize('NFKC'))) {
    return verdictFor('invoice_number_with_code');
  }
  const number = writtenCode(value);
  if (!/^\d+$/.test(number)) return verdictFor('invoice_number_characters');
  if (number.length === 8) return verdictOf([]);
  if (number.length === 10 || number.length === 12) return verdictFor('invoice_number_is_code');
  if (number.length !== 20) return verdictFor('invoice_number_length', { length: number.length });
  const year = Number(number.slice(0, 2));
  const findings: Finding[] = [];
  if (year < 21 || year > currentYear % 100) {
    findings.push({ code: 'invoice_number_year', values: { year: number.slice(0, 2) } });
  }
  if (!startsWithRegion(number.slice(2))) {
    findings.push({ code: 'invoice_number_region', values: { region: number.slice(2, 4) } });
  }
  return verdictOf(findings);
}
