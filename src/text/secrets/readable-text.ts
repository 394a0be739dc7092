/** A text as a reader sees it, with the way back to the text itself. */
export interface ReadableText {
  /** Half-width (NFKC), without invisible characters and combining marks. */
  readonly text: string;
  /** For every unit of `text`, and for its end, where it stands in the original. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const unseen = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}\p{Cs}]$|^(?![\t\n\r])\p{Cc}$/u;

/** Makes a text legible, so that full-width digits or invisible characters between digits hide nothing. */
export function readableText(original: string): ReadableText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let place = 0;
  for (const character of original) {
    const start = place;
    place += character.length;
    const plain = character >= ' ' && character <= '~';
    if (!plain && unseen.test(character)) continue;
    const seen = plain ? character : character.normalize('NFKC');
    text += seen;
    for (let unit = 0; unit < seen.length; unit += 1) {
      starts.push(start);
      ends.push(place);
    }
  }
  return { text, starts, ends };
}

/** A stretch of a text, from `start` up to but without `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What stands in place of something masked. */
const mask = '***';

/** The original text with stretches of its legible form replaced by {@link mask}; those that touch become one. */
export function maskStretches(original: string, view: ReadableText, stretches: readonly Stretch[]): string {
  const sorted = [...stretches].sort((a, b) => a.start - b.start);
  let masked = '';
  let done = 0;
  let covered = -1;
  for (const { start, end } of sorted) {
    const from = view.starts[start] ?? original.length;
    const to = view.ends[end - 1] ?? original.length;
    if (from > covered) masked += original.slice(done, from) + mask;
    covered = Math.max(covered, to);
    done = Math.max(done, to);
  }
  return masked + original.slice(done);
}
