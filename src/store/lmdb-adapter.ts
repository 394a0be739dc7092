import type { Adapter } from 'lowdb';
import type { Conversation } from '../dialogue/conversation.ts';
import type { Instant } from '../dialogue/instant.ts';
import { wakeAt } from '../dialogue/wake.ts';
import { type Databases, dueValue, durably, keyOf, type RecordKey, unusable } from './databases.ts';
import { checkRecord, type Upgrades } from './formats.ts';
import { indexedAt, readBytes, recordBytes } from './record-bytes.ts';
import { StoreError } from './store-error.ts';
import { followingVersion } from './versions.ts';

/** What lowdb holds of one person: a conversation, its version in the store, and the moment the due index has it under. */
export interface Entry {
  readonly conversation: Conversation;
  /** The version it was read with; absent when the person must not be in the store yet. */
  readonly version: number | undefined;
  /** Under which moment the stored version is indexed; `unknown` when that has to be looked up. */
  readonly due: Instant | 'none' | 'unknown';
}

/** lowdb's data: empty before it is read. */
export interface Slot {
  entry: Entry | undefined;
}

/**
 * lowdb's adapter for one record in lmdb. `write` succeeds only while the store holds the version that the entry names,
 * in this and any other process, moves the due entry in the same transaction, and leaves the new entry in the slot.
 * `read` throws StoreError `record_damaged` or `format_newer`; `write` throws `version_conflict` and `record_invalid`.
 */
export const lmdbAdapter = (databases: Databases, key: RecordKey, upgrades: Upgrades): Adapter<Slot> => ({
  read: async () => {
    const stored = stand(databases, key);
    if (stored === undefined) return null;
    const { conversation, due } = readBytes(stored.bytes, upgrades);
    if (keyOf(conversation.id) !== key)
      throw new StoreError('record_damaged', 'A record is damaged: it names another person.');
    return { entry: { conversation, version: stored.version, due: due ?? 'none' } };
  },
  write: async (slot) => {
    if (slot.entry === undefined) return;
    const { version } = slot.entry;
    const conversation = checkRecord(slot.entry.conversation, 'record_invalid');
    const due = wakeAt(conversation);
    const before = slot.entry.due === 'unknown' ? lookUpDue(databases, key, version) : slot.entry.due;
    const bytes = recordBytes(conversation, due);
    const next = followingVersion(version);
    const { records, due: index } = databases;
    const write = (): void => {
      void records.put(key, bytes, next);
      if (before === (due ?? 'none')) return;
      if (before !== 'none') void index.remove([before, key]);
      if (due !== undefined) void index.put([due, key], dueValue(conversation.id, key));
    };
    const held = await durably(() =>
      version === undefined ? records.ifNoExists(key, write) : records.ifVersion(key, version, write),
    );
    if (!held) throw conflict();
    slot.entry = { conversation, version: next, due: due ?? 'none' };
  },
});

/**
 * The bytes and version that the store holds now, whoever wrote them; `undefined` when there are none.
 * @throws StoreError `store_unusable`
 */
export const stand = ({ records }: Databases, key: RecordKey): { bytes: Buffer; version: number } | undefined => {
  try {
    const found = records.getEntry(key);
    return found?.version === undefined ? undefined : { bytes: found.value, version: found.version };
  } catch (cause) {
    throw unusable(cause);
  }
};

const conflict = (): StoreError => new StoreError('version_conflict', 'Somebody else saved in between.');

const lookUpDue = (databases: Databases, key: RecordKey, version: number | undefined): Instant | 'none' => {
  if (version === undefined) return 'none';
  const stored = stand(databases, key);
  if (stored?.version !== version) throw conflict();
  const due = indexedAt(stored.bytes);
  // A caller can name this version only after reading it, so its head line was fine a moment ago.
  if (due === 'unknown')
    throw new StoreError('record_damaged', 'A record was damaged while it was in use. Load it again.');
  return due;
};
