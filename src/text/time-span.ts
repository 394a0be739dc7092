const number = '(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const day =
  `大后天|后天|明天|今天|今晚|明晚|后晚|明早|今早|明儿|明日|今日|听日|后日|听晚|听朝|周末|月底|月初|下个?月(?:${number}[号日]|初|底)?|年底|` +
  `(?:下下?个?|本|这个?)?(?:周|星期|礼拜)[一二三四五六日天末1-6]|下个?(?:周|星期|礼拜)|${number}月${number}[号日]?|${number}[号日](?![码栏])|\\d{1,2}/\\d{1,2}|` +
  `过(?:几|${number})[天日]`;
const part = '一早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|凌晨|下昼|晚饭后|午饭后|下班前|下班后|上班|早|晚';
const clock = `${number}[:：]\\d{2}|${number}点(?:钟|半|[一三]刻|${number}分?)?(?:左右)?`;
const wait =
  `(?:过|等)?(?:半|(?:\\d{1,3}|[一二两三四五六七八九十几]{1,3})个?半?)(?:个)?(?:小时|钟头|分钟|刻钟|天|日|周|星期|礼拜|月)(?:之后|以后|后|再)|` +
  `(?:过|等)(?:半|(?:\\d{1,3}|[一二两三四五六七八九十几]{1,3})个?半?)(?:个)?(?:小时|钟头|分钟|刻钟|周|星期|礼拜|月)`;
const vague = '等会儿?|待会儿?|一会儿|晚点儿?|晚些时候|改天|回头|迟啲|过几天|过两天';
const weekday = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const english =
  `(?:in|after) (?:an?|half an?|one|two|three|four|five|\\d{1,3}|a few|a couple of) (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)(?: later)?|` +
  `(?:later )?(?:today|tonight)|tomorrow|tmrw?|(?:next|this|on|by) ${weekday}|${weekday}|next (?:week|month)|in the (?:morning|afternoon|evening)|` +
  "morning|afternoon|evening|noon|(?:at )?\\d{1,2}(?::\\d{2})? ?(?:am|pm|o'clock)|at \\d{1,2}(?::\\d{2})?";

const chinesePiece = `(?:${wait}|${day}|${part}|${clock}|${vague})`;
const chineseSpan = new RegExp(`${chinesePiece}(?:\\s*的?\\s*${chinesePiece})*`, 'gu');
const englishSpan = new RegExp(`\\b(?:${english})(?:,? (?:at |in the |on )?(?:${english}))*\\b`, 'giu');
/** One character alone, or only a part of the day, names no time yet. */
const tooLittle = /^(?:早|晚|上班|morning|afternoon|evening|今天|今日)$/iu;

/**
 * The part of a cleaned text in simplified characters that names a time to come back ("明天下午三点", "in an hour"), or
 * undefined. Finds the longest one; what it means is resolved elsewhere, against a clock.
 */
export function findTimeSpan(text: string): { readonly start: number; readonly end: number } | undefined {
  let best: { readonly start: number; readonly end: number } | undefined;
  for (const span of [chineseSpan, englishSpan]) {
    for (const match of text.matchAll(span)) {
      if (tooLittle.test(match[0])) continue;
      if (best === undefined || match[0].length > best.end - best.start) {
        best = { start: match.index, end: match.index + match[0].length };
      }
    }
  }
  return best;
}
