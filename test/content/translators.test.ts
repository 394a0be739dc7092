import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileContent } from '../../src/content/compile.ts';
import type { Content } from '../../src/content/content.ts';
import { parkingFiles } from './fixture.ts';

let content: Content;
beforeAll(async () => {
  const result = compileContent(await parkingFiles(), { hash: 'test', today: '2026-12-01' });
  if ('diagnostics' in result) throw new Error(JSON.stringify(result.diagnostics));
  content = result.content;
});

const heading = { number: 1, count: 6, title: '门' };

describe('a voice', () => {
  test('says a sentence with its values, in each language', () => {
    expect(content.translator('en').t('step.heading', { ...heading, title: 'Papers' })).toContain('Papers');
    expect(content.translator('zh-CN').t('choice.yes', {})).not.toBe(content.translator('en').t('choice.yes', {}));
  });

  test('reads nothing into the values', { timeout: 60_000 }, () => {
    const odd = '{{count}} $t(choice.yes) $& <b>&amp;';
    expect(content.translator('zh-CN').t('step.heading', { ...heading, title: odd })).toContain(odd);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        expect(content.translator('en').t('step.heading', { ...heading, title })).toContain(title);
      }),
      { numRuns: 100 },
    );
  });

  test('fills in a text, and leaves out what there is no value for', () => {
    const text = {
      'zh-CN': '填 {{credit_amount}}，{{ credit_days }} 天',
      en: '{{credit_amount}}, {{credit_days}} days',
    };
    expect(content.translator('zh-CN').format(text, { credit_amount: '500 万', credit_days: 30 })).toBe(
      '填 500 万，30 天',
    );
    expect(content.translator('en').format(text, { credit_days: 30 })).toBe(', 30 days');
    expect(content.translator('en').format(text, Object.create({ credit_amount: 'inherited' }))).toBe(',  days');
  });

  test('says what a field check found', () => {
    expect(content.translator('en').finding('credit_code_length', { length: 17 })).toContain('17');
  });

  test('speaks Traditional Chinese without a file of its own, and leaves values alone', () => {
    const translator = content.translator('zh-Hant');
    const simplified = content.translator('zh-CN').t('step.heading', heading);
    expect(translator.t('step.heading', heading)).toContain('门');
    expect(translator.format({ 'zh-CN': '联系 {{member_name}} 发票', en: 'x' }, { member_name: '华东门业' })).toBe(
      '聯繫 华东门业 發票',
    );
    expect(simplified).toContain('门');
  });

  test('the page has its texts in every language', () => {
    const keys = Object.keys(content.texts('web', 'en'));
    expect(keys.length).toBeGreaterThan(0);
    expect(Object.keys(content.texts('web', 'zh-CN')).sort()).toEqual(keys.sort());
    expect(Object.keys(content.texts('web', 'zh-Hant')).sort()).toEqual(keys.sort());
  });

  test('two contents do not share words', async () => {
    const files = (await parkingFiles()).map((file) =>
      file.path === 'locales/en.yaml'
        ? { ...file, text: file.text.replace(/^ {2}all_right: .*$/m, '  all_right: Very well.') }
        : file,
    );
    const other = compileContent(files, { hash: 'other', today: '2026-12-01' });
    expect('content' in other && other.content.translator('en').t('talk.all_right', {})).toBe('Very well.');
    expect(content.translator('en').t('talk.all_right', {})).not.toBe('Very well.');
  });
});

describe('phrases', () => {
  test.each([
    ['还没', 'not_yet'],
    ['還沒', 'not_yet'],
    ['到账了', 'arrived'],
    ['到賬了', 'arrived'],
    ['為什麼', 'why'],
    ['跳過', 'skip'],
  ])('%s means %s', (phrase, meaning) => {
    expect(content.phrases.get(phrase)).toBe(meaning);
  });
});
