/** Longest name that is shown, in graphemes; a purchaser's and a supplier's names are no longer anyway. */
const LONGEST = 80;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * A company's name as it is shown to strangers. Whoever wrote it is not trusted: characters that are not seen or turn the
 * direction of writing go, blanks and line breaks become one blank, and it is not longer than it may be.
 */
export const shownName = (name: string): string => {
  const seen = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\u2800\u3164\uffa0]/gu, '')
    .trim();
  return Array.from(graphemes.segment(seen), ({ segment }) => segment)
    .slice(0, LONGEST)
    .join('');
};
