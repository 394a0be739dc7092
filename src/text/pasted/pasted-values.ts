import { checkBankBranch } from '../checks/bank-branch.ts';
import { hasLegalForm } from '../checks/company-name.ts';
import { readDays, readYuan } from '../checks/credit-terms.ts';
import { readDepositAmount } from '../checks/deposit-amount.ts';
import type { FieldCheckName } from '../checks/field-check.ts';
import { readTaxRate } from '../checks/tax-rate.ts';

/** How a value follows its label: behind a colon (or =), which leaves no doubt, or in any other way. */
export type Joint = 'colon' | 'loose';

const code = /^[0-9a-z]{4,}(?:[ -](?=[a-z]*\d)[0-9a-z]+)*/iu;
const digits = /^\+?\d(?:[ -]?\d){3,40}/u;
const words = /^[^\s,，。;；:：!！?？、]{2,80}/u;
const upToBreak = /^[^,，。;；!！?？、]{1,60}/u;
const sum =
  /^[¥￥]?\s?(?:\d[\d,]{0,15}(?:\.\d{1,6})?\s?(?:million|[百佰千仟]?[万亿w]?)|[零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿]{1,24})(?:元整?|块)?/iu;
const rate =
  /^(?:\d{1,2}(?:\.\d{1,4})?|[零一二三四五六七八九十]{1,3}|百分之[一二三四五六七八九十]{1,3}|免税|\.\d{1,4})\s?(?:%|个?点)?/u;
const days = /^(?:月结|账期|net)?\s?(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s?(?:天|日|个?月|周|个?星期|days?)?/iu;

/** What people write where a value would stand when they ask rather than tell. */
const asking =
  /怎么|咋|如何|哪|什么|啥|为何|多少|还是|要不要|是不是|能不能|可不可以|可以|不一样|不一致|不同|一样|一致|[吗么呢嘛]$|怎样|有没有|忘|不对|错|^[不没未无]|认证|改了|写不|随便|\?/u;

/** Without a colon before it, nothing shorter is taken for a company's name ("母公司"). */
const shortestName = 6;

const readers = {
  credit_code: (text) => longCode(code.exec(text)?.[0], 6),
  registration_number: (text) => longCode(code.exec(text)?.[0], 6),
  mobile: (text) => longCode(digits.exec(text)?.[0], 5, 11),
  bank_account: (text) => longCode(code.exec(text)?.[0], 5),
  invoice_number: (text) => longCode(digits.exec(text)?.[0], 6),
  company_name: (text, joint) => {
    const name = words.exec(text)?.[0];
    if (name === undefined || asking.test(name) || !/\p{L}/u.test(name)) return undefined;
    return joint === 'colon' || (hasLegalForm(name) && name.length >= shortestName) ? name : undefined;
  },
  bank_branch: (text, joint) => {
    const name = words.exec(text)?.[0];
    if (name === undefined || asking.test(name)) return undefined;
    const { verdict, findings } = checkBankBranch(name);
    const named = verdict === 'plausible' || (findings[0]?.code === 'bank_branch_no_branch' && name.length >= 3);
    return joint === 'colon' || (named && /^\p{Script=Han}{0,20}(?:银行|行|信用|农信|bank)/iu.test(name))
      ? name
      : undefined;
  },
  tax_rate: (text) => readable(rate.exec(text)?.[0], readTaxRate),
  amount: (text, joint) => (joint === 'colon' ? readable(upToBreak.exec(text)?.[0], readDepositAmount) : undefined),
  credit_limit: (text) => readable(sum.exec(text)?.[0], readYuan),
  settlement_days: (text) => readable(days.exec(text)?.[0], readDays),
  member_name: (text) => {
    const name = upToBreak.exec(text)?.[0];
    return name === undefined || asking.test(name) ? undefined : name;
  },
} as const satisfies Record<FieldCheckName, (text: string, joint: Joint) => string | undefined>;

/**
 * A code in one or more groups, with at least so many digits in it. A first group that is `complete` characters long is
 * all of it: the next number is another one.
 */
function longCode(found: string | undefined, digitsAtLeast: number, complete = 15): string | undefined {
  const first = found?.split(' ')[0] ?? '';
  const written = first.length >= complete ? first : found;
  return written !== undefined && written.replace(/\D/g, '').length >= digitsAtLeast ? written : undefined;
}

function readable(found: string | undefined, read: (text: string) => unknown): string | undefined {
  return found === undefined || read(found) === undefined ? undefined : found;
}

/**
 * The value at the start of what follows a field's label, or undefined when what follows is no such value but talk
 * ("账号怎么填", "手机号被占用了").
 */
export function readValue(check: FieldCheckName, text: string, joint: Joint): string | undefined {
  return readers[check](text, joint);
}
