import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { PersonId } from '../../dialogue/model/person.ts';
import type { PurchaserId } from '../../dialogue/model/programme/purchaser.ts';
import type { RecordKey } from '../record-key.ts';
import { StoreError } from '../store-error.ts';
import { fileIn, refuseUnusable } from './store-file.ts';

/** The lmdb databases of a store. All lie in one file, so that one transaction covers them. */
export interface Databases {
  readonly root: RootDatabase<string, string>;
  /** Records by key, each with its version. */
  readonly records: Database<Buffer, RecordKey>;
  /** The due index: `[moment, key]`, with the person's id where the key is a digest of it, else empty. */
  readonly due: Database<string, [Instant, RecordKey]>;
  /** The summaries of suppliers, by purchaser, each with the version of the record it was written with. */
  readonly cards: Database<Buffer, [PurchaserId, RecordKey]>;
  /** Documents of all kinds, each with its version. */
  readonly documents: Database<Buffer, RecordKey>;
  /** Whose the documents are: `[owner, key]`. */
  readonly owners: Database<string, [RecordKey, RecordKey]>;
  /** Who may do something that only one process may do at a time, each with its version. */
  readonly holds: Database<string, RecordKey>;
  /** Bytes of records and documents that could not be read: `[key, moment, version]`. */
  readonly damaged: Database<Buffer, [RecordKey, Instant, number]>;
}

/** Sorts after every key. */
export const LAST_KEY: RecordKey = '\u007f';

/** What the due index holds beside the key. */
export const dueValue = (id: PersonId, key: RecordKey): string => (key === id ? '' : JSON.stringify(id));

/**
 * Opens the files in a folder, which is made when it is missing; both are made readable by their owner only.
 *
 * Measured with 1.7 KB records at 100,000 people, 64 at once, every save moving the due entry; saves a second, median of
 * five interleaved rounds on two shared cores, where one and the same variant varied threefold:
 * - lmdb's defaults 5,300; `eventTurnBatching: false` 10,400, faster in four rounds of five: a save joins the
 *   transaction that is being written instead of waiting for the next turn of the event loop.
 * - `overlappingSync: false` on top 11,100: no slower, and then a write's promise means that it is on disk, and rejects
 *   when it is not. With it the promise resolves before the flush, and a failed flush is never told.
 * - LZ4 9,200 and pages of 8 KB 11,600: no gain that stands out from the noise, so neither is used.
 * @throws StoreError `store_unusable`
 */
export const openDatabases = (folder: string): Databases => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    tighten(folder, 0o700);
    refuseUnusable(folder);
    const root = open<string, string>({
      path: folder,
      noSubdir: false,
      maxDbs: 12,
      encoding: 'string',
      eventTurnBatching: false,
      overlappingSync: false,
    });
    for (const file of [fileIn(folder), join(folder, 'lock.mdb')]) if (existsSync(file)) tighten(file, 0o600);
    return {
      root,
      records: root.openDB({ name: 'records', encoding: 'binary', useVersions: true }),
      due: root.openDB({ name: 'due', encoding: 'string' }),
      cards: root.openDB({ name: 'cards', encoding: 'binary', useVersions: true }),
      documents: root.openDB({ name: 'documents', encoding: 'binary', useVersions: true }),
      owners: root.openDB({ name: 'owners', encoding: 'string' }),
      holds: root.openDB({ name: 'holds', encoding: 'string', useVersions: true }),
      damaged: root.openDB({ name: 'damaged', encoding: 'binary' }),
    };
  } catch (cause) {
    throw unusable(cause);
  }
};

/** Takes the rights of everybody else; what belongs to another user of the machine is for that one to tighten. */
const tighten = (path: string, mode: number): void => {
  if (statSync(path).uid === process.getuid?.()) chmodSync(path, mode);
};

/** Wraps what lmdb throws; errors of the store itself pass through. */
export const unusable = (cause: unknown): StoreError =>
  cause instanceof StoreError
    ? cause
    : new StoreError(
        'store_unusable',
        `The store cannot be used: ${cause instanceof Error ? cause.message : 'unknown reason'}. Look at the disk space and at the rights of its folder.`,
        { cause },
      );

/**
 * Runs writes and waits until they are on disk. Resolves to `false` when the condition on the writes did not hold.
 * @throws StoreError `store_unusable`
 */
export const durably = async (write: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await write();
  } catch (error) {
    throw unusable(await reasonOf(error));
  }
};

/** lmdb says "see commitError", which is a promise that rejects with the reason; unhandled, it would end the process. */
const reasonOf = async (error: unknown): Promise<unknown> => {
  if (!(error instanceof Error) || !('commitError' in error)) return error;
  try {
    await error.commitError;
    return error;
  } catch (reason) {
    return reason;
  }
};
