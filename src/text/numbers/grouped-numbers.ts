import type { Stretch } from '../secrets/readable-text.ts';

/** Neighbouring groups of characters, taken as one number. */
export interface GroupedNumber extends Stretch {
  readonly characters: string;
  /** How many groups it was written in. */
  readonly groups: number;
}

const gap = /^[\s\p{Pd}_.·]{1,3}$/u;
const blanks = /[^\p{L}\p{N}]/gu;

/**
 * Every number of `shortest` to `longest` characters that a text can be read as holding when groups divided by blanks or
 * dashes belong together, as in `6222 0000 0000 0000`. `group` says what a group is and needs the flag `g`.
 */
export function* groupedNumbers(
  text: string,
  group: RegExp,
  { shortest, longest }: { readonly shortest: number; readonly longest: number },
): Generator<GroupedNumber> {
  const groups: (Stretch & { readonly from: number; readonly to: number; readonly belongs: boolean })[] = [];
  let joined = '';
  let before = Number.NEGATIVE_INFINITY;
  for (const match of text.matchAll(group)) {
    const start = match.index;
    const end = start + match[0].length;
    const belongs = start - before <= 3 && gap.test(text.slice(before, start));
    const from = joined.length;
    joined += match[0].replace(blanks, '');
    groups.push({ start, end, from, to: joined.length, belongs });
    before = end;
  }
  for (const [first, { start, from }] of groups.entries()) {
    for (let last = first; last < groups.length; last += 1) {
      const next = groups[last];
      if (next === undefined || (last > first && !next.belongs) || next.to - from > longest) break;
      if (next.to - from < shortest) continue;
      yield { characters: joined.slice(from, next.to), start, end: next.end, groups: last - first + 1 };
    }
  }
}
