import { isCreditCode } from './credit-code.ts';
import { isMobile } from './mobile.ts';
import { type Finding, type Verdict, verdictFor, verdictOf } from './verdict.ts';

const shortest = 5;
const longest = 25;

/** Length as the registration page counts it: a Chinese character is two. */
function weightedLength(name: string): number {
  return [...name].reduce((sum, character) => sum + (/[\u4e00-\u9fff]/u.test(character) ? 2 : 1), 0);
}

/**
 * Checks a 1688 member name: only letters, digits and Chinese characters (an underline is let through with a warning, the
 * guide does not name it), 5 to 25 long, and nothing that tells more than a name should.
 */
export function checkMemberName(value: string): Verdict {
  const name = value.normalize('NFKC').trim();
  if (name === '') return verdictFor('member_name_empty');
  if (/\s/u.test(name)) return verdictFor('member_name_blank');
  if (/[^A-Za-z0-9\u4e00-\u9fff_]/u.test(name)) return verdictFor('member_name_characters');
  const findings: Finding[] = [];
  const length = weightedLength(name);
  if (name.includes('_')) findings.push({ code: 'member_name_underscore' });
  if (length < shortest) findings.push({ code: 'member_name_short', values: { length, shortest } });
  if (length > longest) findings.push({ code: 'member_name_long', values: { length, longest } });
  if (isMobile(name)) findings.push({ code: 'member_name_is_mobile' });
  else if (isCreditCode(name.toUpperCase())) findings.push({ code: 'member_name_is_credit_code' });
  else if (/^\d+$/.test(name)) findings.push({ code: 'member_name_digits' });
  return verdictOf(findings);
}
