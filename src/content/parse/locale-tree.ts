import type { Diagnostic } from './diagnostic.ts';
import type { Path } from './positions.ts';
import type { Source } from './source.ts';

/** One sentence as a locale file has it. */
export interface Entry {
  /** The names on the way to it, joined by dots: `step.heading`; in a list the addresses from 0. */
  readonly key: string;
  readonly text: string;
  readonly path: Path;
  readonly source: Source;
}

/** The sentences of a locale file, however they are nested, and what is wrong with its shape. */
export const entriesOf = (source: Source): { readonly entries: Entry[]; readonly diagnostics: Diagnostic[] } => {
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    const key = path.join('.');
    if (typeof value === 'string') {
      if (path.length === 0) diagnostics.push(source.diagnostic(path, 'must be a group of named sentences'));
      else if (value.trim() === '') diagnostics.push(source.diagnostic(path, `${key}: must not be empty`));
      else entries.push({ key, text: value.trim(), path, source });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
    } else {
      diagnostics.push(source.diagnostic(path, shapeReason(key, value)));
    }
  };
  walk(source.value, []);
  return { entries, diagnostics };
};

const shapeReason = (key: string, value: unknown): string => {
  const name = key === '' ? '' : `${key}: `;
  if (value === null || value === undefined) return `${name}is empty`;
  return `${name}must be a sentence: put it in quotes, "${String(value)}"`;
};
