import type { Database } from 'lmdb';
import type { Instant } from '../dialogue/instant.ts';
import { type Databases, durably } from './databases.ts';
import type { RecordKey } from './record-key.ts';

/** Bytes as they lie in the store, with the version they lie there under. */
export interface Standing {
  readonly bytes: Buffer;
  readonly version: number;
}

/**
 * Moves what cannot be read out of its database to the damaged ones, byte for byte, and erases its index entries, all in
 * one transaction. Resolves to `false` when somebody else changed it in between.
 */
export const setAside = (
  { damaged }: Databases,
  from: Database<Buffer, RecordKey>,
  key: RecordKey,
  stored: Standing,
  at: Instant,
  eraseIndex: () => void,
): Promise<boolean> =>
  durably(() =>
    from.ifVersion(key, stored.version, () => {
      void damaged.put([key, at, stored.version], stored.bytes);
      void from.remove(key);
      eraseIndex();
    }),
  );

/** What was set aside of one record, over time. */
export const copiesOf = ({ damaged }: Databases, key: RecordKey): readonly [RecordKey, Instant, number][] => [
  ...damaged.getKeys({ start: [key], end: [key, Number.POSITIVE_INFINITY] }),
];
