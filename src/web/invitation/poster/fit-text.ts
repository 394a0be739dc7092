/** A text in the lines and the size in which it fits. */
export interface Fitted {
  readonly lines: readonly string[];
  readonly size: number;
}

/** Sizes that a text may have in so many lines, from the largest down. */
export interface Shape {
  readonly lines: number;
  readonly largest: number;
  readonly smallest: number;
}

/** How wide a text is at size 1. */
export type Measure = (text: string) => number;

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const graphemesOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** What stands at no beginning of a line, and at no end (GB/T 15834 §5.1). */
const closing = /^[，。、；：？！）》」』】〉”’…·,.;:?!)\]}%]/u;
const opening = /[（《「『【〈“‘([{]$/u;

/** The pieces that a text may be broken between. */
const piecesOf = (text: string): string[] => {
  const pieces: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = pieces.at(-1);
    if (last !== undefined && (closing.test(segment) || opening.test(last))) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces;
};

/** Breaks a text so that no line is wider than the limit; a word that alone is too wide is broken between graphemes. */
const broken = (text: string, limit: number, measure: Measure): string[] => {
  const lines: string[] = [];
  let line = '';
  const place = (piece: string): void => {
    if (measure((line + piece).trim()) <= limit) {
      line += piece;
      return;
    }
    if (line.trim() !== '') lines.push(line.trim());
    line = '';
    if (measure(piece.trim()) <= limit) line = piece.trimStart();
    else
      for (const grapheme of graphemesOf(piece)) {
        if (line !== '' && measure(line + grapheme) > limit) {
          lines.push(line);
          line = '';
        }
        line += grapheme;
      }
  };
  for (const piece of piecesOf(text)) place(piece);
  if (line.trim() !== '') lines.push(line.trim());
  return lines;
};

/** The same number of lines, as even as they can be. */
const even = (text: string, limit: number, measure: Measure): string[] => {
  const lines = broken(text, limit, measure);
  let [narrow, wide] = [limit / lines.length, limit];
  let best = lines;
  for (let round = 0; round < 10; round += 1) {
    const middle = (narrow + wide) / 2;
    const tried = broken(text, middle, measure);
    if (tried.length > lines.length) narrow = middle;
    else {
      wide = middle;
      best = tried;
    }
  }
  return best;
};

/** Lines that were left over go, and the last that stays ends in "…", between graphemes. */
const cut = (lines: readonly string[], most: number, limit: number, measure: Measure): string[] => {
  const kept = lines.slice(0, most);
  const last = graphemesOf(kept.pop() ?? '');
  while (last.length > 0 && measure(`${last.join('')}…`) > limit) last.pop();
  return [...kept, `${last.join('')}…`];
};

const STEP = 2;

/**
 * Fits a text into a width: in the first shape in which it fits at all, at the largest size. What fits in none is cut at
 * the end of the last shape, never within a character.
 */
export const fitText = (
  text: string,
  width: number,
  shapes: readonly [Shape, ...Shape[]],
  measure: Measure,
): Fitted => {
  for (const { lines: most, largest, smallest } of shapes) {
    for (let size = largest; size >= smallest; size -= STEP) {
      const limit = width / size;
      if (broken(text, limit, measure).length <= most) return { lines: even(text, limit, measure), size };
    }
  }
  const last = shapes[shapes.length - 1] ?? shapes[0];
  const limit = width / last.smallest;
  return { lines: cut(broken(text, limit, measure), last.lines, limit, measure), size: last.smallest };
};
