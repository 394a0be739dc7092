/** What stands on a poster, in words ready to be drawn. */
export interface Poster {
  /** Who the assistant is. */
  readonly brand: string;
  /** For whom it is, when it is for somebody. */
  readonly recipient?: string;
  /** The purchaser's company. */
  readonly company: string;
  readonly invites: string;
  /** The steps in a word or two each, in order. */
  readonly steps: readonly string[];
  readonly takes: string;
  readonly free: string;
  readonly scan: string;
  readonly scanNote: string;
  readonly safe: string;
  /** Where the QR code leads. */
  readonly link: string;
}

/** A picture that can be drawn. */
export type Picture =
  | { readonly type: 'qr'; readonly link: string }
  | { readonly type: 'poster'; readonly poster: Poster };
