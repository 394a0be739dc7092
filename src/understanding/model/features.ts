import type { CharacterLookup } from '../../text/characters.ts';
import { readPinyin } from '../../text/names/pinyin.ts';
import { withoutFillers } from '../../text/normalise.ts';
import { findAmounts } from '../../text/numbers/amount.ts';
import { type TermMatcher, type Token, tokens } from '../term-matcher.ts';

/** How much each kind of feature counts against the others. */
export interface FeatureWeights {
  readonly characters: readonly [number, number, number];
  readonly syllables: readonly [number, number, number];
  readonly words: readonly [number, number];
  readonly letters: number;
  readonly terms: readonly [number, number, number];
  readonly numbers: number;
  readonly shape: number;
}

/** The features of one text: hashed names and their weights, side by side, without repetition. */
export interface Features {
  readonly ids: number[];
  readonly values: number[];
  /** So many of the first tell what is said; the rest tell only what the text looks like. */
  readonly telling: number;
}

/** Turns normalised texts into features. Made by {@link featureExtractor}. */
export type Extract = (normalised: string) => Features;

/** Stand-ins for what varies without changing the meaning; private-use characters, which no normalised text holds. */
const marks = { amount: '\uE000', link: '\uE001', number: '\uE002', longNumber: '\uE003' } as const;
const link =
  /(?:https?:\/\/|www\.)[^\s\u4e00-\u9fff]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|io|top|xyz|shop)(?:\/[^\s\u4e00-\u9fff]*)?/gu;
const ownNumbers = new Set(['1688', '88', '886', '3']);

const han = /\p{Script=Han}/u;

/** What the text becomes before it is cut into n-grams: links, amounts and long numbers masked, `1688` kept. */
function masked(normalised: string): string {
  const unlinked = normalised.replace(link, marks.link);
  let out = '';
  let from = 0;
  for (const { start, end } of findAmounts(unlinked)) {
    out += unlinked.slice(from, start) + marks.amount;
    from = end;
  }
  return (out + unlinked.slice(from)).replace(/\d+/g, (digits) =>
    ownNumbers.has(digits) ? digits : digits.length > 6 ? marks.longNumber : marks.number,
  );
}

const seeds = {
  characters: 1,
  syllables: 2,
  words: 3,
  letters: 4,
  term: 5,
  termPair: 6,
  termNext: 7,
  numbers: 8,
  shape: 9,
};

const step = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193) + 0x9e3779b9;
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
/** A number for a text, the same everywhere and always; 32 bits. */
export function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let place = 0; place < text.length; place += 1) hash = step(hash, text.charCodeAt(place));
  return finish(hash);
}

/** The tokens of a normalised text; a Latin word that is pinyin becomes its syllables in the second row. */
function readTokens(text: string, characters: CharacterLookup, isEnglish: (word: string) => boolean): Token[] {
  const row: Token[] = [];
  for (const token of tokens(text)) {
    const first = token.charCodeAt(0);
    const isWord = first >= 97 && first <= 122;
    const syllables = isWord && !isEnglish(token) ? readPinyin(token, characters) : undefined;
    if (syllables === undefined) {
      row.push({ text: token, syllable: isWord ? -1 : characters.syllable(first) });
    } else {
      for (const [place, syllable] of syllables.entries()) row.push({ text: place === 0 ? token : '', syllable });
    }
  }
  return row;
}

/**
 * Makes the function that reads features off a text. `isEnglish` says which Latin words are known as English, so that
 * `change` is not taken for the pinyin `chang e`.
 */
export function featureExtractor(options: {
  readonly characters: CharacterLookup;
  readonly terms: TermMatcher;
  readonly isEnglish: (word: string) => boolean;
  readonly weights: FeatureWeights;
}): Extract {
  const { characters, terms, isEnglish, weights } = options;
  return (whole) => {
    const features = new Map<number, number>();
    const add = (id: number, value: number) => {
      if (value > 0) features.set(id, value);
    };
    const normalised = withoutFillers(whole);
    const plain = masked(normalised);

    const row = readTokens(normalised, characters, isEnglish);
    addTerms(row, terms, weights, add);
    addSyllables(row, weights, add);
    addCharacters(plain, weights, add);
    addWords(plain, weights, add);
    for (const [number] of normalised.matchAll(/\d+(?:\.\d+)?(?:%|万|天|个点|点|元|块|号|月|w)?/gu)) {
      add(hashText(seeds.numbers, number), weights.numbers);
    }
    const telling = features.size;
    for (const shape of shapes(normalised, plain)) add(hashText(seeds.shape, shape), weights.shape);
    return { ids: [...features.keys()], values: [...features.values()], telling };
  };
}

type Add = (id: number, value: number) => void;

function addCharacters(plain: string, weights: FeatureWeights, add: Add): void {
  const [one, two, three] = weights.characters;
  // Letters go the way of words; here a word stands as one mark, spaces and punctuation as an edge.
  const units = ['^', ...(plain.match(/[a-z]+(?:['’][a-z]+)*|[^\s]/gu) ?? []).map((unit) => edge(unit)), '^'];
  for (let start = 0; start < units.length; start += 1) {
    let hash = seeds.characters;
    for (let length = 1; length <= 3 && start + length <= units.length; length += 1) {
      const unit = units[start + length - 1] ?? '';
      for (let place = 0; place < unit.length; place += 1) hash = step(hash, unit.charCodeAt(place));
      if (length === 1 && unit === '^') continue;
      hash = step(hash, 31);
      add(finish(hash), length === 1 ? one : length === 2 ? two : three);
    }
  }
}

function edge(unit: string): string {
  return /^[\p{P}\p{Z}]$/u.test(unit) ? '^' : unit;
}

function addSyllables(row: readonly Token[], weights: FeatureWeights, add: Add): void {
  for (let start = 0; start < row.length; start += 1) {
    let hash = seeds.syllables;
    for (let length = 1; length <= 3 && start + length <= row.length; length += 1) {
      const syllable = row[start + length - 1]?.syllable ?? -1;
      if (syllable < 0) break;
      hash = step(hash, syllable);
      add(finish(hash), weights.syllables[length - 1] ?? 0);
    }
  }
}

function addWords(plain: string, weights: FeatureWeights, add: Add): void {
  const words = plain.match(/[a-z]+(?:['’][a-z]+)*|[?？]/gu) ?? [];
  let before = '^';
  for (const word of words) {
    const letters = word.replace(/['’]/g, '');
    add(hashText(seeds.words, letters), weights.words[0]);
    add(hashText(seeds.words, `${before} ${letters}`), weights.words[1]);
    before = letters;
    const edged = `<${letters}>`;
    for (let length = 3; length <= 4; length += 1) {
      for (let start = 0; start + length <= edged.length; start += 1) {
        add(hashText(seeds.letters, edged.slice(start, start + length)), weights.letters);
      }
    }
  }
}

function addTerms(row: readonly Token[], terms: TermMatcher, weights: FeatureWeights, add: Add): void {
  const found = terms
    .find(
      row,
      row.map((token) => token.syllable),
    )
    .slice(0, 40);
  const [one, pair, following] = weights.terms;
  const distinct = [...new Set(found.map(({ term }) => term))];
  for (const term of distinct) add(finish(step(seeds.term, term)), one);
  for (const first of distinct.slice(0, 12)) {
    for (const second of distinct.slice(0, 12)) {
      if (first < second) add(finish(step(step(seeds.termPair, first), second)), pair);
    }
  }
  for (const [place, { term }] of found.entries()) {
    const after = found.slice(place + 1).find((other) => other.start >= (found[place]?.end ?? 0));
    if (after !== undefined) add(finish(step(step(seeds.termNext, term), after.term)), following);
  }
}

function* shapes(normalised: string, plain: string): Generator<string> {
  const length = [...plain].length;
  yield length <= 2 ? 'tiny' : length <= 5 ? 'short' : length <= 12 ? 'middle' : length <= 30 ? 'long' : 'very long';
  if (/[?？]/.test(normalised)) yield 'question mark';
  if (/(?:吗|么|嘛|呢|不|没)[?？。.\s]*$/u.test(normalised)) yield 'question particle';
  if (plain.includes(marks.amount)) yield 'amount';
  if (plain.includes(marks.link)) yield 'link';
  if (plain.includes(marks.longNumber)) yield 'long number';
  if (!han.test(normalised) && /[a-z]/.test(normalised)) yield 'latin only';
  if (!/[\p{L}\p{N}]/u.test(normalised)) yield 'no words';
}
