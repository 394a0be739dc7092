import type { Instant } from '../../dialogue/model/instant.ts';

/** What stands in a cell; nothing when it is empty. */
export type Cell = string | number | { readonly at: Instant } | undefined;

/** A column with its heading, as wide as so many characters. */
export interface Column {
  readonly heading: string;
  readonly width: number;
}

/** A table that can be written as a file of any format. */
export interface Table {
  /** What the sheet is called. */
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}
