import type { Terms } from '../content/schema/terms.ts';
import type { CharacterLookup } from '../text/characters.ts';
import { normalise } from '../text/normalise.ts';

/** One place where a term was found. */
export interface TermFound {
  /** The number of the term, in the order of the terms file. */
  readonly term: number;
  /** First token, and one past the last. */
  readonly start: number;
  readonly end: number;
}

/** One unit that terms are made of: a Chinese character, a Latin word, an emoji, a mark. */
export interface Token {
  readonly text: string;
  /** The number of its syllable, or -1. A Latin word that is pinyin has one token for each syllable. */
  readonly syllable: number;
}

/** Finds the terms of the field in a row of tokens, by writing and by sound. */
export interface TermMatcher {
  readonly names: readonly string[];
  find(written: readonly Token[], spoken: readonly number[]): TermFound[];
}

interface Node {
  readonly next: Map<string | number, Node>;
  terms: number[];
}

const node = (): Node => ({ next: new Map(), terms: [] });

function insert(root: Node, path: readonly (string | number)[], term: number): void {
  let at = root;
  for (const step of path) {
    let following = at.next.get(step);
    if (following === undefined) {
      following = node();
      at.next.set(step, following);
    }
    at = following;
  }
  if (!at.terms.includes(term)) at.terms.push(term);
}

/** A syllable with the sounds that many speakers and keyboards do not tell apart made equal. */
function blurred(letters: string): string {
  return letters
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiouv])/, 'l')
    .replace(/ng$/, 'n');
}

const shortestSound = 2;
const shortestBlurredSound = 3;

/** Splits a normalised text into the tokens that terms are matched on. Spaces are dropped. */
export function tokens(normalised: string): string[] {
  return normalised.match(/[a-z]+(?:['’][a-z]+)*|\d+(?:\.\d+)?%?|[^\s]/gu) ?? [];
}

/** Makes a matcher from the terms file. */
export function compileTerms(terms: Terms, characters: CharacterLookup): TermMatcher {
  const names = Object.keys(terms);
  const written = node();
  const sounds = node();
  const soundsBlurred = node();
  const blur: string[] = [];
  const blurOf = (syllable: number): string => {
    blur[syllable] ??= blurred(characters.letters(syllable));
    return blur[syllable];
  };
  for (const [number, name] of names.entries()) {
    const entry = terms[name];
    for (const variant of [...(entry?.zh ?? []), ...(entry?.en ?? [])]) {
      const row = tokens(normalise(variant, characters));
      insert(written, row, number);
      if (entry?.exact === true) continue;
      const syllables = row.map((token) => (token.length === 1 ? characters.syllable(token.charCodeAt(0)) : -1));
      if (syllables.length < shortestSound || syllables.some((syllable) => syllable < 0)) continue;
      insert(sounds, syllables, number);
      if (syllables.length < shortestBlurredSound) continue;
      insert(soundsBlurred, syllables.map(blurOf), number);
      insert(written, [syllables.map((syllable) => characters.letters(syllable).charAt(0)).join('')], number);
    }
  }
  return {
    names,
    find: (row, spoken) => {
      const found: TermFound[] = [];
      for (let start = 0; start < row.length; start += 1) {
        follow(written, start, row.length, (place) => row[place]?.text ?? '', found);
        if ((row[start]?.syllable ?? -1) < 0) continue;
        follow(sounds, start, spoken.length, (place) => spoken[place] ?? -1, found);
        follow(soundsBlurred, start, spoken.length, (place) => blurOf(spoken[place] ?? -1), found);
      }
      return outermost(found);
    },
  };
}

function follow(
  root: Node,
  start: number,
  length: number,
  step: (place: number) => string | number,
  found: TermFound[],
) {
  let at: Node | undefined = root;
  let longest: { readonly terms: readonly number[]; readonly end: number } | undefined;
  for (let place = start; place < length; place += 1) {
    at = at.next.get(step(place));
    if (at === undefined) break;
    if (at.terms.length > 0) longest = { terms: at.terms, end: place + 1 };
  }
  for (const term of longest?.terms ?? []) found.push({ term, start, end: longest?.end ?? start });
}

/** Without what lies strictly inside something longer, and without repetitions; in order of appearance. */
function outermost(found: readonly TermFound[]): TermFound[] {
  const kept: TermFound[] = [];
  for (const one of found) {
    const covered = found.some(
      (other) => other.start <= one.start && other.end >= one.end && other.end - other.start > one.end - one.start,
    );
    if (covered || kept.some((other) => other.term === one.term && other.start === one.start)) continue;
    kept.push(one);
  }
  return kept;
}
