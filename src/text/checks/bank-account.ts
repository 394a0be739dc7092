import { passesLuhn } from '../numbers/luhn.ts';
import { writtenCode } from '../numbers/written-code.ts';
import { isCreditCode } from './credit-code.ts';
import { isMobile } from './mobile.ts';
import { type Finding, type Verdict, verdictFor, verdictOf } from './verdict.ts';

/** Whether a number looks like a private UnionPay card: 16 to 19 digits from 62 on that pass Luhn. */
function looksLikePrivateCard(digits: string): boolean {
  return /^62\d{14,17}$/.test(digits) && passesLuhn(digits);
}

/**
 * Checks the number of a corporate account for plausibility. Corporate accounts carry no common check digit, so that
 * only length and oddities are looked at: letters, runs, a private card, a bank's CNAPS code, a mobile number.
 */
export function checkBankAccount(value: string): Verdict {
  const number = writtenCode(value);
  if (isCreditCode(number) && /[A-Z]/.test(number)) return verdictFor('bank_account_is_credit_code');
  const length = number.length;
  if (length < 8 || length > 32 || !/^[0-9A-Z]+$/.test(number)) return verdictFor('bank_account_length', { length });
  if (isMobile(number)) return verdictFor('bank_account_is_mobile');
  const findings: Finding[] = [];
  if (/\D/.test(number)) findings.push({ code: 'bank_account_letters' });
  if (length < 9 || length > 22) findings.push({ code: 'bank_account_unusual_length', values: { length } });
  if (isPattern(number)) findings.push({ code: 'bank_account_pattern' });
  if (looksLikePrivateCard(number)) findings.push({ code: 'bank_account_private_card' });
  if (/^[134]\d{11}$/.test(number)) findings.push({ code: 'bank_account_bank_code' });
  return verdictOf(findings);
}

/** All digits the same, or each one more (or one less) than the one before, 9 and 0 being neighbours. */
function isPattern(digits: string): boolean {
  const steps = new Set<number>();
  for (let place = 1; place < digits.length; place += 1) {
    steps.add((10 + Number(digits.charAt(place)) - Number(digits.charAt(place - 1))) % 10);
  }
  const [step] = steps;
  return steps.size === 1 && (step === 0 || step === 1 || step === 9);
}
