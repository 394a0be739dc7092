import { readNumeral } from '../numbers/numerals.ts';
import { type Finding, type Verdict, verdictFor, verdictOf } from './verdict.ts';

/** Days as `YYYY-MM-DD`: when an invoice was issued, and today. */
export interface InvoiceDay {
  readonly issued: string;
  readonly today: string;
}

/** Rates that ended, the day that they began (if after 1994) and the day that they were replaced on. */
const ended: Readonly<Record<number, { readonly from: string; readonly until: string }>> = {
  17: { from: '', until: '2018-05-01' },
  11: { from: '', until: '2018-05-01' },
  16: { from: '2018-05-01', until: '2019-04-01' },
  10: { from: '2018-05-01', until: '2019-04-01' },
};
const thirteenSince = '2019-04-01';

/** The VAT rate that a text names, in percent: `13%`, `13个点`, `十三`, `0.13`, `免税` (0). */
export function readTaxRate(text: string): { readonly percent: number; readonly fraction: boolean } | undefined {
  const rate = text
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/^百分之/u, '')
    .replace(/(?:%|个?百?分?点|点)$/u, '');
  if (/^(?:免税|零税率|不征税)$/u.test(rate)) return { percent: 0, fraction: false };
  if (/^0?\.\d{1,4}$/.test(rate) && !text.includes('%')) {
    return { percent: Math.round(Number(rate) * 10_000) / 100, fraction: true };
  }
  const percent = /^\d{1,2}(?:\.\d{1,2})?$/.test(rate) ? Number(rate) : readNumeral(rate);
  return percent === undefined || percent > 99 ? undefined : { percent, fraction: false };
}

/**
 * Checks a VAT rate against those in force (13, 9, 6, 0; levy rates 3 and 1): 13 is what goods carry; lower ones are to be
 * settled with the purchaser; 17, 16, 11 and 10 ended in 2018 and 2019 and fit only an invoice of that time.
 */
export function checkTaxRate(value: string, invoice?: InvoiceDay): Verdict {
  const rate = readTaxRate(value);
  if (rate === undefined) return verdictFor('tax_rate_unreadable');
  const findings: Finding[] = [];
  if (rate.fraction) findings.push({ code: 'tax_rate_fraction', values: { percent: rate.percent } });
  const judged = judge(rate.percent, invoice?.issued);
  if (judged !== undefined) findings.push(judged);
  if (invoice !== undefined && invoice.issued > invoice.today) findings.push({ code: 'invoice_date_future' });
  return verdictOf(findings);
}

function judge(percent: number, issued: string | undefined): Finding | undefined {
  const past = ended[percent];
  if (past !== undefined) {
    const fits = issued !== undefined && issued >= past.from && issued < past.until;
    return fits ? undefined : { code: 'tax_rate_old', values: { percent, until: past.until } };
  }
  if (percent === 13) {
    const early = issued !== undefined && issued < thirteenSince;
    return early ? { code: 'tax_rate_before_its_time', values: { percent, since: thirteenSince } } : undefined;
  }
  if (percent === 9 || percent === 6) return { code: 'tax_rate_lower', values: { percent } };
  if (percent === 3 || percent === 1) return { code: 'tax_rate_small_scale', values: { percent } };
  return percent === 0 ? { code: 'tax_rate_exempt' } : { code: 'tax_rate_unknown', values: { percent } };
}
