import { resolve } from 'node:path';
import type { Log } from '../../channels/log.ts';
import { openLmdbStore } from '../../store/lmdb/lmdb-store.ts';
import { repairStore } from '../../store/lmdb/repair.ts';
import type { Store } from '../../store/store.ts';
import type { StoreError } from '../../store/store-error.ts';
import { home } from '../paths.ts';
import { migrateLegacyFiles } from './migrate-legacy-files.ts';

const tellDamaged =
  (log: Log) =>
  (error: StoreError): void =>
    log.error({ code: error.code }, 'A record is damaged; it was set aside. See npm run export.');

/**
 * Opens the store in a folder, after its file was read as a whole: what is damaged of it is set aside, and what can be
 * read goes on in a new file. Either is logged by its code, without naming a person.
 * @throws StoreError `store_unusable`, saying in Chinese and English what to do.
 */
export const openStore = async (folder: string, log: Log): Promise<Store> => {
  const mended = await repairStore(folder, { now: Date.now(), muchLost: 'refuse' });
  if (mended !== undefined) log.error({ code: 'store_mended', ...mended }, MENDED);
  return openLmdbStore({ folder, onDamaged: tellDamaged(log) });
};

const MENDED =
  '数据文件有损坏：坏的放在一边（kept），读得出来的都保住了；lost 是没找回来的条数，要找回请用 npm run restore。 / The file of the store was damaged: it was set aside (kept) and everything readable goes on; lost is how many records are missing, npm run restore brings them back.';

const openPostgres = async (url: string, log: Log): Promise<Store> => {
  // Loaded only where it is used: a chat in the terminal is not to wait for it.
  const { openPostgresStore } = await import('../../store/postgres/open-postgres-store.ts');
  const store = openPostgresStore({
    url,
    onDamaged: tellDamaged(log),
    onLost: ({ code, message }) => log.warn({ code, reason: message }, 'The connection to the database was lost.'),
  });
  try {
    await store.probe();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** Several processes serve people from the store at this address. */
export const isShared = (url: string): boolean => !url.startsWith('file:');

/** The folder that a `file:` address names, a relative one in the repository; `undefined` for a database. */
export const folderAt = (url: string): string | undefined =>
  isShared(url) ? undefined : resolve(home, url.slice('file:'.length));

/**
 * Opens the store at an address: the folder that a `file:` address names, a relative one in the repository, or the
 * database that a `postgres:` address names.
 * @throws StoreError `store_unusable` or `format_newer`, with a message that repeats no password.
 */
export const openStoreAt = async (url: string, log: Log): Promise<Store> => {
  const folder = folderAt(url);
  if (folder === undefined) return openPostgres(url, log);
  const store = await openStore(folder, log);
  await migrateLegacyFiles(folder, store);
  return store;
};
