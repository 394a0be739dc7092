import { type Verdict, verdictFor, verdictOf } from './verdict.ts';

const bank = /银行|信用社|信用联社|农信|[工建农中交招邮商]行|bank|credit (?:union|cooperative)/i;
const branch = /支行|分行|营业[部室厅]|信用社|分理处|储蓄所|分社|网点|branch|sub-?branch/i;

/** Checks the name of an opening bank (开户银行): a bank, named down to the branch. Expects any writing. */
export function checkBankBranch(value: string): Verdict {
  const name = value.normalize('NFKC').trim();
  if (name === '') return verdictFor('bank_branch_empty');
  if (/^[\d\s-]+$/.test(name)) return verdictFor('bank_branch_number');
  if (!branch.test(name)) return verdictFor(bank.test(name) ? 'bank_branch_no_branch' : 'bank_branch_no_bank');
  return bank.test(name) ? verdictOf([]) : verdictFor('bank_branch_no_bank');
}
