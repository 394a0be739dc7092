import { writtenCode } from '../numbers/written-code.ts';
import { type Verdict, verdictFor } from './verdict.ts';

/** Whether 15 digits carry the check digit of GS 15-2006 (ISO 7064 MOD 11,10). */
export function isRegistrationNumber(digits: string): boolean {
  if (!/^\d{15}$/.test(digits)) return false;
  let product = 10;
  for (const digit of digits.slice(0, 14)) {
    product = (((product + Number(digit)) % 10 || 10) * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.charAt(14));
}

/**
 * Checks a business registration number of before 2015 (工商注册号, GS 15-2006): 15 digits, the last a check digit.
 * Numbers of 13 digits, given out before 2007, have none and are let through with a warning.
 */
export function checkRegistrationNumber(value: string): Verdict {
  const number = writtenCode(value);
  if (!/^\d*$/.test(number)) return verdictFor('registration_number_characters');
  if (number.length === 13) return verdictFor('registration_number_13_digits');
  if (number.length !== 15) return verdictFor('registration_number_length', { length: number.length });
  return verdictFor(isRegistrationNumber(number) ? 'registration_number_old_style' : 'registration_number_check_digit');
}
