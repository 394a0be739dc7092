import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCreditCode, isCreditCode } from '../../../src/text/checks/credit-code.ts';
import { codesOf } from './codes-of.ts';

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const valid = [
  '91330106TE5T00008Y',
  '91440300MA5ABCDE5X',
  '92330281MA2XY7W84E',
  '93370200MA3KLMN012',
  '91310115MA1H00004A',
  '911101080000000194',
  // The sum is a multiple of 31, so that the check character is 0.
  '913301000000004490',
  // The standard's worked example.
  '91350100M000100Y43',
];

describe('a unified social credit code', () => {
  it.each(valid)('%s is plausible', (code) => {
    expect(checkCreditCode(code)).toEqual({ verdict: 'plausible', findings: [] });
    expect(isCreditCode(code)).toBe(true);
  });

  it('is read in small letters, full width and groups', () => {
    expect(checkCreditCode('91330106te5t00008y').verdict).toBe('plausible');
    expect(checkCreditCode('９１３３０１０６ＴＥ５Ｔ００００８Ｙ').verdict).toBe('plausible');
    expect(checkCreditCode(' 9133 0106-TE5T\u200b 0000 8Y ').verdict).toBe('plausible');
  });

  it('of an office rather than a business is doubtful', () => {
    const code = alphabet.map((check) => `12330106TE5T00008${check}`).find(isCreditCode);
    expect(checkCreditCode(code ?? '')).toEqual({ verdict: 'doubtful', findings: [{ code: 'credit_code_registrar' }] });
  });

  it.each([
    ['91330106TE5T00008X', 'credit_code_check_digit'],
    ['9133010GTE5T00008Y', 'credit_code_region'],
    ['91330106TE5T0000BY', 'credit_code_check_digit'],
    ['91330106TE5TO0008Y', 'credit_code_letter_o'],
    ['9I330106TE5T00008Y', 'credit_code_letter_i'],
    ['91350100M000100Y4Z', 'credit_code_letter_other'],
    ['91330106TE5T00008', 'credit_code_length'],
    ['91330106TE5T00008YY', 'credit_code_length'],
    ['九一330106TE5T00008Y', 'credit_code_characters'],
    ['', 'credit_code_length'],
  ])('%s is wrong: %s', (code, finding) => {
    const verdict = checkCreditCode(code);
    expect(verdict.verdict).toBe('wrong');
    expect(codesOf(verdict)).toContain(finding);
  });

  it('with a letter O tells the place, counted from 1', () => {
    expect(checkCreditCode('91330106TE5TO0008Y').findings).toEqual([
      { code: 'credit_code_letter_o', values: { position: 13 } },
    ]);
  });

  it('with a character that looks alike tells which', () => {
    expect(checkCreditCode('91330106TE5T0000BY').findings).toContainEqual({
      code: 'credit_code_look_alike',
      values: { position: 17, found: 'B', instead: '8' },
    });
    expect(checkCreditCode('9133010GTE5T00008Y').findings).toContainEqual({
      code: 'credit_code_look_alike',
      values: { position: 8, found: 'G', instead: '6' },
    });
  });

  it('is guessed at only where both checks speak', () => {
    expect(codesOf(checkCreditCode('91330106TE5T00008X'))).toEqual(['credit_code_check_digit']);
  });

  it('with every single character replaced is caught', () => {
    for (const code of valid) {
      for (let place = 0; place < code.length; place += 1) {
        for (const other of alphabet) {
          if (other === code[place]) continue;
          const changed = code.slice(0, place) + other + code.slice(place + 1);
          expect(checkCreditCode(changed).verdict, changed).toBe('wrong');
        }
      }
    }
  });

  it('with two unequal neighbours swapped is caught', () => {
    for (const code of valid) {
      for (let place = 0; place + 1 < code.length; place += 1) {
        const changed = code.slice(0, place) + code[place + 1] + code[place] + code.slice(place + 2);
        if (changed !== code) expect(checkCreditCode(changed).verdict, changed).toBe('wrong');
      }
    }
  });

  it('whose organisation check fails while its own holds is only doubtful', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 }), (organisation) => {
        const body = `91330106${organisation}`;
        const code = alphabet.map((check) => body + check).find(isCreditCode);
        expect(code).toBeDefined();
        expect(checkCreditCode(code ?? '').verdict).not.toBe('wrong');
      }),
    );
  });
});
