import { readDays, readYuan } from './checks/credit-terms.ts';
import { clean } from './normalise.ts';
import { numeralCharacters } from './numbers/numerals.ts';

/** What somebody wants changed of a purchaser's terms. Only what was found is present. */
export interface TermsChangeRequest {
  readonly account?: string;
  /** In yuan. */
  readonly credit?: number;
  readonly days?: number;
  /** Exceptions that are accepted from now on, or no more. */
  readonly accepts?: Readonly<Partial<Record<AcceptedException, boolean>>>;
  /** What was named with a value that cannot be meant as it stands: an amount without 万, no number of days. */
  readonly unclear: readonly ('credit' | 'days')[];
}

/** The exceptions to the guide, by the ids that content has for them. */
type AcceptedException = 'small_scale' | 'other_rates' | 'no_account_permit';

/** Credit below this many yuan is an amount that was named in 万. */
const LEAST_CREDIT = 10_000;
const MOST_CREDIT = 1_000_000_000_000;
const MOST_DAYS = 365;
const LONGEST_ACCOUNT = 80;

const numeral = `[\\d.,，${numeralCharacters}]`;
const toBe = '(?:改成|改为|换成|换为|变成|变更为|调到|调成|调整为|设成|设为|提到|降到|加到|是|为|叫|用|to|is|=|[:：])';

const accountNamed = new RegExp(
  `(?:主账号|主帐号|主账户|主帐户|采购账号|main account)\\s*${toBe}[\\s${'“"\''}]*([^\\s，,。；;“”"'的]{2,${LONGEST_ACCOUNT}})`,
  'iu',
);
const creditNamed = new RegExp(
  `(?:额度|授信|金额|credit(?: limit| amount)?|limit)[^\\d${numeralCharacters}，。；;]{0,10}?(${numeral}+)\\s*(万|亿|w|k|千|million|m)?\\s*(?:元|块)?(?![天日个月周])`,
  'iu',
);
const changedTo = new RegExp(`${toBe}\\s*(${numeral}+)\\s*(万|亿|w|million)(?:元|块)?`, 'iu');
const daysNamed = new RegExp(
  `(?:账期|帐期|结算日期|结算天数|结算周期|结算|天数|月结|settlement(?: days| period)?|credit days|payment term|net)[^\\d${numeralCharacters}，。；;]{0,10}?([一1]个半月|(?:半|${numeral}+)\\s*(?:天|日|个?月|周|个?星期|days?|months?|weeks?)?)`,
  'iu',
);
const daysAlone = new RegExp(
  `(?<![${numeralCharacters}\\d第月])(${numeral}+\\s*(?:天|days?)|(?:半|${numeral}+)个月)(?!前|后|内|之)`,
  'iu',
);

const monthAndAHalf = /^[一1]个半月/u;

/** Somebody asks how it is, and wants nothing changed. */
const asks = /[吗么?？]\s*$/u;

const clauses = /[，,。；;！!？?\n]|\bbut\b|\band\b/iu;
const refuses =
  /(?:不再?|别|勿|不能|不要|不想|取消|停止|关掉|去掉|拒绝|只)(?:接受|收|认|要|允许|支持)|不行|不可以|取消|关掉|去掉|拒绝|\b(?:no longer|not|don't|do not|stop|never|reject)\b/iu;
const permit = /开户许可证|许可证|基本存款|account permit/iu;
const withoutPermit =
  /(?:没有?|无|免|不需要?|不用|不要求|不看|不查|可以没有|without|no|not need|not require).{0,8}(?:开户许可证|许可证|account permit)|基本存款/iu;
const demandsPermit = /(?:必须|一定|得要|需要有|要有|require|must).{0,8}(?:许可证|permit)/iu;
const smallScale = /小规模|small[- ]?scale/iu;
const otherRates =
  /(?:其他|其它|别的|不同|任何|各种)税率|非\s*13|不是\s*13|(?<!\d)[1369]\s*%|(?<![\d十])[1369一三六九]个点|other (?:vat )?(?:tax )?rates/iu;
const onlyThirteen = /[只仅]\s*(?:接受|收|认|要)?\s*13/u;

/** What a clause says of one exception; nothing when it does not speak of it. */
const accepted = (clause: string): readonly (readonly [AcceptedException, boolean])[] => {
  const said: (readonly [AcceptedException, boolean])[] = [];
  const refused = refuses.test(clause);
  if (smallScale.test(clause)) said.push(['small_scale', !refused]);
  if (onlyThirteen.test(clause)) said.push(['other_rates', false]);
  else if (otherRates.test(clause)) said.push(['other_rates', !refused]);
  if (permit.test(clause)) {
    const accepts = /接受|收|认|可以|也行|允许|accept|allow/iu.test(clause);
    const isRefused = demandsPermit.test(clause) || (refused && !/不要求/u.test(clause));
    if (isRefused) said.push(['no_account_permit', false]);
    else if (withoutPermit.test(clause) || accepts) said.push(['no_account_permit', true]);
  }
  return said;
};

const numberOnly = (written: string): string => written.replace(/[,，]$/u, '');

const creditIn = (text: string): number | 'unclear' | undefined => {
  const [, number, unit = ''] = creditNamed.exec(text) ?? changedTo.exec(text) ?? [];
  if (number === undefined) return undefined;
  const yuan = readYuan(`${numberOnly(number)}${unit}`);
  return yuan === undefined || yuan < LEAST_CREDIT || yuan > MOST_CREDIT ? 'unclear' : Math.round(yuan);
};

const daysIn = (text: string): number | 'unclear' | undefined => {
  const [, written] = daysNamed.exec(text) ?? daysAlone.exec(text) ?? [];
  if (written === undefined) return undefined;
  const days = monthAndAHalf.test(written) ? 45 : readDays(written);
  return days === undefined || days < 1 || days > MOST_DAYS || !Number.isInteger(days) ? 'unclear' : days;
};

/**
 * What a text wants changed of the terms: "额度改成三百万", "账期60天", "接受小规模", "主账号是xxx", several of them at once.
 * Nothing but an empty `unclear` when it wants nothing changed.
 */
export const readTermsChange = (text: string): TermsChangeRequest => {
  const plain = clean(text);
  const account = accountNamed.exec(plain)?.[1]?.replace(/[吧了哦啊呀。.!！]+$/u, '');
  // The digits of an account are no amount.
  const rest = account === undefined ? plain : plain.replace(account, ' ');
  const credit = creditIn(rest);
  const days = daysIn(rest);
  const accepts = asks.test(rest) ? [] : rest.split(clauses).flatMap((clause) => accepted(clause ?? ''));
  const unclear: ('credit' | 'days')[] = [];
  if (credit === 'unclear') unclear.push('credit');
  if (days === 'unclear') unclear.push('days');
  return {
    ...(account === undefined || account.length < 2 ? {} : { account }),
    ...(typeof credit === 'number' ? { credit } : {}),
    ...(typeof days === 'number' ? { days } : {}),
    ...(accepts.length === 0 ? {} : { accepts: Object.fromEntries(accepts) }),
    unclear,
  };
};
