import { resolve } from 'node:path';
import { readEnvironment } from '../app/environment.ts';
import { createLog } from '../app/log.ts';
import { folderAt, openStore, openStoreAt } from '../app/store/open-store.ts';
import { PersonId } from '../dialogue/model/person.ts';
import type { Store } from '../store/store.ts';

/** Uses the store of a folder, or else of the settings, and lets go of it whatever happens. Works beside a running server. */
export const withStore = async <Result>(
  data: string | undefined,
  use: (store: Store) => Promise<Result>,
): Promise<Result> => {
  const log = createLog('warn');
  const store =
    data === undefined
      ? await openStoreAt(readEnvironment(process.env).STORE_URL, log)
      : await openStore(resolve(data), log);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
};

/** The folder of the store that `withStore` uses; `undefined` when that is a database. */
export const folderFor = (data: string | undefined): string | undefined =>
  data === undefined ? folderAt(readEnvironment(process.env).STORE_URL) : resolve(data);

/** A person named on the command line: a full id, `channel:user`, or the user of a chat in the terminal. */
export const personNamed = (user: string): PersonId => PersonId.parse(user.includes(':') ? user : `terminal:${user}`);
