/** A step as the page lists it, in the person's language. */
export interface PageStep {
  readonly id: string;
  readonly title: string;
  /** The title in a word or two, where there is little room. */
  readonly short: string;
}
