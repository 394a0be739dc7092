import { z } from 'zod';
import { surfaces } from '../messages/surfaces.ts';
import { phraseKey } from '../text/phrase-key.ts';
import type { Content } from './content.ts';
import { checkQuality, crossCheck } from './cross-check.ts';
import { anyError, type Diagnostic, inOrder } from './parse/diagnostic.ts';
import { type Entry, entriesOf } from './parse/locale-tree.ts';
import { isParsed, type Parsed, parseFile } from './parse/parse.ts';
import type { ParsedContent, ParsedLocale } from './parse/parsed-content.ts';
import type { SourceFile, Strictness } from './parse/source.ts';
import { CalendarFile, compileCalendar } from './schema/calendar.ts';
import { Intent } from './schema/intent.ts';
import { Journey } from './schema/journey.ts';
import { type PageText, PageTextsFile } from './schema/page-text.ts';
import { PhraseMeaning, PhrasesFile } from './schema/phrases.ts';
import { PurchaserIntent } from './schema/purchaser-intent.ts';
import { Settings } from './schema/settings.ts';
import { Terms } from './schema/terms.ts';
import { type WrittenLocale, writtenLocales } from './schema/text.ts';
import { traditionalSpellings } from './traditional-spellings.ts';
import { type LocaleTexts, makeTranslators } from './translators.ts';

/** Content that may be used, perhaps with warnings; or why it may not be. */
export type Compiled =
  | { readonly content: Content; readonly warnings: readonly Diagnostic[] }
  | { readonly diagnostics: readonly Diagnostic[] };

/** What content depends on besides its files. */
export interface CompileOptions {
  /** Of all the files, made by whoever read them. */
  readonly hash: string;
  /** The latest date that it can be anywhere now, `YYYY-MM-DD`; only warnings depend on it. */
  readonly today: string;
  readonly strictness?: Strictness;
}

/** Makes content of the texts of its files. Pure; whatever the files hold, it gives content or problems. */
export const compileContent = (files: readonly SourceFile[], circumstances: CompileOptions): Compiled => {
  const { parsed, diagnostics } = readDraft(files, circumstances);
  if (parsed === undefined || anyError(diagnostics)) return { diagnostics: inOrder(diagnostics) };
  const quality = circumstances.strictness === 'thorough' ? checkQuality(parsed) : [];
  const all = inOrder([...diagnostics, ...crossCheck(parsed), ...quality]);
  if (anyError(all)) return { diagnostics: all };
  return { content: contentOf(parsed, circumstances.hash), warnings: all };
};

const readDraft = (
  files: readonly SourceFile[],
  { today, strictness = 'quick' }: CompileOptions,
): { readonly parsed: ParsedContent | undefined; readonly diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const parse = <T>(schema: z.ZodType<T>, file: SourceFile): Parsed<T>[] => {
    const result = parseFile(schema, file, strictness);
    if (isParsed(result)) return [result];
    diagnostics.push(...result);
    return [];
  };
  const one = <T>(schema: z.ZodType<T>, path: string): Parsed<T> | undefined => {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) diagnostics.push(missingFile(path, 'is missing'));
    return file === undefined ? undefined : parse(schema, file)[0];
  };
  const all = <T>(schema: z.ZodType<T>, folder: string): Parsed<T>[] => {
    const found = files.filter((file) => file.path.startsWith(folder));
    if (found.length === 0) diagnostics.push(missingFile(folder, 'has no .yaml file'));
    return found.flatMap((file) => parse(schema, file));
  };
  const settings = one(Settings, 'data/settings.yaml');
  const phrases = one(PhrasesFile, 'data/phrases.yaml');
  const terms = one(Terms, 'data/terms.yaml');
  const screens = files
    .filter(({ path }) => path === 'data/screens.yaml')
    .flatMap((file) => parse(PageTextsFile, file))[0];
  const journeys = all(Journey, 'data/journeys/');
  const calendars = all(CalendarFile, 'data/calendar/');
  const purchaserIntents = files
    .filter(({ path }) => path.startsWith(PURCHASERS))
    .flatMap((file) => parse(PurchaserIntent, file));
  const ofSuppliers = files.filter(({ path }) => path.startsWith('intents/') && !path.startsWith(PURCHASERS));
  if (ofSuppliers.length === 0) diagnostics.push(missingFile('intents/', 'has no .yaml file'));
  const intents = ofSuppliers.flatMap((file) => parse(Intent, file));
  const locales = writtenLocales.flatMap((locale): ParsedLocale[] => {
    const folder = `locales/${locale}/`;
    const parsed = files
      .filter(({ path }) => path.startsWith(folder) || path === `locales/${locale}.yaml`)
      .flatMap((file) => parse(z.unknown(), file));
    const entriesFrom = (chosen: readonly Parsed<unknown>[]): Entry[] =>
      chosen.flatMap(({ source }) => {
        const found = entriesOf(source);
        diagnostics.push(...found.diagnostics);
        return found.entries;
      });
    const isChecks = ({ source }: Parsed<unknown>): boolean => source.path === `${folder}checks.yaml`;
    const said = entriesFrom(parsed.filter((file) => !isChecks(file)));
    const findings = entriesFrom(parsed.filter(isChecks));
    if (said.length === 0 && findings.length === 0) return [];
    return [
      {
        locale,
        findings,
        sentences: said.filter((entry) => !isOfSurface(entry)),
        surfaces: said.filter(isOfSurface),
      },
    ];
  });
  const whole = settings !== undefined && phrases !== undefined && terms !== undefined;
  return {
    parsed: whole
      ? { settings, phrases, terms, pageTexts: screens, journeys, calendars, intents, purchaserIntents, locales, today }
      : undefined,
    diagnostics,
  };
};

/** Where the intents of a purchaser's people stand. */
const PURCHASERS = 'intents/purchaser/';

const isOfSurface = ({ key }: Entry): boolean => Object.keys(surfaces).some((surface) => key.startsWith(`${surface}.`));

const missingFile = (path: string, reason: string): Diagnostic => ({ file: path, line: 1, reason, severity: 'error' });

const contentOf = (parsed: ParsedContent, hash: string): Content => {
  const journeys = new Map(parsed.journeys.map(({ value }) => [value.id, value]));
  const journey = journeys.get(parsed.settings.value.journey);
  if (journey === undefined) throw new Error('content_unchecked: the chosen journey was not checked to exist');
  const translators = makeTranslators({ 'zh-CN': wordsOf(parsed, 'zh-CN'), en: wordsOf(parsed, 'en') });
  return {
    hash,
    settings: parsed.settings.value,
    journeys,
    journey,
    intents: new Map(parsed.intents.map(({ value }) => [value.id, value])),
    purchaserIntents: parsed.purchaserIntents.map(({ value }) => value),
    phrases: phrasesByKey(parsed.phrases.value),
    terms: parsed.terms.value,
    pageTexts: (parsed.pageTexts?.value ?? []).map(inBothScripts),
    calendar: compileCalendar({ years: Object.assign({}, ...parsed.calendars.map(({ value }) => value.years)) }),
    translator: translators.translator,
    texts: translators.texts,
  };
};

/** Pages are pasted as their reader's script has them. */
const inBothScripts = (screen: PageText): PageText => ({
  ...screen,
  texts: [...screen.texts, ...screen.texts.flatMap((text) => traditionalSpellings(phraseKey(text)))],
});

const phrasesByKey = (file: PhrasesFile): ReadonlyMap<string, PhraseMeaning> => {
  const written = PhraseMeaning.options.flatMap((meaning) =>
    file[meaning].map((phrase) => [phraseKey(phrase), meaning] as const),
  );
  const traditional = written.flatMap(([key, meaning]) =>
    traditionalSpellings(key).map((spelling) => [spelling, meaning] as const),
  );
  // What is written in the file goes before what is derived.
  return new Map([...traditional, ...written]);
};

const wordsOf = (parsed: ParsedContent, locale: WrittenLocale): LocaleTexts => {
  const words = parsed.locales.find((candidate) => candidate.locale === locale);
  const record = (entries: readonly Entry[] = []) => Object.fromEntries(entries.map(({ key, text }) => [key, text]));
  return { sentences: record(words?.sentences), findings: record(words?.findings), surfaces: record(words?.surfaces) };
};
