import type { Database } from 'lmdb';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { RecordKey } from '../record-key.ts';
import { type Databases, durably } from './databases.ts';

/** Bytes as they lie in the store, with the version they lie there under. */
export interface CurrentRecord {
  readonly bytes: Buffer;
  readonly version: number;
}

/**
 * Moves what cannot be read out of its database to the damaged ones, byte for byte, and erases its index entries, all in
 * one transaction. Resolves to `false` when somebody else changed it in between.
 */
export const quarantine = (
  { damaged }: Databases,
  from: Database<Buffer, RecordKey>,
  key: RecordKey,
  stored: CurrentRecord,
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
