import { maskPersonal } from './secrets.ts';

const mask = '***';

/** Digits in a row, with what people put between them; what the guide itself names (1688, 95188 …) tells nothing of anybody. */
const digits = /\d(?:[\s\p{Pd}.,、*]{0,2}\d){2,40}/gu;
const everybodys = new Set(['1688', '95188', '12366', '110', '96110', '500', '5000000']);
const numerals = /[零〇一二两三四五六七八九幺壹贰叁肆伍陆柒捌玖]{4,40}/gu;
/** Who somebody is, behind the words that say so; a name is cut where a sign or a blank ends it. */
const named =
  /(?:我叫|我是|名字叫|姓名[是:：]?|法人(?:代表)?[是叫:：]|联系人[是叫:：]?|my name is|i am|i'm)\s{0,2}[^\s,，。.!！?？;；、吗呢吧]{1,30}/giu;
/** The part of an address that leads to a door: everything from a road or a village on, and what stands before it in one piece. */
const address =
  /[\p{Script=Han}]{2,20}?(?:省|市|区|县|镇|乡|街道|村|路|街|巷|弄|大道)[\p{Script=Han}A-Za-z\d-]{0,40}?(?:\d{1,5}|[零〇一二三四五六七八九十百]{1,5})(?:号|栋|幢|室|楼|弄|单元|组)[\p{Script=Han}A-Za-z\d-]{0,20}/gu;
/** “我是做紧固件的” says what, not who. */
const what = /^(?:我是|i am|i'm)\s{0,2}(?:做|个|不|来|想|要|在|谁|新|老|卖|供|采购|会计|老板|a\b|the\b|not\b|an\b)/iu;

/**
 * A line as it may be kept for those who improve the answers: what {@link maskPersonal} masks, and besides no run of digits,
 * no row of numerals, no address and no name behind “我叫”. What it was about stays readable.
 *
 * @example keptLine('我叫王小明，住北仑区明州路88号') // '***，住***'
 */
export const keptLine = (text: string): string =>
  maskPersonal(text.normalize('NFKC'))
    .replace(address, mask)
    .replace(named, (found) => (what.test(found) ? found : mask))
    .replace(digits, (found) => (everybodys.has(found) ? found : mask))
    .replace(numerals, mask);
