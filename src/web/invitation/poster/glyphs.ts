import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Blob, Face, Font, Variation } from 'harfbuzzjs';
import decompress from 'woff2-encoder/decompress';
import { z } from 'zod';

/** How bold letters are. */
export type Weight = 400 | 500 | 700;

/** A letter as it is drawn, in the font's units, of which an em has a thousand. */
interface Glyph {
  readonly advance: number;
  readonly path: string;
}

/** Where and how a line is drawn: `x` and `y` are the beginning of its base line. */
export interface Hand {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: Weight;
  readonly colour: string;
  readonly anchor?: 'start' | 'middle';
}

/** Letters as outlines, so that no machine needs a font and no text is ever read as markup. */
export interface Glyphs {
  /** How wide a text is at size 1. */
  width(text: string, weight: Weight): number;
  /** A line as SVG. */
  line(text: string, hand: Hand): string;
}

const UNITS = 1_000;
const here = createRequire(import.meta.url);
const fonts = '@fontsource-variable/noto-sans-sc';

/** The package keeps the font in slices, and says in `unicode.json` which characters each is for. */
const Slices = z.record(z.string(), z.string());

interface Slice {
  readonly file: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

const rangesOf = (written: string): Slice['ranges'] =>
  written.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });

const readSlices = async (): Promise<readonly Slice[]> => {
  const slices = Slices.parse(JSON.parse(await readFile(here.resolve(`${fonts}/unicode.json`), 'utf8')));
  return Object.entries(slices)
    .map(([name, ranges]) => ({
      file: `noto-sans-sc-${name.replace(/[[\]]/g, '')}-wght-normal.woff2`,
      ranges: rangesOf(ranges),
    }))
    .sort((left, right) => Number(right.file.includes('-latin-')) - Number(left.file.includes('-latin-')));
};

const openFace = async (file: string): Promise<Face> =>
  new Face(new Blob(await decompress(await readFile(here.resolve(`${fonts}/files/${file}`)))));

/** Letters that stand for nothing seen; a font need not have them. */
const unseen = /^[\p{Cc}\p{Cf}\p{Mn}\p{Variation_Selector}]$/u;

/**
 * Opens the lettering: Noto Sans SC, under the SIL Open Font Licence. Slices are read when a text first needs them and
 * kept from then on. What the font does not have is drawn as an empty box.
 */
export const openGlyphs = async (): Promise<(texts: readonly string[]) => Promise<Glyphs>> => {
  const slices = await readSlices();
  const faces = new Map<string, Face>();
  const opened = new Map<string, Font>();
  const glyphs = new Map<string, Glyph>();

  const sliceOf = (point: number): Slice | undefined =>
    slices.find(({ ranges }) => ranges.some(([from, to]) => from <= point && point <= to));
  const boxes = slices[0];

  const fontAt = (slice: Slice, weight: Weight): Font | undefined => {
    const key = `${weight} ${slice.file}`;
    const before = opened.get(key);
    const face = faces.get(slice.file);
    if (before || !face) return before;
    const font = new Font(face);
    font.setVariations([new Variation('wght', weight)]);
    opened.set(key, font);
    return font;
  };

  const glyphOf = (character: string, weight: Weight): Glyph => {
    const key = `${weight} ${character}`;
    const before = glyphs.get(key);
    if (before) return before;
    const point = character.codePointAt(0) ?? 0;
    const slice = sliceOf(point);
    const font = slice && fontAt(slice, weight);
    const id = font?.nominalGlyph(point);
    const shown = id ? font : boxes && fontAt(boxes, weight);
    const glyph =
      (id === undefined && unseen.test(character)) || !shown
        ? { advance: 0, path: '' }
        : {
            advance: shown.glyphHAdvance(id ?? 0),
            path: shown.glyphToPath(id ?? 0).replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number)))),
          };
    glyphs.set(key, glyph);
    return glyph;
  };

  const lettering: Glyphs = {
    width: (text, weight) =>
      Array.from(text).reduce((sum, character) => sum + glyphOf(character, weight).advance, 0) / UNITS,
    line(text, { x, y, size, weight, colour, anchor = 'start' }) {
      const scale = size / UNITS;
      const start = anchor === 'middle' ? x - (lettering.width(text, weight) * size) / 2 : x;
      let at = 0;
      const drawn = Array.from(text, (character) => {
        const { advance, path } = glyphOf(character, weight);
        const letter = path === '' ? '' : `<path transform="translate(${at} 0)" d="${path}"/>`;
        at += advance;
        return letter;
      }).join('');
      return `<g fill="${colour}" transform="translate(${start} ${y}) scale(${scale} ${-scale})">${drawn}</g>`;
    },
  };

  return async (texts) => {
    const points = new Set(Array.from(texts.join(''), (character) => character.codePointAt(0) ?? 0));
    const needed = new Set([...points].map(sliceOf).concat(boxes));
    await Promise.all(
      [...needed].map(async (slice) => {
        if (slice && !faces.has(slice.file)) faces.set(slice.file, await openFace(slice.file));
      }),
    );
    return lettering;
  };
};
