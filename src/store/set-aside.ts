import type { Instant } from '../dialogue/instant.ts';
import { type Databases, durably, type RecordKey } from './databases.ts';
import { indexedAt } from './record-bytes.ts';

/** The entries that the due index holds for a key. Looks through the whole index when the head line is of no help. */
export const dueEntries = ({ due }: Databases, key: RecordKey, bytes: Buffer): readonly [Instant, RecordKey][] => {
  const moment = indexedAt(bytes);
  if (moment === 'unknown') return [...due.getKeys().filter(([, indexed]) => indexed === key)];
  return moment === 'none' ? [] : [[moment, key]];
};

/**
 * Moves a record that cannot be read to the damaged ones, byte for byte, and takes it out of the due index, all in one
 * transaction. Resolves to `false` when somebody else changed the record in between.
 */
export const setAside = (
  databases: Databases,
  key: RecordKey,
  stored: { readonly bytes: Buffer; readonly version: number },
  at: Instant,
): Promise<boolean> => {
  const indexed = dueEntries(databases, key, stored.bytes);
  return durably(() =>
    databases.records.ifVersion(key, stored.version, () => {
      void databases.damaged.put([key, at, stored.version], stored.bytes);
      void databases.records.remove(key);
      for (const entry of indexed) void databases.due.remove(entry);
    }),
  );
};
