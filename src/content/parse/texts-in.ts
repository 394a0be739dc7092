import { type Text, writtenLocales } from '../schema/text.ts';
import type { Path } from './positions.ts';

/** What the texts of journeys and answers may leave to be filled in. */
export const textPlaceholders: readonly string[] = [
  'credit_amount',
  'credit_days',
  'purchaser',
  'purchaser_account',
  'member_name',
  'supplier',
];

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
