import { createHash } from 'node:crypto';

/** The key of a record or a document. */
export type RecordKey = string;

const plain = /^[!"$-~][!-~]{0,199}$/;

/**
 * The key for an id: the id itself where it is short printable ASCII, as ids of platforms are, else `#` and
 * its SHA-256. Databases limit the length of keys, and UTF-8 would give two ids with different lone surrogates one key.
 */
export const keyOf = (id: string): RecordKey =>
  plain.test(id) ? id : `#${createHash('sha256').update(Buffer.from(id, 'utf16le')).digest('hex')}`;
