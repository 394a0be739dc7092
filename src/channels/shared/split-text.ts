const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** How many bytes a text takes in UTF-8. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** Places to break at, the best first: after a blank line, a line, a sentence, a clause or word. */
const breaks = [/\n\n+/gu, /\n/gu, /[。！？!?；;…]+["”’）)】」』]*\s*|\.\s+/gu, /[，、,：:\s]/gu] as const;

/** Units of the longest grapheme that is kept whole for certain. */
const LONGEST_GRAPHEME = 64;

/** A break that leaves less than this share of the room used is not worth its place. */
const LEAST_FILLED = 0.4;

/** How long a text is in the unit that a platform counts. */
export type LengthOf = (text: string) => number;

/** The end of the longest beginning of `text` that takes at most `most`, never inside a grapheme (an emoji, a letter). */
const roomEnd = (text: string, most: number, lengthOf: LengthOf): number => {
  let used = 0;
  let end = 0;
  // Every step of a segmenter takes as long as its text is, and as long as the text that a slice was cut from: it is given
  // a copy of what can fit, counting a character of two units as one.
  const copy = [...text.slice(0, 2 * most + LONGEST_GRAPHEME)].join('');
  for (const { segment } of graphemes.segment(copy)) {
    used += lengthOf(segment);
    if (used > most) break;
    end += segment.length;
  }
  return end;
};

/** The end of the longest run of whole code points that fits; for a grapheme that alone is longer than the room. */
const codePointEnd = (text: string, most: number, lengthOf: LengthOf): number => {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += lengthOf(character);
    if (used > most && end > 0) break;
    end += character.length;
  }
  return end;
};

const breakBefore = (text: string, limit: number): number => {
  const window = text.slice(0, limit);
  for (const pattern of breaks) {
    let best = 0;
    for (const match of window.matchAll(pattern)) best = match.index + match[0].length;
    if (best >= limit * LEAST_FILLED) return best;
  }
  return limit;
};

/**
 * Splits a text into parts of at most `most` (bytes of UTF-8 unless `lengthOf` counts otherwise), as few breaks in the
 * wrong place as possible: between paragraphs, else lines, else sentences, else words; never inside an emoji or a
 * character. White space around a break is dropped. A text that fits comes back as it is. `most` must be at least 4.
 */
export const splitText = (text: string, most: number, lengthOf: LengthOf = byteLength): readonly string[] => {
  const parts: string[] = [];
  let rest = text;
  while (lengthOf(rest) > most) {
    const fits = roomEnd(rest, most, lengthOf);
    const end = fits === 0 ? codePointEnd(rest, most, lengthOf) : breakBefore(rest, fits);
    const part = rest.slice(0, end).trimEnd();
    if (part !== '') parts.push(part);
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
};
