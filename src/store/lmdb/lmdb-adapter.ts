import type { Database } from 'lmdb';
import type { Adapter } from 'lowdb';
import type { Conversation } from '../../dialogue/model/conversation.ts';
import { decodeRecord, encodeRecord, type Indexed, indexedAt } from '../codec/record-codec.ts';
import { checkChanges } from '../codec/record-format.ts';
import type { Upgrades } from '../codec/upgrade.ts';
import { keyOf, type RecordKey } from '../record-key.ts';
import { StoreError } from '../store-error.ts';
import { followingVersion } from '../versions.ts';
import { type Databases, durably, unusable } from './databases.ts';
import { indexMove, notIndexed } from './index-entries.ts';
import type { CurrentRecord } from './quarantine.ts';

/** What lowdb holds of one person: a conversation, its version in the store, and where the indexes have it. */
export interface Entry {
  readonly conversation: Conversation;
  /** The version it was read with; absent when the person must not be in the store yet. */
  readonly version: number | undefined;
  /** What was checked of the same person before, where that is at hand. */
  readonly before?: Conversation | undefined;
  /** Where the indexes hold the stored version; `unknown` when that has to be looked up. */
  readonly indexed: Indexed | 'unknown';
}

/** lowdb's data: empty before it is read. */
export interface Slot {
  entry: Entry | undefined;
}

/**
 * lowdb's adapter for one record in lmdb. `write` succeeds only while the store holds the version that the entry names,
 * in this and any other process, moves the index entries in the same transaction, and leaves the new entry in the slot.
 * `read` throws StoreError `record_damaged` or `format_newer`; `write` throws `version_conflict` and `record_invalid`.
 */
export const lmdbAdapter = (databases: Databases, key: RecordKey, upgrades: Upgrades): Adapter<Slot> => ({
  read: async () => {
    const stored = readCurrent(databases.records, key);
    if (stored === undefined) return null;
    const { conversation, indexed } = decodeRecord(stored.bytes, upgrades);
    if (keyOf(conversation.id) !== key)
      throw new StoreError('record_damaged', 'A record is damaged: it names another person.');
    return { entry: { conversation, version: stored.version, indexed } };
  },
  write: async (slot) => {
    if (slot.entry === undefined) return;
    const { version } = slot.entry;
    const conversation = checkChanges(slot.entry.conversation, slot.entry.before);
    const before = slot.entry.indexed === 'unknown' ? lookUpIndexed(databases, key, version) : slot.entry.indexed;
    const move = indexMove(conversation);
    const bytes = encodeRecord(conversation, move.indexed);
    const next = followingVersion(version);
    const { records } = databases;
    const write = (): void => {
      void records.put(key, bytes, next);
      move.apply(databases, key, next, before);
    };
    const held = await durably(() =>
      version === undefined ? records.ifNoExists(key, write) : records.ifVersion(key, version, write),
    );
    if (!held) throw conflict();
    slot.entry = { conversation, version: next, indexed: move.indexed };
  },
});

/**
 * The bytes and version that the store holds now, whoever wrote them; `undefined` when there are none.
 * @throws StoreError `store_unusable`
 */
export const readCurrent = (database: Database<Buffer, RecordKey>, key: RecordKey): CurrentRecord | undefined => {
  try {
    const found = database.getEntry(key);
    return found?.version === undefined ? undefined : { bytes: found.value, version: found.version };
  } catch (cause) {
    throw unusable(cause);
  }
};

const conflict = (): StoreError => new StoreError('version_conflict', 'Somebody else saved in between.');

const lookUpIndexed = (databases: Databases, key: RecordKey, version: number | undefined): Indexed => {
  if (version === undefined) return notIndexed;
  const stored = readCurrent(databases.records, key);
  if (stored?.version !== version) throw conflict();
  const indexed = indexedAt(stored.bytes);
  // A caller can name this version only after reading it, so its head line was fine a moment ago.
  if (indexed === 'unknown')
    throw new StoreError('record_damaged', 'A record was damaged while it was in use. Load it again.');
  return indexed;
};
