import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { WrittenLocale } from '../../../src/content/schema/text.ts';

/** The texts of the page in a written locale, by key, as the content gives them. */
export const pageTexts = (locale: WrittenLocale): Record<string, string> => {
  const texts: Record<string, string> = {};
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') texts[path.slice('.web.'.length)] = value;
    else for (const [key, inner] of Object.entries(value ?? {})) walk(inner, `${path}.${key}`);
  };
  walk(parse(readFileSync(`locales/${locale}/web.yaml`, 'utf8')), '');
  return texts;
};
