import type { Content } from '../../content/content.ts';
import type { Locale } from '../../content/schema/text.ts';
import { fill } from '../../messages/fill.ts';
import type { SurfaceKey, SurfaceValues } from '../../messages/surfaces.ts';

/** Says a text of the operator's pages in one language: `t('page.as_of', { time: '09:00' })`. */
export type ConsoleTranslator = <K extends SurfaceKey<'desk'>>(key: K, values: SurfaceValues<'desk', K>) => string;

/** The translator of the operator's pages, files and messages for a language. */
export const consoleText = (content: Pick<Content, 'texts'>, locale: Locale): ConsoleTranslator => {
  const texts = content.texts('desk', locale);
  return (key, values) => fill(texts[key], values);
};
