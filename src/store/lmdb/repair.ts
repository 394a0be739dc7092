import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../dialogue/model/instant.ts';
import { parseJson, readChecksummed, wordOf } from '../codec/checksummed.ts';
import { documentId, readDocument } from '../codec/document-codec.ts';
import { decodeRecord, encodeRecord, indexedAt } from '../codec/record-codec.ts';
import { upgrades } from '../codec/record-format.ts';
import { kinds } from '../documents.ts';
import { keyOf, type RecordKey } from '../record-key.ts';
import { isStoreError, StoreError } from '../store-error.ts';
import { enterUser, otherUsers } from '../users.ts';
import { type Databases, openDatabases, unusable } from './databases.ts';
import { indexMove, notIndexed } from './index-entries.ts';
import { ownerOf } from './lmdb-documents.ts';
import {
  fileIn,
  flush,
  muchIsMissing,
  type Reading,
  refuseUnusable,
  type Snapshot,
  whenDamaged,
} from './store-file.ts';

/** What became of a damaged file. */
export interface RepairReport {
  /** Pages that could not be read. */
  readonly pages: number;
  /** People and documents that are in the new file. */
  readonly people: number;
  readonly documents: number;
  /** Records and documents that were counted and are not there any more. */
  readonly lost: number;
  /** Where the damaged file lies now. */
  readonly kept: string;
}

/** How a damaged file is treated. */
export interface RepairOptions {
  readonly now: Instant;
  /**
   * A file that was cut short, or of which more is lost than can be read, is refused, unless somebody asked for whatever
   * there is: nobody is to start nearly empty without a word.
   */
  readonly muchLost: 'refuse' | 'take';
}

interface Found {
  readonly bytes: Buffer;
  readonly version: number;
}
type Finds = Map<RecordKey, Found>;

/** Before each value lies its version, 8 bytes. */
const VERSION = 8;

const foundIn = (value: Buffer | undefined): Found | undefined =>
  value === undefined || value.length < VERSION
    ? undefined
    : { version: value.readDoubleLE(0), bytes: Buffer.from(value.subarray(VERSION)) };

/** Of two with one key the later stays. */
const take = (finds: Finds, key: RecordKey, found: Found): void => {
  if ((finds.get(key)?.version ?? -1) < found.version) finds.set(key, found);
};

const isRecord = (key: RecordKey, bytes: Buffer): boolean => {
  try {
    return keyOf(decodeRecord(bytes, upgrades).conversation.id) === key;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
};

const isDocument = (key: RecordKey, bytes: Buffer): boolean => {
  const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find((known) => key.startsWith(`${known} `));
  if (kind === undefined) return false;
  try {
    return `${kind} ${keyOf(documentId(kind, readDocument(kind, parseJson(readChecksummed(bytes).json))))}` === key;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
};

/** What a transaction has in the tree with a name. */
const inTree = ({ entries }: Snapshot, name: string): Finds => {
  const finds: Finds = new Map();
  for (const { tree, key, value } of entries) {
    const found = tree === name ? foundIn(value()) : undefined;
    if (found) take(finds, key.toString('latin1'), found);
  }
  return finds;
};

interface Collected {
  readonly records: Finds;
  readonly documents: Finds;
  /** How many more there were. */
  readonly lost: number;
  /** It can still be told how many there were. */
  readonly isCounted: boolean;
}

/**
 * Records and documents from the trees, and from what is left of them where they are damaged. What is missing even so is
 * taken from the transaction before, and only then: whoever was forgotten in the last one is not to come back.
 */
const collect = ({ newest, older }: Reading): Collected => {
  const records = inTree(newest, 'records');
  const documents = inTree(newest, 'documents');
  for (const { key: bytes, value } of newest.orphans()) {
    const key = bytes.toString('latin1');
    const found = foundIn(value());
    if (found === undefined || !Number.isFinite(found.version)) continue;
    if (isRecord(key, found.bytes)) take(records, key, found);
    else if (isDocument(key, found.bytes)) take(documents, key, found);
  }
  let lost = 0;
  for (const [name, finds] of [
    ['records', records],
    ['documents', documents],
  ] as const) {
    const promised = newest.promised.get(name) ?? older?.promised.get(name) ?? 0;
    if (finds.size < promised && older !== undefined)
      for (const [key, found] of inTree(older, name)) if (!finds.has(key)) finds.set(key, found);
    lost += Math.max(0, promised - finds.size);
  }
  const isCounted = (newest.promised.get('records') ?? older?.promised.get('records')) !== undefined;
  return { records, documents, lost, isCounted };
};

const putRecord = (databases: Databases, key: RecordKey, { bytes, version }: Found, now: Instant): void => {
  const { records, due, damaged } = databases;
  try {
    const { conversation } = decodeRecord(bytes, upgrades);
    const move = indexMove(conversation);
    void records.put(key, encodeRecord(conversation, move.indexed), version);
    move.apply(databases, key, version, notIndexed);
  } catch (error) {
    if (isStoreError(error, 'format_newer')) {
      const indexed = indexedAt(bytes);
      void records.put(key, bytes, version);
      if (indexed !== 'unknown' && indexed.due !== undefined && !key.startsWith('#'))
        void due.put([indexed.due, key], '');
    } else if (isStoreError(error, 'record_damaged')) void damaged.put([key, now, version], bytes);
    else throw error;
  }
};

const putDocument = ({ documents, owners, damaged }: Databases, key: RecordKey, found: Found, now: Instant): void => {
  const owner = wordOf(found.bytes);
  if (owner === undefined) {
    void damaged.put([key, now, found.version], found.bytes);
    return;
  }
  void documents.put(key, found.bytes, found.version);
  void owners.put([ownerOf(key, owner), key], '');
};

const stampOf = (now: Instant): string => new Date(now).toISOString().replaceAll(':', '-');

/**
 * Reads a store file before lmdb does. A damaged one is set aside as it is, `data.mdb.damaged-<moment>`, and what can be
 * read of it is written into a new one with indexes made anew. Resolves to `undefined` when nothing is wrong.
 * @throws StoreError `store_unusable` for a file of which nothing can be read, or that other processes use: it is theirs.
 */
export const repairStore = async (folder: string, options: RepairOptions): Promise<RepairReport | undefined> => {
  try {
    return await mend(folder, options);
  } catch (cause) {
    throw unusable(cause);
  }
};

const mend = async (folder: string, { now, muchLost }: RepairOptions): Promise<RepairReport | undefined> => {
  refuseUnusable(folder);
  let reading: Collected | undefined;
  let pages = 0;
  whenDamaged(folder, (damaged) => {
    reading = collect(damaged);
    const found = reading.records.size + reading.documents.size;
    const isMuch = damaged.newest.cutShort || reading.lost > found || (found === 0 && !reading.isCounted);
    if (isMuch && muchLost === 'refuse') throw muchIsMissing();
    pages = damaged.newest.damaged.size + (damaged.older === undefined ? 1 : 0);
  });
  if (reading === undefined) return undefined;
  const leave = enterUser(folder);
  try {
    const others = otherUsers(folder);
    if (others.length > 0)
      throw new StoreError(
        'store_unusable',
        `数据文件损坏了，可是别的进程（${others.join('、')}）正在用它：请先停掉，再启动一次。 / The file of the store is damaged, and other processes use it (${others.join(', ')}): stop them and start again.`,
      );
    const { records, documents, lost } = reading;
    const fresh = join(folder, 'mending');
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
    const databases = openDatabases(fresh);
    await databases.root.transaction(() => {
      for (const [key, found] of records) putRecord(databases, key, found, now);
      for (const [key, found] of documents) putDocument(databases, key, found, now);
    });
    await databases.root.flushed;
    await databases.root.close();
    const kept = `${fileIn(folder)}.damaged-${stampOf(now)}`;
    renameSync(fileIn(folder), kept);
    renameSync(fileIn(fresh), fileIn(folder));
    rmSync(join(folder, 'lock.mdb'), { force: true });
    rmSync(fresh, { recursive: true });
    flush(folder);
    return { pages, people: records.size, documents: documents.size, lost, kept };
  } finally {
    leave();
  }
};
