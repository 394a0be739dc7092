import type { RecordKey } from '../record-key.ts';
import type { Entry } from './lmdb-adapter.ts';

/** The entries used last, decoded and checked; they are shared, so nobody may change them. */
export interface RecordCache {
  get(key: RecordKey): Entry | undefined;
  put(key: RecordKey, entry: Entry): void;
  forget(key: RecordKey): void;
}

/** Remembers up to `size` entries and forgets the one that was not used for longest. */
export const createRecordCache = (size: number): RecordCache => {
  // A Map iterates in the order of insertion; what is used is inserted anew.
  const entries = new Map<RecordKey, Entry>();
  const put = (key: RecordKey, entry: Entry): void => {
    entries.delete(key);
    entries.set(key, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= size) break;
      entries.delete(oldest);
    }
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry !== undefined) put(key, entry);
      return entry;
    },
    put,
    forget: (key) => void entries.delete(key),
  };
};
