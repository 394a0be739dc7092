/**
 * What can be wrong with what was asked of the operator’s pages; the codes stay the same over releases.
 * - `purchaser_unknown`: there is no purchaser with this id.
 * - `purchaser_removed`: the purchaser was taken away.
 * - `bad_terms`: a company, account, credit or number of days that cannot be.
 * - `bad_company`: the name of a supplier that is too long or empty.
 * - `file_unreadable`: a file that was named cannot be read.
 * - `desk_busy`: others changed the same document again and again.
 */
export type PurchaserErrorCode =
  | 'purchaser_unknown'
  | 'purchaser_removed'
  | 'bad_terms'
  | 'bad_company'
  | 'file_unreadable'
  | 'desk_busy';

/** Something the operator’s pages cannot do as it was asked. The message says what, which, and what to do. */
export class PurchaserError extends Error {
  override readonly name = 'DeskError';
  readonly code: PurchaserErrorCode;

  constructor(code: PurchaserErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
