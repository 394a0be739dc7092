import { clean } from '../normalise.ts';
import { chineseRules } from './chinese.ts';
import { chronoMentions, englishRules } from './english.ts';
import { join, type Mention, scan } from './mention.ts';
import { fitsPart, resolve, type When } from './resolve.ts';

export type { When } from './resolve.ts';

/** English rules are tried only where there are Latin letters: each costs something at every place of a text. */
const allRules = [...chineseRules, ...englishRules];

const call =
  '(?:提[醒行星]|题醒|[叫喊找催揾搵](?!人)|联[系络]|通知|招呼|告诉我|问我|[发弄搞整做办讲说来看试回]|继续|接着|上班|remind|ping|call|chase|message|text|ask|again|back|try|continue)';
const calledAfter = new RegExp(
  `^[^,。;；!！?？]{0,8}?(?:${call}|以后|之后|后再)|^[^,。;；!！?？]{0,3}[再在]${call}`,
  'iu',
);
const calledBefore =
  /(?:提[醒行星]|[叫喊找催]我?|remind\s+me|ping\s+me|call\s+me|message\s+me|text\s+me|chase\s+me|ask\s+me|write\s+me)(?:\s*again|一[下声])?\s*(?:在|于|at|on|in|by|about)?\s*$/iu;
const refusedAfter =
  /^(?:(?:之|以)?前)?[^,。;；!！?？]{0,4}?(?:(?<![忘得])(?:别|不|没|勿|唔|冇|莫)(?!忘)|太|忙|有事|来不及|busy|can'?t|cannot|won'?t|not\b|is\s+bad)/iu;
const refusedBefore = /(?:不要|别|不是|不在|\bnot|\bno\s+time|n't\b[^,.;]{0,20})\s*(?:on|at|in)?\s*$/iu;
const boundAfter = /^[^,。;；]{0,2}(?:之|以)?前/u;
/** 行不行, 好不好 and 别忘了 refuse nothing. */
const asking = /([行好可能是要成中])不\1|别忘|不要忘|不忘|don'?t forget/giu;

/** The traditional characters that occur in words of time and of asking, above what they are in simplified ones. */
const traditional = '點後週禮號個鐘兩過聽時間會兒遲陣尋晝裡裏聯絡發說講問來試繼續別沒開幾萬餐頭尾辦關';
const simple = '点后周礼号个钟两过听时间会儿迟阵寻昼里里联络发说讲问来试继续别没开几万餐头尾办关';

const simplified = (text: string): string =>
  text.replace(/[\u4e00-\u9fff]/gu, (character) => simple[traditional.indexOf(character)] ?? character);

/** Nobody names a time behind so many characters; the rules look at every place of a text. */
const LONGEST_WISH = 600;

interface Weighed extends Mention {
  readonly weight: number;
  readonly refused: boolean;
  /** Only a limit before which nothing is wanted: 十二点之前别找我. */
  readonly bound: boolean;
}

function weigh(text: string, mention: Mention): Weighed {
  const before = text.slice(Math.max(0, mention.start - 24), mention.start);
  const after = text.slice(mention.end, mention.end + 24);
  const refused = refusedAfter.test(after) || refusedBefore.test(before);
  const bare = isToday(mention) && !mention.part && !mention.clock;
  const weight =
    (calledBefore.test(before) ? 3 : 0) + (calledAfter.test(after) ? 2 : 0) - (mention.vague || bare ? 4 : 0);
  return { ...mention, weight, refused, bound: refused && boundAfter.test(after) };
}

const isToday = (mention: Mention): boolean => mention.day?.type === 'days' && mention.day.days === 0;

/** A time without a day belongs to the day that was named before it, and a clock time to the part that it fits. */
function inherit(chosen: Mention, earlier: readonly Weighed[], isFuture: (mention: Mention) => boolean): Mention {
  if (chosen.minutes !== undefined || chosen.vague || chosen.day || !(chosen.part || chosen.clock)) return chosen;
  const usable = earlier.filter((mention) => !mention.refused || mention.bound);
  const day = usable.findLast((mention) => mention.day && !isToday(mention) && isFuture(mention))?.day;
  const part = usable.findLast(
    (mention) => mention.part && !mention.clock && chosen.clock && fitsPart(mention.part, chosen.clock),
  )?.part;
  return { ...chosen, ...(day ? { day } : {}), ...(part && !chosen.part ? { part } : {}) };
}

/**
 * Reads when somebody wants to be reminded: `明天下午三点`, `过两个小时`, `26号`, `下周一上午`, `in two hours`, `later`.
 *
 * Takes any text, in Chinese (also traditional) or English or both. `now` is in milliseconds since 1970, `offsetMinutes` how far
 * local time is ahead of UTC. Of several times the one that goes with the asking is taken, otherwise the last; one that
 * is refused (今天不弄了) is not taken at all. Gives undefined when no time is named.
 *
 * What is left open is settled as people at work mean it. A day: 09:30. A part of the day: 早上 09:30, 中午 12:00,
 * 下午 14:30, 傍晚 17:30, 晚上 19:30, 夜里 21:00, or an hour from now while that part is running. A clock time without
 * day: the next sensible one, where one to six o'clock is in the afternoon. "Later": two hours from now.
 */
export function readWhen(text: string, now: number, offsetMinutes: number): When | undefined {
  const plain = simplified(clean(text).slice(0, LONGEST_WISH).toLowerCase()).replace(asking, (words) =>
    '～'.repeat(words.length),
  );
  const pieces = scan(plain, /[a-z]/u.test(plain) ? allRules : chineseRules);
  const found = join(plain, [...pieces, ...englishPieces(plain, pieces, now, offsetMinutes)]);
  const mentions = found.map((mention) => weigh(plain, mention));
  const usable = mentions.filter((mention) => !mention.refused && (!isBareToday(mention) || mention.weight > -4));
  const isFuture = (mention: Mention) => resolve(mention, now, offsetMinutes)?.past === false;
  const chosen = usable.length > 1 ? weightiest(usable, isFuture) : usable[0];
  if (!chosen) return undefined;
  const earlier = mentions.filter((mention) => mention.start < chosen.start);
  return resolve(inherit(chosen, earlier, isFuture), now, offsetMinutes);
}

function weightiest(usable: readonly Weighed[], isFuture: (mention: Mention) => boolean): Weighed | undefined {
  const weights = usable.map((mention) => mention.weight - (isFuture(mention) ? 0 : 6));
  return usable[weights.lastIndexOf(Math.max(...weights))];
}

const isBareToday = (mention: Mention): boolean =>
  isToday(mention) && !mention.part && !mention.clock && !mention.vague;

/** Chrono is asked about what the rules left over, when there are Latin letters or dates to read. */
function englishPieces(text: string, pieces: readonly Mention[], now: number, offsetMinutes: number): Mention[] {
  let rest = text;
  for (const { start, end } of pieces) rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  return /[a-z]{2}/i.test(rest) ? chronoMentions(rest, now, offsetMinutes) : [];
}
