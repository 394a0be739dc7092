import { resolve } from 'node:path';
import type { Log } from '../channels/log.ts';
import { openEmbeddedStore } from '../store/embedded.ts';
import type { Store } from '../store/store.ts';
import type { StoreError } from '../store/store-error.ts';
import { home } from './places.ts';
import { takeOverFiles } from './take-over-files.ts';

const tellDamaged =
  (log: Log) =>
  (error: StoreError): void =>
    log.error({ code: error.code }, 'A record is damaged; it was set aside. See npm run export.');

/** Opens the store in a folder. What is damaged is set aside and logged by its code, without naming the person. */
export const openStore = (folder: string, log: Log): Store =>
  openEmbeddedStore({ folder, onDamaged: tellDamaged(log) });

const openPostgres = async (url: string, log: Log): Promise<Store> => {
  // Loaded only where it is used: a chat in the terminal is not to wait for it.
  const { openPostgresStore } = await import('../store/postgres/open-postgres-store.ts');
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

/**
 * Opens the store at an address: the folder that a `file:` address names, a relative one in the repository, or the
 * database that a `postgres:` address names.
 * @throws StoreError `store_unusable` or `format_newer`, with a message that repeats no password.
 */
export const openStoreAt = async (url: string, log: Log): Promise<Store> => {
  if (isShared(url)) return openPostgres(url, log);
  const folder = resolve(home, url.slice('file:'.length));
  const store = openStore(folder, log);
  await takeOverFiles(folder, store);
  return store;
};
