import { type Fitted, fitText, type Shape } from './fit-text.ts';
import type { Glyphs, Weight } from './glyphs.ts';

/** Where the lines of a text stand: under `top`, beginning at `x`, or with their middle there. */
export interface Setting {
  readonly x: number;
  readonly top: number;
  readonly weight: Weight;
  readonly colour: string;
  /** From one base line to the next, in sizes. */
  readonly leading?: number;
  readonly anchor?: 'start' | 'middle';
}

/** Lines as SVG, and where they end. */
export interface Block {
  readonly svg: string;
  readonly bottom: number;
}

/** Sets texts in the letters of a lettering. */
export interface Typesetter {
  /** The lines and size in which a text fits a width. */
  fitted(text: string, weight: Weight, width: number, shapes: readonly [Shape, ...Shape[]]): Fitted;
  block(fitted: Fitted, setting: Setting): Block;
}

/** A shape of one line. */
export const single = (largest: number, smallest: number): readonly [Shape] => [{ lines: 1, largest, smallest }];

/** How far above its base line the top of a letter is, in sizes. */
const RISE = 0.88;
const LEADING = 1.3;

/** How high lines are together. */
export const heightOf = ({ lines, size }: Fitted, leading = LEADING): number =>
  size * (1 + (lines.length - 1) * leading);

/** Makes a typesetter. */
export const typesetter = (glyphs: Glyphs): Typesetter => ({
  fitted: (text, weight, width, shapes) => fitText(text, width, shapes, (part) => glyphs.width(part, weight)),
  block: (fitted, { x, top, weight, colour, leading = LEADING, anchor = 'start' }) => {
    const { lines, size } = fitted;
    const drawn = lines.map((line, index) =>
      glyphs.line(line, { x, y: top + size * (RISE + index * leading), size, weight, colour, anchor }),
    );
    return { svg: drawn.join(''), bottom: top + heightOf(fitted, leading) };
  },
});
