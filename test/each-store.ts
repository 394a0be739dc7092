import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { Instant } from '../src/dialogue/model/instant.ts';
import { openLmdbStore } from '../src/store/lmdb/lmdb-store.ts';
import { openPostgresStore } from '../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../src/store/store.ts';
import { type PostgresServer, startPostgres } from './store/postgres-server.ts';
import { awaited } from './store-calls.ts';

/** Ways to a store for a test. What is opened is closed and removed at the end of the test. */
export interface EachStore {
  /** A new, empty store. */
  open(now?: () => Instant): Promise<Store>;
  /** The store that was opened last, for another process. */
  again(now?: () => Instant): Promise<Store>;
}

/** A place where a store keeps what is saved. */
interface Kept {
  open(now: () => Instant): Store;
  remove(): Promise<void>;
}

const fail = (error: Error): void => {
  throw error;
};

const inFolder = async (): Promise<Kept> => {
  const folder = await mkdtemp(join(tmpdir(), 'each-store-'));
  return {
    open: (now) => openLmdbStore({ folder, onDamaged: fail, now }),
    remove: () => rm(folder, { recursive: true }),
  };
};

const inSchema = async (server: PostgresServer): Promise<Kept> => {
  const url = await server.schema();
  return {
    open: (now) => openPostgresStore({ url, onDamaged: fail, onLost: fail, now }),
    remove: async () => {},
  };
};

/** Defines tests once for each store that people can choose: in a folder, and on PostgreSQL. */
export const onEachStore = (define: (stores: EachStore) => void): void => {
  describe.each(['in a folder', 'on PostgreSQL'] as const)('%s', (where) => {
    let server: PostgresServer | undefined;
    let kept: Kept | undefined;
    const ending: (() => Promise<void>)[] = [];

    if (where === 'on PostgreSQL') {
      beforeAll(async () => {
        server = await startPostgres();
      });
      afterAll(() => server?.remove());
    }
    afterEach(async () => {
      for (let end = ending.pop(); end !== undefined; end = ending.pop()) await end();
      kept = undefined;
    });

    const openAt = ({ open }: Kept, now: () => Instant): Store => {
      const store = awaited(open(now));
      ending.push(store.close);
      return store;
    };

    define({
      async open(now = Date.now) {
        kept = server === undefined ? await inFolder() : await inSchema(server);
        ending.push(kept.remove);
        return openAt(kept, now);
      },
      async again(now = Date.now) {
        if (kept === undefined) throw new Error('no store was opened yet');
        return openAt(kept, now);
      },
    });
  });
};
