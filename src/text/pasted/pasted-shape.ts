import { isCreditCode } from '../checks/credit-code.ts';
import type { FieldCheckName } from '../checks/field-check.ts';
import { startsWithRegion } from '../checks/invoice-number.ts';
import { isMobile } from '../checks/mobile.ts';
import { isRegistrationNumber } from '../checks/registration-number.ts';
import { looksLikeIdCard } from '../numbers/id-card.ts';
import { passesLuhn } from '../numbers/luhn.ts';
import { writtenCode } from '../numbers/written-code.ts';

/** The years (two digits) that an invoice number of 20 digits may name, seen from far: the check itself knows today. */
const invoiceYear = /^(?:2[1-9]|3\d)/;
/** A paper invoice's code: region, year, batch and kind; those of 12 digits have a 0 in front, or a region at once. */
const invoiceCode = /^0?(?:[1-6]\d|71|8[12])\d\d(?:0[89]|1\d|2[0-4])\d{4,6}$/;
/** Payment cards other than those of UnionPay. */
const otherCard = /^(?:4|5[1-5])\d{15}$/;

/**
 * What a number can only be, going by its shape: a credit code, an old registration number, a mobile number, an invoice
 * number or code, an account. Identity cards and private cards are left alone: those are secrets. Short numbers without a
 * shape of their own are taken for an account only when `asked`, that is, when the person wants something checked.
 */
export function fieldOfShape(token: string, asked: boolean): FieldCheckName | undefined {
  const code = writtenCode(token).replace(/^\+/, '');
  const length = code.length;
  if (length === 18 && code.startsWith('9') && isCreditCode(code)) return 'credit_code';
  if (looksLikeIdCard(code)) return undefined;
  if (isInvoicePair(token)) return 'invoice_number';
  if (/[A-Z]/.test(code)) return looksLikeCreditCode(code) ? 'credit_code' : undefined;
  if (!/^\d+$/.test(code)) return undefined;
  if (isMobile(code)) return 'mobile';
  if (isCard(code) && !asked) return undefined;
  if (length === 15 && (isRegistrationNumber(code) || startsWithRegion(code))) return 'registration_number';
  if (length === 20 && invoiceYear.test(code) && startsWithRegion(code.slice(2))) return 'invoice_number';
  if (isInvoiceCode(code)) return 'invoice_number';
  if (length === 18 && /^9[1-3]\d{6}/.test(code) && startsWithRegion(code.slice(2))) return 'credit_code';
  if (length >= 12 && length <= 22) return 'bank_account';
  return asked && length >= 9 && length < 12 && !code.startsWith('20') ? 'bank_account' : undefined;
}

function isInvoiceCode(digits: string): boolean {
  return /^(?:\d{10}|\d{12})$/.test(digits) && invoiceCode.test(digits) && startsWithRegion(digits.replace(/^0/, ''));
}

/** Whether a text is the code and the number of a paper invoice, one behind the other. */
export function isInvoicePair(text: string): boolean {
  const [first = '', second = '', more] = text.split(/[ -]/u);
  return isInvoiceCode(first) && /^\d{8}$/.test(second) && more === undefined;
}

/** Whether digits pass for the number of a payment card. */
function isCard(digits: string): boolean {
  return (/^62\d{14,17}$/.test(digits) || otherCard.test(digits)) && passesLuhn(digits);
}

/** 18 characters, or one more or less, that begin like a credit code; letters that it cannot hold are mistakes. */
function looksLikeCreditCode(code: string): boolean {
  return /^[0-9A-Z]{16,20}$/.test(code) && /^9[1-3I][0-9OIBGSZ]{6}/.test(code);
}
