import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';

/**
 * What can go wrong in a store; the codes stay the same over releases.
 * - `record_damaged`: a record or document could not be read. It was set aside, byte for byte; the person starts afresh.
 * - `record_invalid`: a conversation or document that is not valid was to be saved. Nothing was written.
 * - `format_newer`: a record was written by a newer release. It was left as it is.
 * - `version_conflict`: somebody else saved in between. Stores report it as `undefined` from `save`.
 * - `store_unusable`: the files cannot be opened, read or written.
 * - `store_moved`: the folder or the file is no longer the one that was opened.
 * - `store_closed`: the store was used after `close`.
 */
export type StoreErrorCode =
  | 'record_damaged'
  | 'record_invalid'
  | 'format_newer'
  | 'version_conflict'
  | 'store_unusable'
  | 'store_moved'
  | 'store_closed';

/** An error of a store. The message names no person and quotes no record; `person` says whose record it is about. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** Whose record it is about, where that is known. */
  readonly person: PersonId | undefined;

  constructor(code: StoreErrorCode, message: string, about: { person?: PersonId | undefined; cause?: unknown } = {}) {
    super(message, about.cause === undefined ? {} : { cause: about.cause });
    this.code = code;
    this.person = about.person;
  }
}

/** The error is a `StoreError` with this code. */
export const isStoreError = (error: unknown, code: StoreErrorCode): error is StoreError =>
  error instanceof StoreError && error.code === code;

/** What is told and thrown about a record that was set aside at `at`. */
export const asideReport = (error: StoreError, at: Instant, person?: PersonId): StoreError =>
  new StoreError('record_damaged', `${error.message} It was set aside under ${new Date(at).toISOString()}.`, {
    person,
    cause: error,
  });
