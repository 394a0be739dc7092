import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { locales } from '../../../src/content/schema/text.ts';
import { pageTexts } from '../../../src/web/chat/page-text.ts';
import { content } from '../../built-in-content.ts';

it.each(locales)('offers three languages in %s', (locale) => {
  const { languages } = pageTexts(content.texts('web', locale));
  expect(languages).toHaveLength(3);
  expect(languages.at(-1)?.label).toBe('English');
});

it('offers to change the language in words that mean it', async () => {
  const phrasings = await readFile('intents/change_language.yaml', 'utf8');
  for (const { say } of pageTexts(content.texts('web', 'en')).languages) expect(phrasings).toContain(say);
});
