import { writtenCode } from '../numbers/written-code.ts';
import { checkBankAccount } from './bank-account.ts';
import { checkBankBranch } from './bank-branch.ts';
import { checkCompanyName } from './company-name.ts';
import { checkCreditCode } from './credit-code.ts';
import { checkCreditLimit, checkSettlementDays } from './credit-terms.ts';
import { checkDepositAmount, readDepositAmount } from './deposit-amount.ts';
import { checkInvoiceNumber } from './invoice-number.ts';
import { checkMemberName } from './member-name.ts';
import { checkMobile } from './mobile.ts';
import { checkRegistrationNumber } from './registration-number.ts';
import { checkTaxRate, type InvoiceDay } from './tax-rate.ts';
import type { Verdict } from './verdict.ts';

/** What a value is compared with. */
export interface Expectations {
  /** Today as `YYYY-MM-DD`. */
  readonly today: string;
  /** The credit limit that the purchaser asks for, in yuan. */
  readonly creditLimit: number;
  /** The settlement days that the purchaser asks for. */
  readonly settlementDays: number;
  /** What the micro-deposit in question stays below, in fen. */
  readonly depositLimit: 100 | 200;
  /** When the invoice that a tax rate stands on was issued, as `YYYY-MM-DD`. */
  readonly invoiceIssued?: string;
}

const checks = {
  // The page has one field for the old number and the new code.
  credit_code: (value) => (isOldNumber(value) ? checkRegistrationNumber(value) : checkCreditCode(value)),
  registration_number: (value) =>
    writtenCode(value).length === 18 ? checkCreditCode(value) : checkRegistrationNumber(value),
  mobile: checkMobile,
  bank_account: checkBankAccount,
  bank_branch: checkBankBranch,
  company_name: checkCompanyName,
  invoice_number: (value, { today }) => checkInvoiceNumber(value, Number(today.slice(0, 4))),
  tax_rate: (value, { today, invoiceIssued }) => checkTaxRate(value, invoiceDay(invoiceIssued, today)),
  amount: (value, { depositLimit }) => checkDepositAmount(readDepositAmount(value), depositLimit),
  member_name: checkMemberName,
  credit_limit: (value, { creditLimit }) => checkCreditLimit(value, creditLimit),
  settlement_days: (value, { settlementDays }) => checkSettlementDays(value, settlementDays),
} as const satisfies Record<string, (value: string, expectations: Expectations) => Verdict>;

function isOldNumber(value: string): boolean {
  return /^(?:\d{13}|\d{15})$/.test(writtenCode(value));
}

function invoiceDay(issued: string | undefined, today: string): InvoiceDay | undefined {
  return issued === undefined ? undefined : { issued, today };
}

/** The rules that a field can be checked by. */
export type FieldCheckName = keyof typeof checks;

/** Checks a value by the rule of that name. */
export function checkField(check: FieldCheckName, value: string, expectations: Expectations): Verdict {
  return checks[check](value, expectations);
}
