import { createInstance } from 'i18next';
import { placeholdersIn } from '../messages/placeholder.ts';
import { fillIn, markOf, type Template, templateOf } from '../messages/template.ts';
import type { Surface, Translator } from './content.ts';
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
  words(surface: Surface, locale: Locale): Readonly<Record<string, string>>;
}

const written: Readonly<Record<Locale, WrittenLocale>> = { 'zh-CN': 'zh-CN', en: 'en', 'zh-Hant': 'zh-CN' };

/**
 * Makes the voices of a content. Traditional Chinese is derived, sentence by sentence when first said.
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
  const voices = new Map<Locale, Translator>();
  const surfaceWords = new Map<string, Readonly<Record<string, string>>>();

  const makeVoice = (locale: Locale): Translator => {
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
    translator: (locale) => remembered(voices, locale, () => makeVoice(locale)),
    words: (surface, locale) =>
      remembered(surfaceWords, `${surface} ${locale}`, () => {
        const prefix = `${surface}.`;
        const texts = Object.entries(words[written[locale]].surfaces).filter(([key]) => key.startsWith(prefix));
        return Object.fromEntries(texts.map(([key, text]) => [key.slice(prefix.length), inLocale(locale, text)]));
      }),
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
