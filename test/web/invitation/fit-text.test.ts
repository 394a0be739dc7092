import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText } from '../../../src/web/invitation/poster/fit-text.ts';
import { openGlyphs } from '../../../src/web/invitation/poster/glyphs.ts';
import { shownName } from '../../../src/web/invitation/shown-name.ts';

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Every character as wide as it is high, Latin ones half. */
const measure = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (character < '\u0250' ? 0.5 : 1), 0);

describe('fitting a text', () => {
  it('takes the first shape in which it fits, at the largest size', () => {
    const shapes = [
      { lines: 1, largest: 80, smallest: 60 },
      { lines: 2, largest: 60, smallest: 40 },
    ] as const;
    expect(fitText('十个字的公司名称在此', 800, shapes, measure)).toEqual({
      lines: ['十个字的公司名称在此'],
      size: 80,
    });
    expect(fitText('十二个字的公司名称在此处', 800, shapes, measure).size).toBe(66);
    const two = fitText('十六个字的采购管理股份有限公司呀', 800, shapes, measure);
    expect(two.size).toBe(60);
    expect(two.lines).toHaveLength(2);
  });

  it('breaks between words, evenly, and begins no line with what closes', () => {
    const { lines } = fitText(
      '某某采购有限公司，（杭州分公司）',
      1_000,
      [{ lines: 2, largest: 100, smallest: 100 }],
      measure,
    );
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).not.toMatch(/^[，）]|（$/);
    const english = fitText(
      'Procurement of the Electromechanical Group',
      900,
      [{ lines: 3, largest: 60, smallest: 60 }],
      measure,
    );
    expect(english.lines.join(' ')).toBe('Procurement of the Electromechanical Group');
  });

  it('cuts what fits nowhere, at the end', () => {
    const { lines } = fitText('很长的名称'.repeat(20), 500, [{ lines: 2, largest: 60, smallest: 50 }], measure);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
  });

  it('is never wider than it may be, loses nothing that fits, and cuts no character in two', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(text, fc.integer({ min: 200, max: 1_000 }), (raw, width) => {
        const shown = shownName(raw);
        const { lines, size } = fitText(shown, width, [{ lines: 3, largest: 60, smallest: 20 }], measure);
        const joined = lines.join('');
        expect(joined.isWellFormed()).toBe(true);
        for (const line of lines) {
          if ([...graphemes.segment(line)].length > 1) expect(measure(line) * size).toBeLessThanOrEqual(width + 0.001);
        }
        if (!joined.endsWith('…')) expect(joined.replace(/\s/gu, '')).toBe(shown.replace(/\s/gu, ''));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the lettering', () => {
  it('has Chinese, Latin and Traditional characters without any font on the machine', async () => {
    const glyphs = await (await openGlyphs())(['采购商邀请您 Ag0，。堃臺灣']);
    expect(glyphs.width('采', 400)).toBe(1);
    expect(glyphs.width('A', 700)).toBeLessThan(1);
    const outline = (text: string) => glyphs.line(text, { x: 0, y: 0, size: 10, weight: 500, colour: '#000' });
    const drawn = new Set(Array.from('采购商邀请您Ag0堃臺灣', outline));
    expect(drawn.size).toBe(12);
    for (const svg of drawn) expect(svg).toMatch(/<path transform="translate\(0 0\)" d="M/);
  });

  it('draws a box for what it does not have, and nothing for what is not seen', async () => {
    const glyphs = await (await openGlyphs())(['\u{1F600}\u200d<']);
    const hand = { x: 0, y: 0, size: 10, weight: 500, colour: '#000' } as const;
    expect(glyphs.line('\u{1F600}', hand)).toContain('d="M');
    expect(glyphs.line('\u200d', hand)).not.toContain('d="M');
    expect(glyphs.line('<script>', hand)).not.toContain('script');
  });

  it('is bolder when it is to be', async () => {
    const glyphs = await (await openGlyphs())(['采']);
    const hand = { x: 0, y: 0, size: 10, colour: '#000' } as const;
    expect(glyphs.line('采', { ...hand, weight: 400 })).not.toBe(glyphs.line('采', { ...hand, weight: 700 }));
  });
});
