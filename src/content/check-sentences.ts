import type { Draft, LocaleDraft, Rule } from './draft.ts';
import { findingValues } from './finding-sentences.ts';
import type { Entry } from './locale-tree.ts';
import { hasBrokenPlaceholder, placeholdersIn } from './placeholder.ts';
import type { Problem } from './problem.ts';
import { sentenceValues } from './sentences.ts';
import { writtenLocales } from './text.ts';
import { twins } from './twins.ts';

type Wanted = Readonly<Record<string, readonly string[]>>;

/** What `checks.yaml` holds: a sentence for each finding, and those around them. */
const verdictSentences: Wanted = {
  ...findingValues,
  plausible: ['label'],
  doubtful: ['label'],
  wrong: ['label'],
  closing: [],
};

/** Every locale says exactly what the program says, with exactly the values that it is given. */
export const checkSentences: Rule = (draft) =>
  draft.locales.flatMap((words) => [
    ...compare(words, words.sentences, sentenceValues),
    ...compare(words, words.findings, verdictSentences),
    ...[words.sentences, words.findings, words.surfaces].flatMap((entries) => [
      ...saidTwice(entries),
      ...broken(entries),
    ]),
    ...compareSurfaces(words, draft),
  ]);

/** The words of the surfaces are free, but each is there in every locale. */
const compareSurfaces = (words: LocaleDraft, draft: Draft): Problem[] => {
  const wanted = Object.fromEntries(
    draft.locales.flatMap(({ surfaces }) => surfaces.map(({ key, text }) => [key, placeholdersIn(text)])),
  );
  return compare(words, words.surfaces, wanted);
};

const compare = (words: LocaleDraft, entries: readonly Entry[], wanted: Wanted): Problem[] => {
  const present = new Set(entries.map(({ key }) => key));
  return [
    ...Object.keys(wanted)
      .filter((key) => !present.has(key))
      .map((key) => missing(words, entries, key, wanted[key] ?? [])),
    ...entries.flatMap((entry) => {
      const values = Object.hasOwn(wanted, entry.key) ? wanted[entry.key] : undefined;
      if (values === undefined) {
        return [entry.source.problem(entry.path, `${entry.key}: the program has no such sentence`)];
      }
      return differentValues(entry, values);
    }),
  ];
};

const differentValues = ({ key, text, path, source }: Entry, values: readonly string[]): Problem[] => {
  const used = placeholdersIn(text);
  const unknown = used.filter((name) => !values.includes(name));
  const unused = values.filter((name) => !used.includes(name));
  const offer = values.length === 0 ? 'it is given none' : `it is given ${values.map(braced).join(', ')}`;
  return [
    ...unknown.map((name) => source.problem(path, `${key}: there is no value ${braced(name)}; ${offer}`)),
    ...unused.map((name) => source.problem(path, `${key}: the value ${braced(name)} is not used`)),
  ];
};

const braced = (name: string): string => `{{${name}}}`;

/** Points at the group that the sentence belongs in, where there is one. */
const missing = (words: LocaleDraft, entries: readonly Entry[], key: string, values: readonly string[]): Problem => {
  const group = key.slice(0, key.lastIndexOf('.') + 1);
  const neighbour = entries.findLast((entry) => entry.key.startsWith(group)) ?? entries.at(-1);
  const reason = `${key}: is missing${values.length === 0 ? '' : ` (with ${values.map(braced).join(', ')})`}`;
  if (neighbour === undefined) return { file: `locales/${words.locale}`, line: 1, reason, severity: 'error' };
  return neighbour.source.problem(neighbour.path.slice(0, group === '' ? 1 : -1), reason);
};

const saidTwice = (entries: readonly Entry[]): Problem[] =>
  twins(entries.map((entry) => ({ key: entry.key, at: entry }))).map(({ first, again, key }) => {
    const line = first.source.place(first.path).line;
    return again.source.problem(again.path, `${key}: is there already (${first.source.path}, line ${line})`);
  });

const broken = (entries: readonly Entry[]): Problem[] =>
  entries
    .filter(({ text }) => hasBrokenPlaceholder(text))
    .map(({ key, path, source }) => source.problem(path, `${key}: a value to be filled in is written {{like_this}}`));

/** Locales without a single file are named once rather than sentence by sentence. */
export const checkLocales: Rule = (draft) =>
  writtenLocales
    .filter((locale) => !draft.locales.some((words) => words.locale === locale))
    .map((locale) => ({
      file: `locales/${locale}`,
      line: 1,
      reason: 'has no .yaml file: the assistant has no words in this language',
      severity: 'error' as const,
    }));
