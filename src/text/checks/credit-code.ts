import { writtenCode } from '../numbers/written-code.ts';
import { type Finding, type Verdict, verdictFor, verdictOf } from './verdict.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
/** Characters that are taken for one another when a code is copied by hand or by a camera. */
const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'DQ',
  '1': 'L7',
  '2': '7',
  '5': '6',
  '6': 'G5',
  '7': '1',
  '8': 'B',
  B: '8',
  D: '0',
  G: '6',
  L: '1',
  M: 'N',
  N: 'M',
  Q: '0',
  U: 'W',
  W: 'U',
};

function weigh(code: string, letters: string, factors: readonly number[]): number {
  return factors.reduce((sum, factor, place) => sum + factor * letters.indexOf(code.charAt(place)), 0);
}

/** GB 32100-2015: (31 − Σ Cᵢ·3^(i−1) mod 31) mod 31; the outer remainder matters when the sum is a multiple of 31. */
function hasCheckCharacter(code: string): boolean {
  return alphabet.charAt((31 - (weigh(code, alphabet, weights) % 31)) % 31) === code.charAt(17);
}

/** GB 11714-1997, over places 9 to 16, its check character in place 17. */
function hasOrganisationCheck(code: string): boolean {
  const check = 11 - (weigh(code.slice(8, 16), organisationAlphabet, organisationWeights) % 11);
  return code.charAt(16) === (check === 10 ? 'X' : check === 11 ? '0' : String(check));
}

const shape = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** Whether a text is exactly a valid unified social credit code (GB 32100-2015), in capitals and without blanks. */
export function isCreditCode(code: string): boolean {
  return shape.test(code) && hasCheckCharacter(code);
}

/**
 * Checks a unified social credit code (统一社会信用代码, GB 32100-2015): length, alphabet, digits in the region, check
 * character; the organisation's own check character (GB 11714) only as a warning. Says which place was probably misread.
 */
export function checkCreditCode(value: string): Verdict {
  const code = writtenCode(value);
  if (!/^[0-9A-Z]*$/.test(code)) return verdictFor('credit_code_characters');
  const letters = forbiddenLetters(code);
  if (code.length !== 18) {
    return verdictOf([{ code: 'credit_code_length', values: { length: code.length } }, ...letters]);
  }
  if (letters.length > 0) return verdictOf(letters);
  const region = code.slice(2, 8).search(/\D/);
  if (region >= 0) {
    const found = code.charAt(region + 2);
    const suggestion = lookAlike(code, region + 2, region + 3);
    return verdictOf([
      { code: 'credit_code_region', values: { position: region + 3, found } },
      ...(suggestion === undefined ? [] : [suggestion]),
    ]);
  }
  if (!hasCheckCharacter(code)) {
    const suggestion = lookAlike(code, 8, 17);
    return verdictOf([{ code: 'credit_code_check_digit' }, ...(suggestion === undefined ? [] : [suggestion])]);
  }
  const doubts: Finding[] = [];
  if (!hasOrganisationCheck(code)) doubts.push({ code: 'credit_code_organisation_check' });
  if (!code.startsWith('9')) doubts.push({ code: 'credit_code_registrar' });
  return verdictOf(doubts);
}

function forbiddenLetters(code: string): Finding[] {
  return [...code]
    .flatMap((found, place): Finding[] => {
      const position = place + 1;
      if (found === 'O') return [{ code: 'credit_code_letter_o', values: { position } }];
      if (found === 'I') return [{ code: 'credit_code_letter_i', values: { position } }];
      return alphabet.includes(found) ? [] : [{ code: 'credit_code_letter_other', values: { position, found } }];
    })
    .slice(0, 3);
}

/**
 * The one place from `start` up to `end` where a character that looks alike would make the code right by both checks.
 * Outside places 9 to 17 only one check speaks, and one guess in 31 would fit by chance.
 */
function lookAlike(code: string, start: number, end: number): Finding | undefined {
  const found: Finding[] = [];
  for (let place = start; place < end; place += 1) {
    const written = code.charAt(place);
    for (const instead of lookAlikes[written] ?? '') {
      const other = code.slice(0, place) + instead + code.slice(place + 1);
      if (!isCreditCode(other) || !hasOrganisationCheck(other)) continue;
      found.push({ code: 'credit_code_look_alike', values: { position: place + 1, found: written, instead } });
    }
  }
  return found.length === 1 ? found[0] : undefined;
}
