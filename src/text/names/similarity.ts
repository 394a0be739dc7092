import type { CharacterLookup } from '../characters.ts';
import { readPinyin } from './pinyin.ts';

/** A name, or a text that may hold one, made ready to be compared: by its characters, and by its sounds where they are known. */
interface Spelling {
  /** Without blanks and punctuation; a break between any two stretches is -1. */
  readonly characters: readonly number[];
  readonly sounds: readonly number[];
}

/** Characters without a sound are told from sounds. */
const CHARACTER = 100_000;
const BREAK = -1;

const stretches = /[\p{L}\p{N}]+/gu;
const parts = /[a-z]+|[^a-z]/gu;

const codeOf = (character: string): number => CHARACTER + (character.codePointAt(0) ?? 0);

const soundsOf = (stretch: string, lookup: CharacterLookup): readonly number[] =>
  (stretch.match(parts) ?? []).flatMap((part) => {
    if (/^[a-z]{2,}$/u.test(part)) return readPinyin(part, lookup) ?? Array.from(part, codeOf);
    const syllable = lookup.syllable(part.charCodeAt(0));
    return syllable >= 0 ? [syllable] : Array.from(part, codeOf);
  });

const simplify = (text: string, lookup: CharacterLookup | undefined): string =>
  lookup ? text.replace(/\p{Script=Han}/gu, (one) => (one.length === 1 ? simplified(one, lookup) : one)) : text;

const simplified = (one: string, lookup: CharacterLookup): string =>
  String.fromCharCode(lookup.simplify(one.charCodeAt(0)));

/** Pinyin is written with blanks between syllables as often as not. */
const isLatin = (stretch: string | undefined): boolean => stretch !== undefined && /^[a-z]+$/u.test(stretch);

const spell = (text: string, lookup: CharacterLookup | undefined): Spelling => {
  const found = simplify(text.normalize('NFKC').toLowerCase(), lookup).match(stretches) ?? [];
  const characters: number[] = [];
  const sounds: number[] = [];
  for (const [place, stretch] of found.entries()) {
    if (place > 0) characters.push(BREAK);
    if (place > 0 && !(isLatin(stretch) && isLatin(found[place - 1]))) sounds.push(BREAK);
    characters.push(...Array.from(stretch, codeOf));
    if (lookup) sounds.push(...soundsOf(stretch, lookup));
  }
  return { characters, sounds: lookup ? sounds : [] };
};

/** The longest stretch that two rows have in common: how long it is, and where it ends in `left`. */
const sharedRun = (left: readonly number[], right: readonly number[]): { length: number; end: number } => {
  let length = 0;
  let end = 0;
  const row = new Array<number>(right.length + 1).fill(0);
  for (let place = 0; place < left.length; place += 1) {
    const one = left[place];
    for (let column = right.length; column > 0; column -= 1) {
      const run = one !== BREAK && one === right[column - 1] ? (row[column - 1] ?? 0) + 1 : 0;
      row[column] = run;
      if (run > length) {
        length = run;
        end = place + 1;
      }
    }
  }
  return { length, end };
};

const latin = (code: number): boolean => code < CHARACTER + 0x250;

/** What a stretch of characters is worth: a Chinese character says as much as three letters. */
const weigh = (codes: readonly number[]): number => codes.reduce((sum, code) => sum + (latin(code) ? 1 / 3 : 1), 0);

/** Below this, what they have in common says nothing. */
export const LEAST_SIMILARITY = 1;

/** What sounds alike counts a little less than what is written alike. */
const BY_SOUND = 0.5;

/** A text that holds the whole name is this much more like it than one with a part. */
const WHOLE = 1000;

const compare = (name: Spelling, text: Spelling): number => {
  const written = sharedRun(name.characters, text.characters);
  const value = weigh(name.characters.slice(written.end - written.length, written.end));
  if (written.length > 1 && written.length === name.characters.length) return WHOLE + value;
  const heard = text.sounds.length === 0 ? 0 : sharedRun(name.sounds, text.sounds).length;
  const bySound = heard >= 2 ? heard - BY_SOUND : 0;
  return Math.max(written.length >= 2 && value >= LEAST_SIMILARITY ? value : 0, bySound);
};

const PAIR = 0x200000;

/** Two neighbours in one number. */
const pairsOf = (row: readonly number[]): ReadonlySet<number> => {
  const pairs = new Set<number>();
  for (let place = 1; place < row.length; place += 1) {
    const [before = BREAK, after = BREAK] = [row[place - 1], row[place]];
    if (before !== BREAK && after !== BREAK) pairs.add(before * PAIR + after);
  }
  return pairs;
};

/** Brackets stand in many names; nothing is near to what is across them. */
const bracket = (unit: number): boolean => unit === 0xff08 || unit === 0xff09;

const unusual = (unit: number): boolean => unit >= 0x80 && (unit < 0x3400 || unit > 0x9fff);

/** Whether a name may share two neighbours with a text, told without spelling it; thousands of names share none. */
const maybeLike = (
  name: string,
  written: ReadonlySet<number>,
  heard: ReadonlySet<number>,
  lookup: CharacterLookup | undefined,
): boolean => {
  let character = BREAK;
  let sound = BREAK;
  for (let place = 0; place < name.length; place += 1) {
    const raw = name.charCodeAt(place);
    if (bracket(raw)) {
      character = BREAK;
      sound = BREAK;
      continue;
    }
    if (unusual(raw)) return true;
    const unit = raw >= 0x41 && raw <= 0x5a ? raw + 0x20 : lookup ? lookup.simplify(raw) : raw;
    const next = CHARACTER + unit;
    if (character !== BREAK && written.has(character * PAIR + next)) return true;
    const syllable = lookup ? lookup.syllable(unit) : BREAK;
    const nextSound = syllable >= 0 ? syllable : next;
    if (sound !== BREAK && heard.has(sound * PAIR + nextSound)) return true;
    character = next;
    sound = nextSound;
  }
  return false;
};

/**
 * Measures how much of names stands in a text: roughly the number of Chinese characters that they share in one stretch, a
 * thousand more when it is the whole name. With sounds, wrong characters of the same sound and pinyin count, too. Less than
 * {@link LEAST_LIKE} means nothing in common.
 */
export const similarityTo = (text: string, lookup?: CharacterLookup): ((name: string) => number) => {
  const wanted = spell(text, lookup);
  const written = pairsOf(wanted.characters);
  const heard = pairsOf(wanted.sounds);
  return (name) => (maybeLike(name, written, heard, lookup) ? compare(spell(name, lookup), wanted) : 0);
};

const shortestInitials = 3;

/** Tells whether names are written as the first letters of their syllables in a text: `zswj`. */
export const initialsSimilarityTo = (text: string, lookup: CharacterLookup): ((name: string) => boolean) => {
  const letters = /^[a-z]+$/u.exec(text.trim().toLowerCase())?.[0] ?? '';
  if (letters.length < shortestInitials) return () => false;
  return (name) =>
    spell(name, lookup)
      .sounds.map((sound) => (sound >= 0 && sound < CHARACTER ? lookup.letters(sound).slice(0, 1) : ' '))
      .join('')
      .includes(letters);
};
