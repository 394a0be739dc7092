const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const units: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const groups: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** The characters that {@link readNumeral} understands, for use in a regular expression's character class. */
export const numeralCharacters = '零〇一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿';

/**
 * Reads a whole number as Chinese people write it: `三十七`, `一百零八`, `五百万`, `500万`, `5百万`, `二〇二六`, `幺六八八`,
 * `5,000,000`. Simplified or financial characters. Gives undefined for anything else.
 */
export function readNumeral(text: string): number | undefined {
  const plain = text.replace(/(?<=\d),(?=\d{3})/g, '');
  if (/^\d{1,15}$/.test(plain)) return Number(plain);
  const spelled = [...plain].map((character) => digits[character]);
  if (spelled.length > 0 && spelled.length <= 15 && spelled.every((digit) => digit !== undefined)) {
    return Number(spelled.join(''));
  }
  return readGroups(plain);
}

function readGroups(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const [token] of text.matchAll(/\d+|[\s\S]/gu)) {
    const value = /^\d{1,12}$/.test(token) ? Number(token) : digits[token];
    const unit = units[token];
    const group = groups[token];
    if (value !== undefined) {
      if (digit !== undefined && digit !== 0) return undefined;
      digit = value;
    } else if (unit !== undefined) {
      section += (digit ?? 1) * unit;
      digit = undefined;
    } else if (group !== undefined) {
      const counted = section + (digit ?? 0);
      if (counted === 0) return undefined;
      total += counted * group;
      section = 0;
      digit = undefined;
    } else {
      return undefined;
    }
  }
  const result = total + section + (digit ?? 0);
  return text.length > 0 && Number.isSafeInteger(result) ? result : undefined;
}

const spelledRun =
  /[零〇一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖](?:[ -]?[零〇一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖]){6,}/gu;

/** Whether a text spells out a long number, digit by digit: seven numerals in a row and more. */
export const spellsNumber = (text: string): boolean => text.search(spelledRun) >= 0;

/**
 * The text with long numbers that are spelled out written in digits: “六二二八四八零” is “6228480”.
 * Every character stays where it was, so that places in the one are places in the other.
 */
export const withDigits = (text: string): string =>
  text.replace(spelledRun, (run) => [...run].map((character) => digits[character] ?? character).join(''));
