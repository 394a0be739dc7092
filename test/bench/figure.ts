/** One measured figure: what was measured, how much, and in which unit. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}
