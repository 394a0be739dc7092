import { beforeAll, describe, expect, test } from 'vitest';
import { readContentFiles } from '../../src/content/parse/folder.ts';
import type { SourceFile } from '../../src/content/parse/source.ts';
import { builtIn, edited, lineOf, saidOf } from './fixture.ts';

let files: readonly SourceFile[];

beforeAll(async () => {
  files = (await readContentFiles(builtIn)).files;
});

const errors = (changed: readonly SourceFile[]): string[] => saidOf(changed).filter((said) => said.startsWith('error'));

describe('an edit of what a page says that would give a visitor an error is refused with file and line', () => {
  test('a value that the page does not know, in both languages', () => {
    const english = edited(files, 'locales/en/web.yaml', '{{done}}', '{{donee}}');
    const both = edited(english, 'locales/zh-CN/web.yaml', '{{done}}', '{{donee}}');
    for (const locale of ['en', 'zh-CN']) {
      const path = `locales/${locale}/web.yaml`;
      expect(errors(both)).toContain(
        `error ${path}:${lineOf(both, path, '{{donee}}')}: web.done_of: there is no value {{donee}}; it is given {{done}}, {{count}}`,
      );
    }
  });

  test('a text of the operator’s pages that is gone from both languages', () => {
    const gone = ['en', 'zh-CN'].reduce<readonly SourceFile[]>(
      (all, locale) => edited(all, `locales/${locale}/desk.yaml`, /\n {4}sign_out: .*/u, ''),
      files,
    );
    const said = errors(gone);
    expect(said).toHaveLength(2);
    for (const one of said)
      expect(one).toMatch(/^error locales\/(en|zh-CN)\/desk\.yaml:\d+: desk\.page\.sign_out: is missing$/u);
  });

  test('a text that nobody asks for', () => {
    const more = edited(files, 'locales/en/terminal.yaml', /\n {2}goodbye:/u, '\n  farewell: So long\n  goodbye:');
    expect(errors(more)).toEqual([expect.stringContaining('terminal.farewell: the program has no such sentence')]);
  });

  test('a notice that Telegram would cut', () => {
    const long = edited(
      files,
      'locales/en/telegram.yaml',
      /(not_yours:) .*/u,
      `not_yours: ${'Not yours. '.repeat(30)}`,
    );
    expect(errors(long)).toEqual([
      expect.stringMatching(/telegram\.tap\.not_yours: is \d+ characters long; 200 are shown/u),
    ]);
  });
});
