import { hasBrokenPlaceholder, placeholdersIn } from '../../messages/placeholder.ts';
import type { Diagnostic } from '../parse/diagnostic.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Rule } from '../parse/parsed-content.ts';
import type { Path } from '../parse/positions.ts';
import { textPlaceholders, textsIn } from '../parse/texts-in.ts';
import { type Text, writtenLocales } from '../schema/text.ts';

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

const placeholders = ({ source }: Parsed<unknown>, path: Path, text: Text): Diagnostic[] => {
  const allowed = isBare(path) ? [] : textPlaceholders;
  const diagnostics = writtenLocales.flatMap((locale) => [
    ...placeholdersIn(text[locale])
      .filter((name) => !allowed.includes(name))
      .map((name) =>
        source.diagnostic(
          [...path, locale],
          allowed.length === 0
            ? `nothing is filled in here, so {{${name}}} cannot stand here`
            : `there is no value {{${name}}}; there are ${allowed.join(', ')}`,
        ),
      ),
    ...(hasBrokenPlaceholder(text[locale])
      ? [source.diagnostic([...path, locale], 'a value to be filled in is written {{like_this}}')]
      : []),
  ]);
  const [first, ...others] = writtenLocales.map((locale) => placeholdersIn(text[locale]).join(', '));
  if (diagnostics.length > 0 || others.every((names) => names === first)) return diagnostics;
  return [
    source.diagnostic(
      path,
      `the languages fill in different values (${[first, ...others].map((names) => names || 'none').join(' / ')})`,
    ),
  ];
};

const address = /https?:\/\/[!-~]+/g;

const links = ({ source }: Parsed<unknown>, path: Path, text: Text): Diagnostic[] => {
  const found = writtenLocales.map((locale) =>
    Array.from(text[locale].matchAll(address), ([url]) => url.replace(/[.,;:)]+$/, '')),
  );
  const broken = writtenLocales.flatMap((locale, index) =>
    (found[index] ?? [])
      .filter((url) => !URL.canParse(url))
      .map((url) => source.diagnostic([...path, locale], `“${url}” is not a web address`)),
  );
  const [first, ...others] = found.map((urls) => urls.toSorted().join(' '));
  if (broken.length > 0 || others.every((urls) => urls === first)) return broken;
  return [source.diagnostic(path, 'the languages give different links', 'warning')];
};
