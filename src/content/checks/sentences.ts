import { hasBrokenPlaceholder, placeholdersIn } from '../../messages/placeholder.ts';
import { longestOf, type Surface, surfaces } from '../../messages/surfaces.ts';
import { coreVocabulary } from '../../messages/vocabulary/core.ts';
import { findingVocabulary } from '../../messages/vocabulary/findings.ts';
import type { Vocabulary } from '../../messages/vocabulary/vocabulary.ts';
import type { Diagnostic } from '../parse/diagnostic.ts';
import type { Entry } from '../parse/locale-tree.ts';
import type { ParsedLocale, Rule } from '../parse/parsed-content.ts';
import { writtenLocales } from '../schema/text.ts';
import { duplicates } from './duplicates.ts';

/** What `checks.yaml` holds: a sentence for each finding, and those around them. */
const verdictSentences: Vocabulary = {
  ...findingVocabulary,
  plausible: ['label'],
  doubtful: ['label'],
  wrong: ['label'],
  closing: [],
};

/** Every locale says exactly what the program says, with exactly the values that it is given. */
export const checkSentences: Rule = (parsed) =>
  parsed.locales.flatMap((words) => [
    ...compare(words, words.sentences, coreVocabulary),
    ...compare(words, words.findings, verdictSentences),
    ...[words.sentences, words.findings, words.surfaces].flatMap((entries) => [
      ...saidTwice(entries),
      ...broken(entries),
    ]),
    ...compare(words, words.surfaces, surfaceVocabulary),
    ...words.surfaces.flatMap(tooLong),
  ]);

/** What the surfaces say, with the surface's name in front of each key, as `locales/` have it. */
const surfaceVocabulary: Vocabulary = Object.fromEntries(
  Object.entries(surfaces).flatMap(([surface, vocabulary]) =>
    Object.entries(vocabulary).map(([key, values]) => [`${surface}.${key}`, values]),
  ),
);

const surfaceNames = Object.keys(surfaces).filter((name): name is Surface => name in surfaces);

const tooLong = ({ key, text, path, source }: Entry): Diagnostic[] => {
  const surface = surfaceNames.find((name) => key.startsWith(`${name}.`));
  const longest = surface && longestOf(surface, key.slice(surface.length + 1));
  if (longest === undefined || text.length <= longest) return [];
  return [source.diagnostic(path, `${key}: is ${text.length} characters long; ${longest} are shown at most`)];
};

const compare = (words: ParsedLocale, entries: readonly Entry[], wanted: Vocabulary): Diagnostic[] => {
  const present = new Set(entries.map(({ key }) => key));
  return [
    ...Object.keys(wanted)
      .filter((key) => !present.has(key))
      .map((key) => missing(words, entries, key, wanted[key] ?? [])),
    ...entries.flatMap((entry) => {
      const values = Object.hasOwn(wanted, entry.key) ? wanted[entry.key] : undefined;
      if (values === undefined) {
        return [entry.source.diagnostic(entry.path, `${entry.key}: the program has no such sentence`)];
      }
      return differentValues(entry, values);
    }),
  ];
};

const differentValues = ({ key, text, path, source }: Entry, values: readonly string[]): Diagnostic[] => {
  const used = placeholdersIn(text);
  const unknown = used.filter((name) => !values.includes(name));
  const unused = values.filter((name) => !used.includes(name));
  const offer = values.length === 0 ? 'it is given none' : `it is given ${values.map(braced).join(', ')}`;
  return [
    ...unknown.map((name) => source.diagnostic(path, `${key}: there is no value ${braced(name)}; ${offer}`)),
    ...unused.map((name) => source.diagnostic(path, `${key}: the value ${braced(name)} is not used`)),
  ];
};

const braced = (name: string): string => `{{${name}}}`;

/** Points at the group that the sentence belongs in, where there is one. */
const missing = (
  words: ParsedLocale,
  entries: readonly Entry[],
  key: string,
  values: readonly string[],
): Diagnostic => {
  const group = key.slice(0, key.lastIndexOf('.') + 1);
  const neighbour = entries.findLast((entry) => entry.key.startsWith(group)) ?? entries.at(-1);
  const reason = `${key}: is missing${values.length === 0 ? '' : ` (with ${values.map(braced).join(', ')})`}`;
  if (neighbour === undefined) return { file: `locales/${words.locale}`, line: 1, reason, severity: 'error' };
  return neighbour.source.diagnostic(neighbour.path.slice(0, group === '' ? 1 : -1), reason);
};

const saidTwice = (entries: readonly Entry[]): Diagnostic[] =>
  duplicates(entries.map((entry) => ({ key: entry.key, at: entry }))).map(({ first, again, key }) => {
    const line = first.source.positionOf(first.path).line;
    return again.source.diagnostic(again.path, `${key}: is there already (${first.source.path}, line ${line})`);
  });

const broken = (entries: readonly Entry[]): Diagnostic[] =>
  entries
    .filter(({ text }) => hasBrokenPlaceholder(text))
    .map(({ key, path, source }) =>
      source.diagnostic(path, `${key}: a value to be filled in is written {{like_this}}`),
    );

/** Locales without a single file are named once rather than sentence by sentence. */
export const checkLocales: Rule = (parsed) =>
  writtenLocales
    .filter((locale) => !parsed.locales.some((words) => words.locale === locale))
    .map((locale) => ({
      file: `locales/${locale}`,
      line: 1,
      reason: 'has no .yaml file: the assistant has no words in this language',
      severity: 'error' as const,
    }));
