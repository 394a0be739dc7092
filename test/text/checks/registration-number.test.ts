import { describe, expect, it } from 'vitest';
import { checkRegistrationNumber } from '../../../src/text/checks/registration-number.ts';
import { codesOf } from './codes-of.ts';

const valid = ['110108000000016', '330106000012340', '440307100000019', '330281600123454', '310115002009878'];

describe('an old registration number', () => {
  it.each(valid)('%s is plausible, with a word on its age', (number) => {
    const verdict = checkRegistrationNumber(number);
    expect(verdict.verdict).toBe('plausible');
    expect(codesOf(verdict)).toEqual(['registration_number_old_style']);
  });

  it.each([
    ['110108000000017', 'wrong', 'registration_number_check_digit'],
    ['330106000012341', 'wrong', 'registration_number_check_digit'],
    ['33010600001234', 'wrong', 'registration_number_length'],
    ['33010600001234A', 'wrong', 'registration_number_characters'],
    ['', 'wrong', 'registration_number_length'],
    ['3301060000123', 'doubtful', 'registration_number_13_digits'],
  ])('%s is %s: %s', (number, expected, finding) => {
    const verdict = checkRegistrationNumber(number);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toEqual([finding]);
  });

  it('with every single digit replaced is caught', () => {
    for (const number of valid) {
      for (let place = 0; place < number.length; place += 1) {
        for (const other of '0123456789') {
          if (other === number[place]) continue;
          const changed = number.slice(0, place) + other + number.slice(place + 1);
          expect(checkRegistrationNumber(changed).verdict, changed).toBe('wrong');
        }
      }
    }
  });
});
