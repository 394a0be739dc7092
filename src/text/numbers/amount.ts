import { numeralCharacters, readNumeral } from './numerals.ts';

/** A small amount of money as somebody wrote it. */
export interface Amount {
  /** The amount in fen. */
  readonly fen: number;
  /** `guessed` when a bare number was read as fen: `37` for 0.37. */
  readonly unit: 'stated' | 'guessed';
  /** Where it stands in the text it was found in. */
  readonly start: number;
  readonly end: number;
}

const N = `[\\d${numeralCharacters}]`;
const one = '[\\d零〇一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖]';
/** Writings with a unit or a decimal point, the most telling first. Expects a cleaned text (half-width, one space). */
const writings: readonly { readonly shape: RegExp; readonly fen: (groups: readonly string[]) => number | undefined }[] =
  [
    // 1块3毛7, 一元零三分, 2块
    {
      shape: new RegExp(
        `(?<![\\d.。点·${numeralCharacters}])(${N}{1,9})[块元圆](?:钱)?(?:零)?(?:(${one})[毛角](?:钱)?)?(?:零)?(?:(${one})分?)?(?![毛角\\d.%])`,
        'gu',
      ),
      fen: ([yuan, jiao, fen]) => {
        const bare = jiao === undefined && fen !== undefined;
        return sum([yuan, 100], [jiao, 10], [fen, bare ? 10 : 1]);
      },
    },
    // 三毛七, 3毛7分, 三角零七分, 两毛
    {
      shape: new RegExp(`(${one})[毛角](?:钱)?(?:(?:零)?(${one})(?:分)?)?(?![\\d月号天点])`, 'gu'),
      fen: ([jiao, fen]) => sum([jiao, 10], [fen, 1]),
    },
    // 37分, 三十七分钱; not 37分钟, 分之
    {
      shape: new RegExp(
        `(?<![点时:\\d${numeralCharacters}])(${N}{1,3})分(?:钱)?(?![钟之店公阶期享开秒局行部析类])`,
        'gu',
      ),
      fen: ([fen]) => sum([fen, 1]),
    },
    // 零点三七, 〇点三七元, 0点37
    {
      shape: new RegExp(`([零〇0])点(${one})(${one})?(?:${one})?(?![\\d半分])`, 'gu'),
      fen: ([, jiao, fen]) => sum([jiao, 10], [fen, 1]),
    },
    // ¥0.37, 0.37元, .37, 0。37, 0,37 with two digits
    {
      shape:
        /(?<![\d.])(?:[¥￥$]|rmb|cny)?\s?(\d{0,9})\s?[.。·](\d{1,2})(?![\d%]|\.\d)(?:\s?(?:元|块|yuan|rmb|cny))?/giu,
      fen: ([yuan, decimals]) => decimalFen(yuan, decimals),
    },
    {
      shape: /(?<![\d.,])(0)[,，](\d{2})(?![\d%,])(?:\s?(?:元|块|yuan|rmb|cny))?/giu,
      fen: ([yuan, decimals]) => decimalFen(yuan, decimals),
    },
    // ¥1, 1 yuan, 37 fen, 37 cents
    { shape: /[¥￥]\s?(\d{1,9})(?![\d.])/gu, fen: ([yuan]) => sum([yuan, 100]) },
    { shape: /(?<![\d.])(\d{1,9})\s?(?:yuan|rmb|cny|kuai)\b/giu, fen: ([yuan]) => sum([yuan, 100]) },
    { shape: /(?<![\d.])(\d{1,3})\s?(?:fen|cents?)\b/giu, fen: ([fen]) => sum([fen, 1]) },
  ];

const anyNumeral = new RegExp(N, 'u');

function sum(...parts: readonly (readonly [string | undefined, number])[]): number | undefined {
  let fen = 0;
  for (const [written, worth] of parts) {
    if (written === undefined) continue;
    const value = readNumeral(written);
    if (value === undefined) return undefined;
    fen += value * worth;
  }
  return fen;
}

function decimalFen(yuan: string | undefined, decimals: string | undefined): number | undefined {
  return Number(yuan === undefined || yuan === '' ? 0 : yuan) * 100 + Number((decimals ?? '').padEnd(2, '0'));
}

/**
 * Finds amounts of money in a cleaned text, in any usual writing: `0.37`, `.37`, `0。37`, `¥0.37`, `三毛七`, `三角七分`, `3毛7`,
 * `37分`, `零点三七`. In order of appearance, never overlapping. Dates, times, percentages and versions are left alone.
 */
export function findAmounts(text: string): Amount[] {
  if (!anyNumeral.test(text)) return [];
  const found: Amount[] = [];
  for (const { shape, fen } of writings) {
    for (const match of text.matchAll(shape)) {
      const [whole, ...groups] = match;
      const start = match.index + (whole.length - whole.trimStart().length);
      const end = match.index + whole.length;
      const value = fen(groups);
      if (value === undefined || found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ fen: value, unit: 'stated', start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** 一分钱都没见, 一块钱那个, 一元以内: these speak of the deposit without saying how much it is. */
function isFigureOfSpeech(written: string, after: string): boolean {
  return (
    /^以[内下]|^之内/u.test(after) || (/^[一1][分毛块角]钱$/u.test(written) && /^(?:[都也没那的]|一个|整)/u.test(after))
  );
}

/**
 * The micro-deposit amount that a cleaned text states, in fen. When it states several, the first below 2 yuan is taken.
 * A text that is nothing but a number below 100 (`37`, `三十七`) is read as fen, with the unit marked as guessed.
 */
export function readAmount(text: string): Amount | undefined {
  const amounts = findAmounts(text).filter(
    ({ start, end }) => !isFigureOfSpeech(text.slice(start, end), text.slice(end)),
  );
  const stated = amounts.find((amount) => amount.fen > 0 && amount.fen < 200) ?? amounts[0];
  if (stated !== undefined) return stated;
  const bare = new RegExp(
    `^[^\\d${numeralCharacters}\\p{L}]*(\\d{1,2}|[${numeralCharacters}]{1,3})[。.!！~～\\s]*$`,
    'u',
  ).exec(text);
  const fen = bare?.[1] === undefined ? undefined : readNumeral(bare[1]);
  return fen === undefined || fen < 1 || fen > 99 ? undefined : { fen, unit: 'guessed', start: 0, end: text.length };
}
