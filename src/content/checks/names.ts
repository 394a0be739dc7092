import { phraseKey } from '../../text/phrase-key.ts';
import type { Diagnostic } from '../parse/diagnostic.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Rule } from '../parse/parsed-content.ts';
import type { Path } from '../parse/positions.ts';
import type { Journey } from '../schema/journey.ts';
import { type Text, writtenLocales } from '../schema/text.ts';
import { duplicates } from './duplicates.ts';

interface Named {
  readonly path: Path;
  readonly shown: string;
}

/** Ids, file names, labels and choices that people or the program tell things apart by are told apart. */
export const checkNames: Rule = (parsed) => [
  ...fileNames(parsed.journeys, 'data/journeys'),
  ...fileNames(parsed.intents, 'intents'),
  ...fileNames(parsed.purchaserIntents, 'intents/purchaser'),
  ...parsed.journeys.flatMap(inJourney),
  ...twinLabels(parsed),
];

const fileNames = (files: readonly Parsed<{ readonly id: string }>[], folder: string): Diagnostic[] =>
  files
    .filter(({ value, source }) => source.path !== `${folder}/${value.id}.yaml`)
    .map(({ value, source }) =>
      source.diagnostic(['id'], `id: is “${value.id}”, so the file must be called ${folder}/${value.id}.yaml`),
    );

const inJourney = (journey: Parsed<Journey>): Diagnostic[] => {
  const { steps, favours } = journey.value;
  const report = (what: string, named: readonly (Named & { readonly key: string })[]): Diagnostic[] =>
    duplicates(named.map(({ key, ...at }) => ({ key, at }))).map(({ first, again }) =>
      journey.source.diagnostic(
        again.path,
        `${what} “${again.shown}” is there already, in line ${journey.source.positionOf(first.path).line}`,
      ),
    );
  const ids = (path: Path, list: readonly { readonly id: string }[]) =>
    list.map(({ id }, index) => ({ key: id, shown: id, path: [...path, index, 'id'] }));
  const texts = (text: Text, path: Path) =>
    writtenLocales.map((locale) => ({
      key: `${locale} ${phraseKey(text[locale])}`,
      shown: text[locale],
      path: [...path, locale],
    }));
  return [
    ...report('step', ids(['steps'], steps)),
    ...report('favour', ids(['favours'], favours)),
    ...report(
      'title',
      steps.flatMap((step, index) => texts(step.title, ['steps', index, 'title'])),
    ),
    ...report(
      'short title',
      steps.flatMap((step, index) => texts(step.short, ['steps', index, 'short'])),
    ),
    ...report(
      'name of a step',
      steps.flatMap((step, index) =>
        [...new Map(step.names.map((name, nth) => [phraseKey(name), { name, nth }]))].map(([key, { name, nth }]) => ({
          key,
          shown: name,
          path: ['steps', index, 'names', nth],
        })),
      ),
    ),
    ...report(
      'intent of a step',
      steps.map(({ intent }, index) => ({ key: intent, shown: intent, path: ['steps', index, 'intent'] })),
    ),
    ...steps.flatMap((step, index) => [
      ...report(`step ${step.id}: milestone`, ids(['steps', index, 'milestones'], step.milestones)),
      ...report(
        `step ${step.id}: choice`,
        step.milestones.flatMap(({ choice }, nth) => texts(choice, ['steps', index, 'milestones', nth, 'choice'])),
      ),
      ...report(
        `step ${step.id}: field`,
        step.fields.flatMap(({ label, aliases }, nth) => [
          { key: phraseKey(label), shown: label, path: ['steps', index, 'fields', nth, 'label'] },
          ...aliases.map((alias, which) => ({
            key: phraseKey(alias),
            shown: alias,
            path: ['steps', index, 'fields', nth, 'aliases', which],
          })),
        ]),
      ),
    ]),
  ];
};

/** Two intents that are offered in the same words cannot be chosen between. */
const twinLabels: Rule = ({ intents }) =>
  duplicates(
    intents.flatMap(({ value, source }) =>
      writtenLocales.map((locale) => ({
        key: `${locale} ${phraseKey(value.label[locale])}`,
        at: { source, path: ['label', locale], shown: value.label[locale] },
      })),
    ),
  ).map(({ first, again }) =>
    again.source.diagnostic(again.path, `label “${again.shown}” is the label of ${first.source.path} as well`),
  );
