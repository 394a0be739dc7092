import { createInstance } from 'i18next';
import { placeholdersIn } from '../messages/placeholder.ts';
import type { Surface, SurfaceTexts } from '../messages/surfaces.ts';
import { fillIn, markOf, type Template, templateOf } from '../messages/template.ts';
import type { Translator } from './content.ts';
import { type Locale, type WrittenLocale, writtenLocales } from './schema/text.ts';
import { toTraditional } from './traditional.ts';

/** The words of one locale, by key. */
export interface LocaleTexts {
  readonly sentences: Readonly<Record<string, string>>;
  readonly findings: Readonly<Record<string, string>>;
  /** The words of the surfaces, by key with the surface's name in front. */
  readonly surfaces: Readonly<Record<string, string>>;
}

/** Everything that can be said, in every locale. */
export interface Translators {
  translator(locale: Locale): Translator;
  texts<S extends Surface>(surface: S, locale: Locale): SurfaceTexts<S>;
}

const written: Readonly<Record<Locale, WrittenLocale>> = { 'zh-CN': 'zh-CN', en: 'en', 'zh-Hant': 'zh-CN' };

/**
 * Makes the translators of a content. Traditional Chinese is derived, sentence by sentence when first said.
 *
 * i18next renders each sentence once, with marks in place of values; from then on filling it in is joining strings,
 * which is many times faster, and never reads a value as a template.
 */
export const makeTranslators = (words: Readonly<Record<WrittenLocale, LocaleTexts>>): Translators => {
  const translator = createInstance();
  translator.init({
    resources: Object.fromEntries(
      writtenLocales.map((locale) => [
        locale,
        { sentences: words[locale].sentences, findings: words[locale].findings },
      ]),
    ),
    ns: ['sentences', 'findings'],
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
    showSupportNotice: false,
  });
  const { interpolator } = translator.services;
  const made = new Map<Locale, Translator>();
  const surfaceTexts = new Map<string, Readonly<Record<string, string>>>();

  const makeTranslator = (locale: Locale): Translator => {
    const source = written[locale];
    const cached = (render: (text: string) => string): ((text: string) => Template) => {
      const templates = new Map<string, Template>();
      return (text) => remembered(templates, text, () => templateOf(inLocale(locale, render(text))));
    };
    const translated = (ns: 'sentences' | 'findings') =>
      cached((key) => translator.t(key, { lng: source, ns, nest: false, ...marksFor(words[source][ns][key] ?? '') }));
    const sentence = translated('sentences');
    const finding = translated('findings');
    const text = cached((pattern) => interpolator.interpolate(pattern, marksFor(pattern), source, {}));
    return {
      locale,
      t: (key, values) => fillIn(sentence(key), values),
      finding: (code, values) => fillIn(finding(code), values),
      format: (pattern, values) => fillIn(text(pattern[source]), values),
    };
  };

  return {
    translator: (locale) => remembered(made, locale, () => makeTranslator(locale)),
    texts: <S extends Surface>(surface: S, locale: Locale) =>
      // The parse boundary: content was compared with the vocabulary before, see checks/sentences.ts.
      remembered(surfaceTexts, `${surface} ${locale}`, () => {
        const prefix = `${surface}.`;
        const texts = Object.entries(words[written[locale]].surfaces).filter(([key]) => key.startsWith(prefix));
        return Object.fromEntries(texts.map(([key, text]) => [key.slice(prefix.length), inLocale(locale, text)]));
      }) as SurfaceTexts<S>,
  };
};

const marksFor = (pattern: string): Record<string, string> =>
  Object.fromEntries(placeholdersIn(pattern).map((name) => [name, markOf(name)]));

const inLocale = (locale: Locale, text: string): string => (locale === 'zh-Hant' ? toTraditional(text) : text);

const remembered = <K, V>(known: Map<K, V>, key: K, make: () => V): V => {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
};
