import { z } from 'zod';
import { type Locale, locales } from '../../content/schema/text.ts';

const traditional = /^zh-(hant|tw|hk|mo)\b/;

const localeOf = (tag: string): Locale | undefined => {
  const lower = tag.toLowerCase();
  if (traditional.test(lower)) return 'zh-Hant';
  if (/^zh\b/.test(lower)) return 'zh-CN';
  return /^en\b/.test(lower) ? 'en' : undefined;
};

/**
 * The language to speak to a browser in, from its `Accept-Language` (RFC 9110 §12.5.4). A browser that asks only for
 * languages not spoken here is given English; one that asks for nothing, Chinese.
 */
export const languageOf = (acceptLanguage: string | undefined): Locale => {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/);
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((left, right) => right.quality - left.quality);
  for (const { tag } of wanted) {
    const locale = localeOf(tag);
    if (locale !== undefined) return locale;
  }
  return wanted.length === 0 ? 'zh-CN' : 'en';
};

const Query = z.object({ lang: z.enum(locales).optional().catch(undefined) });

/** The language that somebody chose on a page of ours, which goes along as `?lang=`; nothing when it names none. */
export const languageChosen = (query: unknown): Locale | undefined => Query.parse(query).lang;
