import { z } from 'zod';
import { type Documents, type Kind, kinds } from '../documents.ts';
import { StoreError } from '../store-error.ts';
import { where } from './record-format.ts';

type Rules = {
  readonly [K in Kind]: {
    readonly schema: z.ZodType<Documents[K]>;
    readonly idOf: (document: Documents[K]) => string;
    readonly ownerOf: (document: Documents[K]) => string;
  };
};

const rules: Rules = kinds;

/** Under which id a document is kept. */
export const documentId = <K extends Kind>(kind: K, document: Documents[K]): string => rules[kind].idOf(document);

/** Whose a document is; empty for one that is nobody's. */
export const documentOwner = <K extends Kind>(kind: K, document: Documents[K]): string => rules[kind].ownerOf(document);

/**
 * Checks a document; fields that its kind does not know are left out.
 * @throws StoreError with the given code, naming the fields that are wrong and never what is in them.
 */
export const checkDocument = <K extends Kind>(
  kind: K,
  document: unknown,
  code: 'record_damaged' | 'record_invalid',
): Documents[K] => {
  const checked = rules[kind].schema.safeParse(document);
  if (checked.success) return checked.data;
  throw new StoreError(
    code,
    `A document of the kind ${kind} is ${code === 'record_invalid' ? 'invalid' : 'damaged'}: ${where(checked.error.issues)}.`,
  );
};

/** The format of every kind of document so far. */
const FORMAT = 1;

/** A token that an earlier release made names what it shows under `what`; it is good for a week, so it is read still. */
const OlderToken = z.looseObject({ shows: z.looseObject({ what: z.string() }) });

const asToday = (kind: Kind, raw: unknown): unknown => {
  const older = kind === 'pass' ? OlderToken.safeParse(raw) : undefined;
  if (!older?.success) return raw;
  const { what, ...shows } = older.data.shows;
  return { ...older.data, shows: { ...shows, type: what } };
};

const Formatted = z.looseObject({ format: z.number().int() });

/**
 * Reads a document as it was parsed.
 * @throws StoreError `format_newer` for one of a later release, `record_damaged` for what cannot be read.
 */
export const readDocument = <K extends Kind>(kind: K, raw: unknown): Documents[K] => {
  const formatted = Formatted.safeParse(raw);
  if (formatted.success && formatted.data.format > FORMAT)
    throw new StoreError(
      'format_newer',
      `A document of the kind ${kind} has format ${formatted.data.format}; this release reads up to ${FORMAT}. Use the release that wrote it.`,
    );
  return checkDocument(kind, asToday(kind, raw), 'record_damaged');
};
