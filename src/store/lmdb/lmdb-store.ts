import { setImmediate } from 'node:timers/promises';
import { Low } from 'lowdb';
import { summaryOf } from '../../dialogue/core/progress/supplier-summary.ts';
import type { Conversation } from '../../dialogue/model/conversation.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { channelOf, PersonId } from '../../dialogue/model/person.ts';
import { upgrades as released } from '../codec/record-format.ts';
import type { Upgrades } from '../codec/upgrade.ts';
import { keyOf, type RecordKey } from '../record-key.ts';
import type { Store } from '../store.ts';
import { asideReport, isStoreError, StoreError } from '../store-error.ts';
import { enterUser } from '../users.ts';
import { type Databases, durably, openDatabases, unusable } from './databases.ts';
import { eraseEntries, indexEntries } from './index-entries.ts';
import { type Entry, lmdbAdapter, readCurrent, type Slot } from './lmdb-adapter.ts';
import { lmdbDocuments } from './lmdb-documents.ts';
import { lmdbLeases } from './lmdb-leases.ts';
import { lmdbSummaries } from './lmdb-summaries.ts';
import { rememberOpened, writeRecordsWorth } from './opened-file.ts';
import { copiesOf, quarantine } from './quarantine.ts';
import { createRecordCache } from './record-cache.ts';

/** How an embedded store is set up. */
export interface LmdbSettings {
  /** Where the files lie; made when missing. */
  readonly folder: string;
  /** How many decoded conversations stay in memory, about 4 KB each, and how many summaries, about 2 KB each. Default 10,000. */
  readonly cacheSize?: number;
  /** Told of every record that was set aside, once. */
  readonly onDamaged: (error: StoreError) => void;
  /** The steps up from older formats; the released ones unless a test brings its own. */
  readonly upgrades?: Upgrades;
  /** The clock by which damaged records are filed. */
  readonly now?: () => Instant;
}

/** Keys that `everyone` takes from the store at a time. */
const PAGE = 200;

/**
 * Opens the store that needs no server: lmdb under lowdb, one small document a conversation.
 * What `load` hands out and `save` is given is shared with the store's memory: treat it as read-only.
 * @throws StoreError `store_unusable` when the folder cannot be used.
 */
export const openLmdbStore = (settings: LmdbSettings): Store => {
  const { cacheSize = 10_000, onDamaged, upgrades = released, now = Date.now } = settings;
  const databases = openDatabases(settings.folder);
  const leave = enterUser(settings.folder);
  const demandSameFile = rememberOpened(settings.folder);
  const { root, records, due, damaged } = databases;
  const recent = createRecordCache(cacheSize);
  let closing: Promise<void> | undefined;

  const record = (key: RecordKey, entry?: Entry): Low<Slot> =>
    new Low<Slot>(lmdbAdapter(databases, key, upgrades), { entry });

  /** To be called before reading: forgets the view of the moment before, so that another process' saves are seen. */
  const look = (): void => {
    if (closing !== undefined) throw new StoreError('store_closed', 'The store is closed.');
    root.resetReadTxn();
  };

  /** Reads one record; a damaged one is set aside, reported, and thrown as an error. */
  const read = async (key: RecordKey, person: PersonId | undefined): Promise<Entry | undefined> => {
    look();
    const slot = record(key);
    try {
      await slot.read();
      return slot.data.entry;
    } catch (error) {
      recent.forget(key);
      if (!isStoreError(error, 'record_damaged')) throw error;
      look();
      const stored = readCurrent(records, key);
      if (stored === undefined) return undefined;
      const at = now();
      const entries = indexEntries(databases, key, stored.bytes);
      const done = await quarantine(databases, records, key, stored, at, () => eraseEntries(databases, entries));
      if (!done) return read(key, person);
      const report = asideReport(error, at, person);
      onDamaged(report);
      throw report;
    }
  };

  return {
    load: async (id) => {
      const key = keyOf(id);
      look();
      const known = recent.get(key);
      const entry = known && isCurrent(databases, key, known) ? known : await read(key, id);
      if (entry?.version === undefined) return undefined;
      if (entry !== known) recent.put(key, entry);
      return { conversation: entry.conversation, version: entry.version };
    },

    save: async (conversation, expected) => {
      const key = keyOf(conversation.id);
      look();
      const known = recent.get(key);
      const slot = record(key, {
        conversation,
        version: expected,
        before: known?.conversation,
        indexed: known?.version === expected && known !== undefined ? known.indexed : 'unknown',
      });
      try {
        await slot.write();
      } catch (error) {
        if (isStoreError(error, 'version_conflict')) return undefined;
        throw error;
      }
      if (slot.data.entry !== undefined) recent.put(key, slot.data.entry);
      return slot.data.entry?.version;
    },

    due: async (now, limit, except = []) => {
      look();
      if (limit < 1) return [];
      // A lone moment sorts before every key that starts with it, so this ends after the last key of `now`.
      const end = [Math.floor(now) + 1];
      const people: PersonId[] = [];
      for (const { key, value } of due.getRange({ end, ...(except.length === 0 ? { limit } : {}) })) {
        const id = PersonId.parse(value === '' ? key[1] : JSON.parse(value));
        if (!except.includes(channelOf(id))) people.push(id);
        if (people.length >= limit) break;
      }
      return people;
    },

    claimDue: async (people) => {
      look();
      return people;
    },

    nextDue: async () => {
      look();
      for (const [moment] of due.getKeys({ limit: 1 })) return moment;
      return undefined;
    },

    summaries: lmdbSummaries(databases, look, cacheSize, async (key) => {
      const conversation = await readOrTell(
        () => read(key, undefined),
        () => undefined,
      );
      return conversation && summaryOf(conversation);
    }),

    documents: lmdbDocuments({ databases, look, onDamaged, now }),
    ...lmdbLeases(databases, look, now),

    watch: () => () => undefined,

    async *everyone(tell) {
      for (let after: RecordKey | undefined; ; ) {
        look();
        const keys: RecordKey[] = Array.from(
          records.getKeys({ limit: PAGE, ...(after === undefined ? {} : { start: after, exclusiveStart: true }) }),
        );
        for (const key of keys) {
          const conversation = await readOrTell(() => read(key, undefined), tell);
          if (conversation !== undefined) yield conversation;
        }
        after = keys.at(-1);
        if (after === undefined) return;
        await setImmediate();
      }
    },

    /** Also forgets what was set aside of the person: who asks to be forgotten means all of it. */
    remove: async (id, expected) => {
      const key = keyOf(id);
      for (;;) {
        look();
        recent.forget(key);
        const stored = readCurrent(records, key);
        if (expected !== undefined && stored?.version !== expected) return false;
        const entries = stored === undefined ? undefined : indexEntries(databases, key, stored.bytes);
        const copies = copiesOf(databases, key);
        const erase = (): void => {
          for (const copy of copies) void damaged.remove(copy);
          if (entries !== undefined) eraseEntries(databases, entries);
          if (stored !== undefined) void records.remove(key);
        };
        const done = await durably(() =>
          stored === undefined ? records.ifNoExists(key, erase) : records.ifVersion(key, stored.version, erase),
        );
        if (done) return true;
      }
    },

    count: async () => {
      look();
      return { people: entryCount(records.getStats()), damaged: entryCount(damaged.getStats()) };
    },

    probe: async () => {
      look();
      demandSameFile();
      await durably(() => root.put('probe', String(now())));
      await writeRecordsWorth(settings.folder).catch((cause: unknown) => {
        throw unusable(cause);
      });
    },

    copy: async (to) => {
      look();
      await root.backup(to, true).catch((cause: unknown) => {
        throw unusable(cause);
      });
    },

    close: () => {
      closing ??= root.committed.then(() => root.close()).finally(leave);
      return closing;
    },
  };
};

/** Asks only whether the version is still there; a hot person is neither decoded (10 µs) nor checked (16 µs) again. */
const isCurrent = ({ records }: Databases, key: RecordKey, { version }: Entry): boolean => {
  try {
    return version !== undefined && records.doesExist(key, version);
  } catch (cause) {
    throw unusable(cause);
  }
};

const readOrTell = async (
  read: () => Promise<Entry | undefined>,
  tell: (error: Error) => void,
): Promise<Conversation | undefined> => {
  try {
    return (await read())?.conversation;
  } catch (error) {
    if (!isStoreError(error, 'record_damaged') && !isStoreError(error, 'format_newer')) throw error;
    tell(error);
    return undefined;
  }
};

/** lmdb declares its statistics as an empty object. */
const entryCount = (statistics: object): number =>
  'entryCount' in statistics && typeof statistics.entryCount === 'number' ? statistics.entryCount : 0;
