import { CORE_SCHEMA, load } from 'js-yaml';
import type { Diagnostic } from './diagnostic.ts';
import { hasPositions, type Path, type Position, type Positions, readPositions } from './positions.ts';

/** The text of one content file; `path` is within the content folder, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A YAML file that was read. */
export interface Source {
  readonly path: string;
  readonly value: unknown;
  /** Where the entry at a path stands; of a path that leads nowhere, the last entry on the way. */
  positionOf(path: Path): Position;
  /** A problem with the entry at a path. */
  diagnostic(path: Path, reason: string, severity?: Diagnostic['severity']): Diagnostic;
}

/**
 * How a file is read. `quick` is several times faster and looks for positions only once they are wanted;
 * `thorough` always reads with positions. Both give the same value for every file that both accept,
 * names like `~` and `0x10` aside.
 */
export type Strictness = 'quick' | 'thorough';

/** After an edit all other files are the same objects as before, and are not read again. */
const quicklyRead = new WeakMap<SourceFile, Source>();

/** Reads a YAML file: its value with positions, or everything that is wrong with its syntax. Never throws. */
export const readSource = (file: SourceFile, strictness: Strictness = 'quick'): Source | readonly Diagnostic[] => {
  if (strictness === 'quick') {
    const before = quicklyRead.get(file);
    if (before !== undefined) return before;
    const value = quickly(file.text);
    if (value !== undefined) {
      const source = sourceOf(file.path, value, placesOf(file.text));
      quicklyRead.set(file, source);
      return source;
    }
  }
  const read = readPositions(file.text);
  if (hasPositions(read)) return sourceOf(file.path, read.value, read.positionOf);
  return read.map(({ position, reason }) => ({ file: file.path, ...position, reason, severity: 'error' }));
};

/** Whether what {@link readSource} gave is a file rather than problems. */
export const isSource = (result: Source | readonly Diagnostic[]): result is Source => 'positionOf' in result;

/** Undefined when the quick reader has any objection: then the other one says what is wrong. */
const quickly = (text: string): unknown => {
  // Anchors and aliases are left to the reader that bounds them.
  if (/(?:^|[\s[{,])[&*]\w/.test(text)) return undefined;
  try {
    return load(text, { schema: CORE_SCHEMA }) ?? undefined;
  } catch {
    return undefined;
  }
};

const placesOf = (text: string): Positions['positionOf'] => {
  let read: ReturnType<typeof readPositions> | undefined;
  return (path) => {
    read ??= readPositions(text);
    return hasPositions(read) ? read.positionOf(path) : { line: 1, column: 1 };
  };
};

const sourceOf = (path: string, value: unknown, place: Positions['positionOf']): Source => ({
  path,
  value,
  positionOf: place,
  diagnostic: (at, reason, severity = 'error') => ({ file: path, ...place(at), reason, severity }),
});
