import type { Rule } from './draft.ts';
import type { Parsed } from './parse.ts';
import { hasBrokenPlaceholder, placeholdersIn, textPlaceholders, textsIn } from './placeholder.ts';
import type { Path } from './positions.ts';
import type { Problem } from './problem.ts';
import { type Text, writtenLocales } from './text.ts';

/** Texts that name a thing are shown as they stand; no value is filled into them. */
const bare = new Set(['title', 'short', 'label', 'from']);

/** Placeholders and links within the texts of journeys and answers. */
export const checkTexts: Rule = ({ journeys, intents }) =>
  [...journeys, ...intents].flatMap((file) =>
    [...textsIn(file.value)].flatMap(({ path, text }) => [
      ...placeholders(file, path, text),
      ...links(file, path, text),
    ]),
  );

const isBare = (path: Path): boolean => bare.has(String(path.at(-1))) || path[0] === 'terms';

const placeholders = ({ source }: Parsed<unknown>, path: Path, text: Text): Problem[] => {
  const allowed = isBare(path) ? [] : textPlaceholders;
  const problems = writtenLocales.flatMap((locale) => [
    ...placeholdersIn(text[locale])
      .filter((name) => !allowed.includes(name))
      .map((name) =>
        source.problem(
          [...path, locale],
          allowed.length === 0
            ? `nothing is filled in here, so {{${name}}} cannot stand here`
            : `there is no value {{${name}}}; there are ${allowed.join(', ')}`,
        ),
      ),
    ...(hasBrokenPlaceholder(text[locale])
      ? [source.problem([...path, locale], 'a value to be filled in is written {{like_this}}')]
      : []),
  ]);
  const [first, ...others] = writtenLocales.map((locale) => placeholdersIn(text[locale]).join(', '));
  if (problems.length > 0 || others.every((names) => names === first)) return problems;
  return [
    source.problem(
      path,
      `the languages fill in different values (${[first, ...others].map((names) => names || 'none').join(' / ')})`,
    ),
  ];
};

const address = /https?:\/\/[!-~]+/g;

const links = ({ source }: Parsed<unknown>, path: Path, text: Text): Problem[] => {
  const found = writtenLocales.map((locale) =>
    Array.from(text[locale].matchAll(address), ([url]) => url.replace(/[.,;:)]+$/, '')),
  );
  const broken = writtenLocales.flatMap((locale, index) =>
    (found[index] ?? [])
      .filter((url) => !URL.canParse(url))
      .map((url) => source.problem([...path, locale], `“${url}” is not a web address`)),
  );
  const [first, ...others] = found.map((urls) => urls.toSorted().join(' '));
  if (broken.length > 0 || others.every((urls) => urls === first)) return broken;
  return [source.problem(path, 'the languages give different links', 'warning')];
};
