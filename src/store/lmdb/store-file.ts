import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StoreError } from '../store-error.ts';
import { type LmdbFile, type Meta, openLmdbFile } from './lmdb-file.ts';
import { type PageEntry, type Walk, walkPages } from './walk-pages.ts';

/** The file of the store in a folder. */
export const fileIn = (folder: string): string => join(folder, 'data.mdb');

const WAY_OUT =
  '请先停掉服务，再用 npm run restore -- 备份文件 恢复；没有备份就把这个文件移走再启动，从头开始。 / Stop the server and put a backup back with npm run restore -- FILE; without one, move the file away to start afresh.';

const REPAIR =
  '\n也可以用 npm run check-store -- --repair 先救出读得出来的，坏文件会留着。 / Or save what can be read with npm run check-store -- --repair; the damaged file is kept.';

const refusal = (chinese: string, english: string, more = ''): StoreError =>
  new StoreError('store_unusable', `${chinese} / ${english}\n${WAY_OUT}${more}`);

/** lmdb was stopped while it made the store: its lock file says that nothing was ever committed. */
const neverCommitted = (folder: string): boolean => {
  const lock = join(folder, 'lock.mdb');
  return existsSync(lock) && statSync(lock).size >= 16 && readFileSync(lock).readBigUInt64LE(8) === 0n;
};

const withFile = <Result>(path: string, use: (file: LmdbFile) => Result): Result => {
  const file = openLmdbFile(path);
  try {
    return use(file);
  } finally {
    file.close();
  }
};

/**
 * Refuses a file that lmdb cannot be given at all, or would silently begin anew; nothing happens when there is none.
 * Reads the two meta pages and nothing else.
 * @throws StoreError `store_unusable`, saying in Chinese and English what is wrong and what to do.
 */
export const refuseUnusable = (folder: string): void => {
  const path = fileIn(folder);
  if (existsSync(path) && (statSync(path).size > 0 || !neverCommitted(folder))) refuseUnusableFile(path);
};

/** The same for a file that must be there. @throws StoreError `store_unusable`, and what `node:fs` throws */
export const refuseUnusableFile = (path: string): void => {
  withFile(path, ({ size, metas }) => {
    if (size === 0)
      throw refusal(
        `数据文件 ${basename(path)} 是空的，里面的记录都不见了。`,
        `The file of the store, ${basename(path)}, is empty: what it held is gone.`,
      );
    if (metas().length === 0)
      throw refusal(
        `数据文件 ${basename(path)} 损坏了，或者根本不是数据文件。`,
        `The file of the store, ${basename(path)}, is damaged or something else.`,
      );
  });
};

/** What the trees of one transaction hold. */
export interface Snapshot extends Walk {
  readonly entries: readonly PageEntry[];
}

/** What a damaged file holds. */
export interface Reading {
  readonly newest: Snapshot;
  /** The transaction before, where its meta page can be read. */
  readonly older: Snapshot | undefined;
}

/** How often a file is read again that somebody writes to meanwhile. */
const TRIES = 20;

/**
 * Whether every page that the newest transaction refers to is as lmdb needs it. What is wrong while another process
 * writes is looked at again: pages may have been used anew in between. A file that is written to all the time was checked
 * by whoever writes, and counts as sound.
 */
const isSound = (file: LmdbFile): boolean => {
  for (let left = TRIES; left > 0; left -= 1) {
    const metas = file.metas();
    const [newest] = metas;
    if (newest !== undefined && metas.length === 2 && walkPages(file, newest).damaged.size === 0) return true;
    if (file.metas()[0]?.transaction === newest?.transaction) return false;
  }
  return true;
};

const snapshot = (file: LmdbFile, meta: Meta): Snapshot => {
  const entries: PageEntry[] = [];
  const walk = walkPages(file, meta, (entry) => entries.push(entry));
  return { ...walk, entries };
};

/** Whether lmdb can be given a file. @throws StoreError `store_unusable` when it cannot be opened. */
export const isSoundFile = (path: string): boolean => withFile(path, isSound);

/**
 * Gives what a damaged file holds to `use`; does nothing for a sound one.
 */
export const whenDamaged = (folder: string, use: (reading: Reading) => void): void => {
  const path = fileIn(folder);
  if (!existsSync(path) || statSync(path).size === 0) return;
  withFile(path, (file) => {
    if (isSound(file)) return;
    const [newest, older] = file.metas().map((meta) => snapshot(file, meta));
    if (newest !== undefined) use({ newest, older });
  });
};

/** The refusal of a file of which too much is missing to go on without being asked. */
export const muchIsMissing = (): StoreError =>
  refusal(
    '数据文件 data.mdb 损坏或被截断了，缺了很多。',
    'The file of the store, data.mdb, is damaged or was cut short: much of it is missing.',
    REPAIR,
  );

/** Waits until a file or folder is on disk. */
export const flush = (path: string): void => {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
};
