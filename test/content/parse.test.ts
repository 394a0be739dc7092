import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { isParsed, parseFile } from '../../src/content/parse/parse.ts';
import { isSource, readSource } from '../../src/content/parse/source.ts';
import { CalendarFile } from '../../src/content/schema/calendar.ts';
import { Intent } from '../../src/content/schema/intent.ts';
import { Journey } from '../../src/content/schema/journey.ts';
import { PhrasesFile } from '../../src/content/schema/phrases.ts';

const answer = `id: faq_fee
kind: faq
meaning: asks what it costs
steps: [apply]
label: { zh-CN: 收费吗, en: What it costs }
answer:
  zh-CN: 不收费。
  en: It is free.
sources: [guide]
checked: 2026-11-22
phrasings:
  zh: [收费吗, 要钱吗]
  en: [is there a fee]
`;

const problemsOf = (text: string): string[] => {
  const result = parseFile(Intent, { path: 'intents/faq_fee.yaml', text });
  return isParsed(result) ? [] : result.map(({ file, line, column, reason }) => `${file}:${line}:${column} ${reason}`);
};

const at = (place: string, reason: string): string => `intents/faq_fee.yaml:${place} ${reason}`;

describe('a file that is right', () => {
  test('becomes its value', () => {
    const result = parseFile(Intent, { path: 'intents/faq_fee.yaml', text: answer });
    expect(isParsed(result) && result.value).toMatchObject({ id: 'faq_fee', answer: { en: 'It is free.' } });
  });

  test.each([
    ['a byte order mark', `\uFEFF${answer}`],
    ['Windows line ends', answer.replaceAll('\n', '\r\n')],
    ['anchors', answer.replace('收费吗, 要钱吗', '&first 收费吗, 要钱吗')],
  ])('may have %s', (_what, text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('a broken file is refused with line and reason', () => {
  const broken: [string, string | RegExp, string, string[]][] = [
    [
      'a misspelt name',
      'sources:',
      'sourcs:',
      [at('1:1', 'sources: is missing'), at('9:1', 'sourcs: is not a name that is known here')],
    ],
    ['a name given twice', 'checked:', 'kind: faq\nchecked:', [at('10:1', '“kind” is given twice here')]],
    [
      'a number for a text',
      '收费吗, en',
      '1688, en',
      [at('5:10', 'label › zh-CN: must be a text: put it in quotes, "1688"')],
    ],
    ['an unknown kind', 'kind: faq', 'kind: fqa', [at('2:1', 'kind: there is none called “fqa”')]],
    ['no kind', 'kind: faq\n', '', [at('1:1', 'kind: is missing')]],
    [
      'a day that does not exist',
      '2026-11-22',
      '2026-02-30',
      [at('10:1', 'checked: must be a date that exists, written like 2026-05-01, but is “2026-02-30”')],
    ],
    ['a tab', '  zh-CN: 不', '\tzh-CN: 不', [at('7:1', 'is indented with a tab; use spaces')]],
    ['an empty phrasing', '要钱吗', '""', [at('12:13', 'phrasings › zh › no. 2: must not be empty')]],
    ['an empty entry', 'It is free.', '', [at('8:3', 'answer › en: is empty')]],
    ['no source', '[guide]', '[]', [at('9:1', 'sources: an answer needs a source')]],
    [
      'a text for a list',
      '[收费吗, 要钱吗]',
      '收费吗',
      [at('12:3', 'phrasings › zh: must be a list (lines that begin with “- ”), but is “收费吗”')],
    ],
    [
      'a second document',
      /$/,
      '---\nid: x\n',
      [at('14:1', 'a line of “---” begins a second document; one file holds one')],
    ],
    [
      'a sign of YAML at the start',
      'asks what',
      '@asks what',
      [at('3:10', 'text that begins with this character must be put in quotes')],
    ],
    [
      'a colon within a text',
      'asks what',
      'it asks: what',
      [
        at(
          '3:10',
          'has a second “: ”, or the lines below are indented in another way; text that holds “: ” must be put in quotes',
        ),
      ],
    ],
    [
      'a value to be filled in that opens a text',
      'It is free',
      '{{purchaser}} pays',
      [at('8:8', 'text that begins with {{a_value}} must be put in quotes')],
    ],
    ['nothing', answer, '', [at('1:1', 'is empty')]],
    ['a list', answer, '- a\n', [at('1:1', 'must be a group of named entries, but is a list')]],
  ];

  test.each(broken)('%s', (_what, from, to, expected) => {
    expect(problemsOf(answer.replace(from, () => to))).toEqual(expected);
  });

  test('all that is wrong is said at once', () => {
    const text = answer.replace('kind: faq', 'kind: faq\nkind: faq').replace('checked', 'steps: []\nchecked');
    expect(problemsOf(text)).toHaveLength(2);
    expect(
      problemsOf(answer.replace('收费吗, en', '1, en').replace('guide', '7').replace('2026-', '2026/')),
    ).toHaveLength(3);
  });

  test('steps and milestones are named by their ids, others by number', () => {
    const text = `steps:
  - id: apply
    milestones:
      - id: submitted
        means: [step_done]
      - id: confirmed
        wait: { usually: never }
    names: [ok, ""]
`;
    const result = parseFile(Journey, { path: 'j.yaml', text });
    const said = isParsed(result) ? [] : result.map(({ line, reason }) => `${line} ${reason}`);
    expect(said).toContain(
      '7 steps › apply › milestones › confirmed › wait › usually: must be a number, but is “never”',
    );
    expect(said).toContain('8 steps › apply › names › no. 2: must not be empty');
  });

  test('of a day or a range of days, the place in the list', () => {
    const text =
      'years:\n  2026:\n    complete: true\n    source: notice\n    off:\n      - 2026-01-01\n      - 2026-02-30/2026-03-01\n    work: []\n';
    expect(parseFile(CalendarFile, { path: 'c.yaml', text })).toMatchObject([
      {
        line: 7,
        reason: 'years › 2026 › off › no. 2: must be a date that exists, written like 2026-05-01, but is “2026-02-30”',
      },
    ]);
  });

  test('a meaning without phrases, and one that is unknown', () => {
    const result = parseFile(PhrasesFile, { path: 'p.yaml', text: 'no: [nope]\nmaybe: [perhaps]\n' });
    const said = isParsed(result) ? [] : result.map(({ line, reason }) => `${line} ${reason}`);
    expect(said).toContain('1 arrived: is missing');
    expect(said).toContain('2 maybe: is not a name that is known here');
  });
});

describe('whatever a file holds', { timeout: 60_000 }, () => {
  test.each([
    ['brackets without end', '['.repeat(10_000)],
    ['lists within lists', '- '.repeat(10_000)],
    [
      'aliases that multiply',
      'a: &a [1]\nb: &b [*a,*a,*a]\nc: [*b,*b]\n'.repeat(1) + 'd: &d [*b,*b,*b,*b]\n'.repeat(60),
    ],
    ['an alias of itself', 'a: &a [*a]'],
    ['control characters', 'id: a\u0000\u0007b'],
    ['a lone surrogate', 'id: \uD800'],
    ['the prototype', '__proto__: { id: x }\nconstructor: 1\n'],
  ])('%s is refused, not thrown', (_what, text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });

  test('arbitrary text never throws', () => {
    const pieces = fc.constantFrom(
      ...'abc: -[]{}&*!|>%@`"\'#,?\n\t 门1'.split(''),
      '- ',
      ': ',
      '\n  ',
      '---\n',
      '<<',
      '{{x}}',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('quick' as const, 'thorough' as const), (given, care) => {
        const result = parseFile(Intent, { path: 'x.yaml', text: given }, care);
        return isParsed(result) || result.every(({ line, reason }) => line >= 1 && reason !== '');
      }),
      { numRuns: 150 },
    );
  });

  test('a slip anywhere in a right file never throws, and is told by a line of the file', () => {
    const slip = fc.record({
      place: fc.nat(answer.length),
      cut: fc.nat(6),
      put: fc.string({ unit: 'binary', maxLength: 3 }),
    });
    fc.assert(
      fc.property(slip, ({ place, cut, put }) => {
        const text = answer.slice(0, place) + put + answer.slice(place + cut);
        const result = parseFile(Intent, { path: 'x.yaml', text });
        return isParsed(result) || result.every(({ line }) => line <= text.split(/\r\n|\r|\n/).length);
      }),
      { numRuns: 150 },
    );
  });

  test('the quick reader gives the value that the thorough one gives', () => {
    const scalar = fc.oneof(
      fc.constantFrom(
        'yes',
        'no',
        '~',
        'null',
        'true',
        '12',
        '0.37',
        '1e3',
        '0x1f',
        '0o17',
        '010',
        '+1',
        '.5',
        '2026-01-01',
        '12:30',
        '1_000',
        'y',
      ),
      fc.constantFrom("'it''s'", '"a\\n门"', '行', "don't", 'a#b', 'a:b', 'a b', '-a', '?a', ':a', '.inf', '<<', '='),
      fc.stringMatching(/^[a-z门行0-9.+-]{1,6}$/),
    );
    const file = fc
      .array(scalar, { minLength: 1, maxLength: 8 })
      .map((lines) => `list:\n${lines.map((line) => `  - ${line}\n`).join('')}`);
    fc.assert(
      fc.property(file, (text) => {
        const quick = readSource({ path: 'x.yaml', text }, 'quick');
        const thorough = readSource({ path: 'x.yaml', text }, 'thorough');
        if (!isSource(thorough) || !isSource(quick)) return;
        expect(quick.value).toEqual(parseYaml(text));
        expect(quick.value).toEqual(thorough.value);
      }),
      { numRuns: 200 },
    );
  });
});
