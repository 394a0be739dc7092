import { writtenCode } from '../numbers/written-code.ts';
import { type Verdict, verdictFor, verdictOf } from './verdict.ts';

/** Ranges of virtual operators and of things; some senders of SMS codes leave them out. */
const virtualPrefixes = new Set(['162', '165', '167', '170', '171']);

/** A mobile number without country prefix, blanks and dashes. */
function bareMobile(value: string): string {
  return writtenCode(value).replace(/^(?:\+|00)?86(?=1)/, '');
}

/** Whether a text is a mobile number of mainland China, in any usual writing. */
export function isMobile(value: string): boolean {
  return /^1[3-9]\d{9}$/.test(bareMobile(value));
}

/** Checks a mobile number of mainland China: 11 digits, the second 3 to 9; warns of virtual operators and data cards. */
export function checkMobile(value: string): Verdict {
  const number = bareMobile(value);
  if (!/^\+?\d+$/.test(number)) return verdictFor('mobile_characters');
  if (/^0[1-9]\d{8,10}$/.test(number)) return verdictFor('mobile_landline');
  if (number.length !== 11) return verdictFor('mobile_length', { length: number.replace('+', '').length });
  if (!/^1[3-9]/.test(number)) return verdictFor('mobile_prefix');
  const prefix = number.slice(0, 3);
  if (virtualPrefixes.has(prefix)) return verdictFor('mobile_virtual', { prefix });
  return prefix.startsWith('14') ? verdictFor('mobile_data_card', { prefix }) : verdictOf([]);
}
