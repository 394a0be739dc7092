import { describe, expect, it } from 'vitest';
import { checkMobile } from '../../../src/text/checks/mobile.ts';
import { codesOf } from './codes-of.ts';

describe('a mobile number', () => {
  it.each([
    '13800138000',
    '+86 138-0013-8000',
    '１３８００１３８０００',
    '008613800138000',
    '8613800138000',
    '199 0000 0000',
  ])('%s is plausible', (number) => expect(checkMobile(number)).toEqual({ verdict: 'plausible', findings: [] }));

  it.each([
    ['12800138000', 'wrong', 'mobile_prefix'],
    ['1380013800', 'wrong', 'mobile_length'],
    ['138001380000', 'wrong', 'mobile_length'],
    ['0571-88888888', 'wrong', 'mobile_landline'],
    ['138001380OO', 'wrong', 'mobile_characters'],
    ['', 'wrong', 'mobile_characters'],
    ['16200000000', 'doubtful', 'mobile_virtual'],
    ['17000000000', 'doubtful', 'mobile_virtual'],
    ['14700000000', 'doubtful', 'mobile_data_card'],
  ])('%s is %s: %s', (number, expected, finding) => {
    const verdict = checkMobile(number);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toEqual([finding]);
  });
});
