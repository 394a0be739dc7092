/** Something wrong in a content file, worded for whoever edits the file. */
export interface Diagnostic {
  /** Path within the content folder, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column?: number;
  readonly reason: string;
  /** An error keeps the content from being used; a warning does not. */
  readonly severity: 'error' | 'warning';
}

/** Whether any of the problems keeps the content from being used. */
export const anyError = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');

/** By file, then by place in the file. */
export const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.toSorted(
    (one, other) =>
      (one.file < other.file ? -1 : one.file > other.file ? 1 : 0) ||
      one.line - other.line ||
      (one.column ?? 0) - (other.column ?? 0),
  );

/** One line for a terminal, in the form that editors make clickable: `file:line: reason`. */
export const diagnosticLine = (diagnostic: Diagnostic): string =>
  `${diagnostic.file}:${diagnostic.line}: ${diagnostic.severity === 'warning' ? 'warning: ' : ''}${diagnostic.reason}`;
