import type { CharacterLookup } from './characters.ts';

/** How many UTF-16 units of a text are read; nobody says anything in chat that needs more. */
export const longestRead = 2000;

const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]|\p{Variation_Selector}|\p{Emoji_Modifier}/gu;
const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** A mention stands at the start or after a space and ends at the next space; `@all` speaks to nobody here. */
const mention = /(^|\s)@(?!所有人|all(?:\s|$))[^\s@]{1,40}(?=\s|$)/giu;

/** Most texts are clean to begin with: plain words and numbers, and punctuation that NFKC leaves as it is. */
const plain = /^[\u4e00-\u9fff!-~。、]+(?: [\u4e00-\u9fff!-~。、]+)*$/u;

/**
 * Makes a text safe and uniform: at most {@link longestRead} units, compatibility forms folded (NFKC, so full-width
 * becomes half-width), without control, invisible, bidirectional, private-use or unpaired characters and without
 * emoji modifiers, with single spaces. Case, digits and script stay.
 */
export function clean(text: string): string {
  if (text.length <= longestRead && plain.test(text)) return text;
  return text
    .slice(0, longestRead)
    .replace(lineBreaks, ' ')
    .replace(invisible, '')
    .normalize('NFKC')
    .slice(0, longestRead)
    .replace(invisible, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Every character in its simplified form. Keeps the length, so places found in the result are places in the text. */
export function simplify(text: string, characters: CharacterLookup): string {
  let simplified = '';
  for (let place = 0; place < text.length; place += 1) {
    simplified += String.fromCharCode(characters.simplify(text.charCodeAt(place)));
  }
  return simplified;
}

/** {@link clean}, and then without mentions, in lower case and in simplified characters. Idempotent. */
export function normalise(text: string, characters: CharacterLookup): string {
  return simplify(clean(clean(text).replace(mention, ' ').toLowerCase()), characters);
}

const fillerAtStart =
  /^(?:(?:亲爱的|亲们?|呃+|嗯+|额+|诶+|哎+呀?|唉|那个|这个|就是说?|然后|请问(?:一下|下)?|麻烦(?:问)?(?:一下|下)?|想问(?:一下|下)?|问(?:一下|下)|在吗|在不在|在么|不好意思|打扰(?:一下|了)?|hi|hello|hey|please|excuse me|um+|uh+|well|so)(?:[啊呀哈,，。.!！?？~～、\s]+|(?=[\u4e00-\u9fff])))+/u;
const endings = '哈 呗 哦 噢 呀 啊 哟 咯 喽 谢谢 多谢 thx thanks pls please plz'.split(' ');
const beforeEnding = new Set(',，。.!！~～、 \t\n');
const fillerInside = /(?:呃+|嗯+(?=[\u4e00-\u9fff])|就是说|那个啥)/gu;

/**
 * A text without the particles and courtesies at its end and the punctuation before each. From the end word by word: an
 * expression for this backtracks without end over a long laugh (哈哈哈…1).
 */
function withoutEndings(text: string): string {
  let end = text.length;
  for (;;) {
    const word = endings.find((ending) => text.endsWith(ending, end));
    if (word === undefined) return text.slice(0, end);
    end -= word.length;
    while (end > 0 && beforeEnding.has(text[end - 1] ?? '')) end -= 1;
  }
}

/**
 * Takes out what carries no meaning beside something that does: forms of address and hesitation at the start,
 * particles and courtesies at the end. A text that is nothing else stays as it is. Expects a normalised text.
 */
export function withoutFillers(normalised: string): string {
  const short = withoutEndings(normalised.replace(fillerAtStart, '')).replace(fillerInside, '').trim();
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(short) && short.length >= 3 ? short : normalised;
}
