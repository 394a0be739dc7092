import { describe, expect, it } from 'vitest';
import { checkBankAccount } from '../../../src/text/checks/bank-account.ts';
import { checkBankBranch } from '../../../src/text/checks/bank-branch.ts';
import { codesOf } from './codes-of.ts';

describe('the number of a corporate account', () => {
  it.each(['1202020000000000000', '2010 0265 0900 1234 567', '３３００１６１６７８１０５３００１２３４', '441234567'])(
    '%s is plausible: such accounts carry no check digit',
    (number) => expect(checkBankAccount(number)).toEqual({ verdict: 'plausible', findings: [] }),
  );

  it.each([
    ['12345', 'wrong', 'bank_account_length'],
    ['', 'wrong', 'bank_account_length'],
    ['1'.repeat(33), 'wrong', 'bank_account_length'],
    ['91330106TE5T00008Y', 'wrong', 'bank_account_is_credit_code'],
    ['13800138000', 'wrong', 'bank_account_is_mobile'],
    ['6222000000000000004', 'doubtful', 'bank_account_private_card'],
    ['6217000000000000004', 'doubtful', 'bank_account_private_card'],
    ['6228480000000000000', 'doubtful', 'bank_account_private_card'],
    ['102584002345', 'doubtful', 'bank_account_bank_code'],
    ['20100265090O1234567', 'doubtful', 'bank_account_letters'],
    ['88888888888888', 'doubtful', 'bank_account_pattern'],
    ['2345678901234', 'doubtful', 'bank_account_pattern'],
    ['20100265', 'doubtful', 'bank_account_unusual_length'],
  ])('%s is %s: %s', (number, expected, finding) => {
    const verdict = checkBankAccount(number);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toEqual([finding]);
  });
});

describe('the name of an opening bank', () => {
  it.each([
    '中国工商银行东莞长安支行',
    '农业银行杭州分行营业部',
    '慈溪农村信用社',
    '工行长安支行',
    'Bank of China Dongguan Branch',
  ])('%s is plausible', (name) => expect(checkBankBranch(name).verdict).toBe('plausible'));

  it.each([
    ['中国工商银行', 'doubtful', 'bank_branch_no_branch'],
    ['建行', 'doubtful', 'bank_branch_no_branch'],
    ['长安支行', 'doubtful', 'bank_branch_no_bank'],
    ['102584002345', 'wrong', 'bank_branch_number'],
    [' ', 'wrong', 'bank_branch_empty'],
  ])('%s is %s: %s', (name, expected, finding) => {
    const verdict = checkBankBranch(name);
    expect(verdict.verdict).toBe(expected);
    expect(codesOf(verdict)).toEqual([finding]);
  });
});
