import { z } from 'zod';
import { phraseKey } from '../text/phrase-key.ts';
import { CalendarFile, compileCalendar } from './calendar.ts';
import { type Content, surfaces } from './content.ts';
import { checkQuality, crossCheck } from './cross-check.ts';
import type { Draft, LocaleDraft } from './draft.ts';
import { Intent } from './intent.ts';
import { Journey } from './journey.ts';
import { type Entry, entriesOf } from './locale-tree.ts';
import { isParsed, type Parsed, parseFile } from './parse.ts';
import { PhraseMeaning, PhrasesFile } from './phrases.ts';
import { anyError, inOrder, type Problem } from './problem.ts';
import { PurchaserIntent } from './purchaser-intent.ts';
import { type Screen, ScreensFile } from './screen.ts';
import { Settings } from './settings.ts';
import type { Care, SourceFile } from './source.ts';
import { Terms } from './terms.ts';
import { type WrittenLocale, writtenLocales } from './text.ts';
import { traditionalSpellings } from './traditional-spellings.ts';
import { makeVoices, type Words } from './voices.ts';

/** Content that may be used, perhaps with warnings; or why it may not be. */
export type Compiled =
  | { readonly content: Content; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/** What content depends on besides its files. */
export interface Circumstances {
  /** Of all the files, made by whoever read them. */
  readonly hash: string;
  /** The latest date that it can be anywhere now, `YYYY-MM-DD`; only warnings depend on it. */
  readonly today: string;
  readonly care?: Care;
}

/** Makes content of the texts of its files. Pure; whatever the files hold, it gives content or problems. */
export const compileContent = (files: readonly SourceFile[], circumstances: Circumstances): Compiled => {
  const { draft, problems } = readDraft(files, circumstances);
  if (draft === undefined || anyError(problems)) return { problems: inOrder(problems) };
  const quality = circumstances.care === 'thorough' ? checkQuality(draft) : [];
  const all = inOrder([...problems, ...crossCheck(draft), ...quality]);
  if (anyError(all)) return { problems: all };
  return { content: contentOf(draft, circumstances.hash), warnings: all };
};

const readDraft = (
  files: readonly SourceFile[],
  { today, care = 'quick' }: Circumstances,
): { readonly draft: Draft | undefined; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const parse = <T>(schema: z.ZodType<T>, file: SourceFile): Parsed<T>[] => {
    const result = parseFile(schema, file, care);
    if (isParsed(result)) return [result];
    problems.push(...result);
    return [];
  };
  const one = <T>(schema: z.ZodType<T>, path: string): Parsed<T> | undefined => {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) problems.push(missingFile(path, 'is missing'));
    return file === undefined ? undefined : parse(schema, file)[0];
  };
  const all = <T>(schema: z.ZodType<T>, folder: string): Parsed<T>[] => {
    const found = files.filter((file) => file.path.startsWith(folder));
    if (found.length === 0) problems.push(missingFile(folder, 'has no .yaml file'));
    return found.flatMap((file) => parse(schema, file));
  };
  const settings = one(Settings, 'data/settings.yaml');
  const phrases = one(PhrasesFile, 'data/phrases.yaml');
  const terms = one(Terms, 'data/terms.yaml');
  const screens = files
    .filter(({ path }) => path === 'data/screens.yaml')
    .flatMap((file) => parse(ScreensFile, file))[0];
  const journeys = all(Journey, 'data/journeys/');
  const calendars = all(CalendarFile, 'data/calendar/');
  const purchaserIntents = files
    .filter(({ path }) => path.startsWith(PURCHASERS))
    .flatMap((file) => parse(PurchaserIntent, file));
  const ofSuppliers = files.filter(({ path }) => path.startsWith('intents/') && !path.startsWith(PURCHASERS));
  if (ofSuppliers.length === 0) problems.push(missingFile('intents/', 'has no .yaml file'));
  const intents = ofSuppliers.flatMap((file) => parse(Intent, file));
  const locales = writtenLocales.flatMap((locale): LocaleDraft[] => {
    const folder = `locales/${locale}/`;
    const parsed = files
      .filter(({ path }) => path.startsWith(folder) || path === `locales/${locale}.yaml`)
      .flatMap((file) => parse(z.unknown(), file));
    const entriesFrom = (chosen: readonly Parsed<unknown>[]): Entry[] =>
      chosen.flatMap(({ source }) => {
        const found = entriesOf(source);
        problems.push(...found.problems);
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
    draft: whole
      ? { settings, phrases, terms, screens, journeys, calendars, intents, purchaserIntents, locales, today }
      : undefined,
    problems,
  };
};

/** Where the intents of a purchaser's people stand. */
const PURCHASERS = 'intents/purchaser/';

const isOfSurface = ({ key }: Entry): boolean => surfaces.some((surface) => key.startsWith(`${surface}.`));

const missingFile = (path: string, reason: string): Problem => ({ file: path, line: 1, reason, severity: 'error' });

const contentOf = (draft: Draft, hash: string): Content => {
  const journeys = new Map(draft.journeys.map(({ value }) => [value.id, value]));
  const journey = journeys.get(draft.settings.value.journey);
  if (journey === undefined) throw new Error('content_unchecked: the chosen journey was not checked to exist');
  const voices = makeVoices({ 'zh-CN': wordsOf(draft, 'zh-CN'), en: wordsOf(draft, 'en') });
  return {
    hash,
    settings: draft.settings.value,
    journeys,
    journey,
    intents: new Map(draft.intents.map(({ value }) => [value.id, value])),
    purchaserIntents: draft.purchaserIntents.map(({ value }) => value),
    phrases: phrasesByKey(draft.phrases.value),
    terms: draft.terms.value,
    screens: (draft.screens?.value ?? []).map(inBothScripts),
    calendar: compileCalendar({ years: Object.assign({}, ...draft.calendars.map(({ value }) => value.years)) }),
    voice: voices.voice,
    words: voices.words,
  };
};

/** Pages are pasted as their reader's script has them. */
const inBothScripts = (screen: Screen): Screen => ({
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

const wordsOf = (draft: Draft, locale: WrittenLocale): Words => {
  const words = draft.locales.find((candidate) => candidate.locale === locale);
  const record = (entries: readonly Entry[] = []) => Object.fromEntries(entries.map(({ key, text }) => [key, text]));
  return { sentences: record(words?.sentences), findings: record(words?.findings), surfaces: record(words?.surfaces) };
};
