import type { z } from 'zod';
import type { Diagnostic } from './diagnostic.ts';
import { issueReason } from './issue-reason.ts';
import type { Path } from './positions.ts';
import { isSource, readSource, type Source, type SourceFile, type Strictness } from './source.ts';

/** A file that is what its schema says, with its positions. */
export interface Parsed<T> {
  readonly value: T;
  readonly source: Source;
}

/**
 * Reads a file and checks it against its schema: the typed value, or every problem with its line.
 * Pure; never throws, whatever the text is.
 */
export const parseFile = <T>(
  schema: z.ZodType<T>,
  file: SourceFile,
  strictness: Strictness = 'quick',
): Parsed<T> | readonly Diagnostic[] => {
  const source = readSource(file, strictness);
  if (!isSource(source)) return source;
  const result = schema.safeParse(source.value, { error: issueReason });
  if (result.success) return { value: result.data, source };
  // The quick reader may have let a slip of syntax pass that explains the rest.
  const thorough = strictness === 'quick' ? readSource(file, 'thorough') : source;
  if (!isSource(thorough)) return thorough;
  return result.error.issues.flatMap((issue) => issueProblems(thorough, issue));
};

/** Whether {@link parseFile} gave a value. */
export const isParsed = <T>(result: Parsed<T> | readonly Diagnostic[]): result is Parsed<T> => 'value' in result;

const issueProblems = (source: Source, issue: z.core.$ZodIssue): Diagnostic[] => {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => {
    const name = entryName(path, source.value);
    return source.diagnostic(path, name === '' ? issue.message : `${name}: ${issue.message}`);
  });
};

/** Names an entry by the way to it: list items by their `id` where they have one, else by their number from 1. */
const entryName = (path: Path, root: unknown): string => {
  let value = root;
  const names: string[] = [];
  for (const step of path) {
    // A schema may take a text apart and go on; to who reads the file it is one text.
    if (typeof value !== 'object' || value === null) break;
    const list = Array.isArray(value);
    value = Reflect.get(value, step);
    names.push(list ? (idOf(value) ?? `no. ${Number(step) + 1}`) : String(step));
  }
  return names.join(' › ');
};

const idOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : undefined;
