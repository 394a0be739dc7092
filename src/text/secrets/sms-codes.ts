import type { Stretch } from './readable-text.ts';

const noCodeBefore =
  'invoice|credit|bank|tax|zip|post|postal|area|claim|invitation|invite|qr|bar|error|status|swift|branch|country|source|http';
const keywords = new RegExp(
  [
    '验证码|驗證碼|[校效]验码|校驗碼|动态[码口密][令码]?|動態[碼密]碼?|短信码|激活码|确认码|[验眼]证吗',
    '(?<![a-z])(?:yzm|yanzhengma|otp|pin|captcha|passcode)(?![a-z])',
    `(?<![a-z])(?<!(?:${noCodeBefore})[\\s_-]?)code(?![a-z])`,
    '(?<![代号编请维条税区邮密尺数源])[码碼](?=\\s?[是为:=])',
  ].join('|'),
  'giu',
);
const inside = '[\\s\\p{Pd}]{0,2}';
const numerals = '[零〇一二三四五六七八九幺两]';
const codes = new RegExp(
  `(?<![\\d.])\\d(?:${inside}\\d){3,7}(?!${inside}\\d)|(?<!${numerals})${numerals}{4,8}(?!${numerals})`,
  'gu',
);
/** What makes a number a count, a year, a price, a part of something longer. */
const countAfter = /^(?:\s?(?:[年月日号天元块毛分秒次个点位条小遍万%人]|seconds?|minutes?|digits?|times?|yuan)|\.\d)/iu;
const partBefore = /(?:尾号|尾數|尾数|末四位|ending(?: in)?)[\s:是为]{0,3}$/iu;
/** Between a word and a code of which one tells the other. */
const telling = /^(?:[\s:=,"'“”‘’「」()[\]【】]|[是为就叫我的收到了给发你说]|is|was|shi|the|your|my|a){0,8}$/iu;
const sentenceEnd = /[。!?;\n]/u;
const notArrived = /^.{0,4}?(?:收[不唔勿]到|没收|未收|冇收|没到|不来|没来|not\b)/iu;
/** Numbers said near such a word without being a code: the site, hotlines, senders of messages, years. */
const known = /^(?:1688|95\d{3}|100\d{2}|123\d{2}|106\d{1,5}|20[123]\d(?:-\d\d?-\d\d?)?)$/;
const month = /^20\d\d-\d\d$/;
const nearest = 12;

const nothingElse = new RegExp(`^[^\\p{L}\\p{N}]*?(\\d(?:${inside}\\d){5})[^\\p{L}\\p{N}]*$`, 'u');

/**
 * Where a legible text tells a code that was sent by text message: 4 to 8 digits beside a word for it, before or after,
 * or a message that is nothing but 6 digits.
 */
export function findSmsCodes(text: string): Stretch[] {
  const alone = nothingElse.exec(text.slice(0, 100));
  if (alone?.[1] !== undefined && text.length <= 100 && !month.test(alone[1])) {
    const start = text.indexOf(alone[1]);
    return [{ start, end: start + alone[1].length }];
  }
  const words = [...text.matchAll(keywords)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const found: Stretch[] = [];
  let next = 0;
  for (const match of text.matchAll(codes)) {
    const code = { start: match.index, end: match.index + match[0].length };
    while ((words[next]?.start ?? Number.POSITIVE_INFINITY) < code.start) next += 1;
    if (countAfter.test(text.slice(code.end, code.end + 12))) continue;
    if (partBefore.test(text.slice(Math.max(0, code.start - 12), code.start))) continue;
    const before = words[next - 1];
    const after = words[next];
    const told =
      (before !== undefined && tells(text, before.end, code.start, match[0])) ||
      (after !== undefined &&
        tells(text, code.end, after.start, match[0]) &&
        !notArrived.test(text.slice(after.end, after.end + 8)));
    if (told) found.push(code);
  }
  return found;
}

function tells(text: string, from: number, to: number, code: string): boolean {
  if (to < from || to - from > nearest) return false;
  const gap = text.slice(from, to);
  const plainly = telling.test(gap);
  // Four numerals right behind the word may count something; six are a code.
  if (!/\d/.test(code)) return plainly && (gap !== '' || code.length >= 6);
  if (plainly && /[:=是为]|is|shi/iu.test(gap)) return true;
  return !known.test(code) && (plainly || !(sentenceEnd.test(gap) || notArrived.test(gap)));
}
