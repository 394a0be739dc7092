/** Something wrong in a content file, worded for whoever edits the file. */
export interface Problem {
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
export const anyError = (problems: readonly Problem[]): boolean =>
  problems.some((problem) => problem.severity === 'error');

/** By file, then by place in the file. */
export const inOrder = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted(
    (one, other) =>
      (one.file < other.file ? -1 : one.file > other.file ? 1 : 0) ||
      one.line - other.line ||
      (one.column ?? 0) - (other.column ?? 0),
  );

/** One line for a terminal, in the form that editors make clickable: `file:line: reason`. */
export const problemLine = (problem: Problem): string =>
  `${problem.file}:${problem.line}: ${problem.severity === 'warning' ? 'warning: ' : ''}${problem.reason}`;
