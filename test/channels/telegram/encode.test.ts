import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rememberTypedChoices } from '../../../src/channels/telegram/button-data.ts';
import { encode } from '../../../src/channels/telegram/encode.ts';

const message = (text: string) => ({ text, links: [], choices: [] });
const encoded = (given: Parameters<typeof encode>[0]) => encode(given, rememberTypedChoices());

describe('a message in Telegram’s form', () => {
  test('whatever it says is shown as it is, in parts of at most 4,096 UTF-16 units', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme', maxLength: 9_000 }), (text) => {
        const shown = encoded(message(text)).map((form) => form.text);
        for (const part of shown) expect(part.length).toBeLessThanOrEqual(4_096);
        const bare = (words: string) => words.toWellFormed().replace(/[\s\p{Cc}]+/gu, '');
        expect(bare(shown.join(''))).toBe(bare(text));
      }),
      { numRuns: 50 },
    );
  });

  test('the limit counts UTF-16 units', () => {
    expect(encoded(message('字'.repeat(4_096)))).toHaveLength(1);
    expect(encoded(message('字'.repeat(4_097)))).toHaveLength(2);
    expect(encoded(message('👍'.repeat(2_048)))).toHaveLength(1);
    expect(encoded(message('👍'.repeat(2_049)))).toHaveLength(2);
  });

  test('a link that the text does not spell out follows it', () => {
    const url = 'https://example.com/?a=1&b=_2_';
    const links = [{ label: 'Open *it*', url }];
    expect(encoded({ text: 'Here', links, choices: [] })).toEqual([{ text: `Here\n\nOpen *it*\n${url}`, rows: [] }]);
    expect(encoded({ text: `Here: ${url}`, links, choices: [] })).toEqual([{ text: `Here: ${url}`, rows: [] }]);
  });

  test('buttons stand under the last part, short ones side by side', () => {
    const choices = ['Yes', 'No', 'What do I need for this', 'Later'].map((label) => ({ label, say: label }));
    const forms = encoded({ text: 'a '.repeat(3_000), links: [], choices });
    expect(forms[0]?.rows).toEqual([]);
    expect(forms[1]?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['Yes', 'No'],
      ['What do I need for this'],
      ['Later'],
    ]);
  });
});
