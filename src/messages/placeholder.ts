import type { Path } from '../content/parse/positions.ts';
import { type Text, writtenLocales } from '../content/schema/text.ts';

/** What the texts of journeys and answers may leave to be filled in. */
export const textPlaceholders: readonly string[] = [
  'credit_amount',
  'credit_days',
  'purchaser',
  'purchaser_account',
  'member_name',
  'supplier',
];

const placeholder = /\{\{([^{}]*)\}\}/g;

/** The names in `{{…}}` in a text, each once, in alphabetical order. */
export const placeholdersIn = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(placeholder), ([, name = '']) => name.trim()))].sort();

/** Whether a text has a `{{` without its `}}`, or the other way round. */
export const hasBrokenPlaceholder = (text: string): boolean => /\{\{|\}\}/.test(text.replace(placeholder, ''));

/** Every text within a value, with the way to it. */
export const textsIn = function* (value: unknown, path: Path = []): Generator<{ path: Path; text: Text }> {
  if (typeof value !== 'object' || value === null) return;
  if (isText(value)) {
    yield { path, text: value };
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object') yield* textsIn(inner, [...path, key]);
  }
};

const isText = (value: object): value is Text =>
  writtenLocales.every((locale) => typeof Reflect.get(value, locale) === 'string');
