import type { CharacterLookup } from '../characters.ts';

const longestSyllable = 6;

/**
 * Reads a word in Latin letters as pinyin: the numbers of its syllables, or undefined when it is no pinyin
 * (`yanzhengma` is, `invoice` is not). Of several ways the one with the fewest syllables is taken.
 */
export function readPinyin(word: string, characters: CharacterLookup): readonly number[] | undefined {
  if (word.length < 2 || word.length > 40 || !/^[a-z]+$/.test(word)) return undefined;
  const best: { readonly count: number; readonly last: number }[] = [{ count: 0, last: 0 }];
  for (let end = 1; end <= word.length; end += 1) {
    let choice = { count: Number.POSITIVE_INFINITY, last: 0 };
    for (let length = 1; length <= Math.min(longestSyllable, end); length += 1) {
      const before = best[end - length];
      if (before === undefined || before.count + 1 >= choice.count) continue;
      if (!isSyllable(word.slice(end - length, end), characters)) continue;
      choice = { count: before.count + 1, last: length };
    }
    best.push(choice);
  }
  const syllables: number[] = [];
  for (let end = word.length; end > 0; ) {
    const { count, last } = best[end] ?? { count: Number.POSITIVE_INFINITY, last: 0 };
    if (!Number.isFinite(count)) return undefined;
    syllables.unshift(characters.syllableOf(spelling(word.slice(end - last, end))));
    end -= last;
  }
  return syllables;
}

function isSyllable(letters: string, characters: CharacterLookup): boolean {
  // Single letters other than a and e are no words of their own.
  if (letters.length === 1 && letters !== 'a' && letters !== 'e') return false;
  return characters.syllableOf(spelling(letters)) >= 0;
}

/** ü is typed as v after l and n; people also type lu, nu and lue for it. */
function spelling(letters: string): string {
  return letters === 'lue' || letters === 'nue' ? letters.replace('ue', 've') : letters;
}
