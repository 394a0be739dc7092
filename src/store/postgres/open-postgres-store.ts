import { randomUUID } from 'node:crypto';
import type { Instant } from '../../dialogue/model/instant.ts';
import { upgrades as released } from '../codec/record-format.ts';
import type { Upgrades } from '../codec/upgrade.ts';
import type { Store } from '../store.ts';
import type { StoreError } from '../store-error.ts';
import { conversations } from './conversations.ts';
import { type DatabaseSettings, openDatabase, type Statement } from './database.ts';
import { postgresDocuments } from './documents.ts';
import { duePeople } from './due-people.ts';
import { leases } from './leases.ts';
import { notifierOf } from './notify.ts';

/** How a store on PostgreSQL is set up. */
export interface PostgresSettings extends DatabaseSettings {
  /** Told of every record that was set aside, once. */
  readonly onDamaged: (error: StoreError) => void;
  /** The steps up from older formats; the released ones unless a test brings its own. */
  readonly upgrades?: Upgrades;
  /** The clock of this process: by it damaged records are filed, and claims are over. */
  readonly now?: () => Instant;
}

const PROBE: Statement = {
  name: 'probe',
  text: `insert into ruzhu_probe (at) values (now()) on conflict (one) do update set at = excluded.at`,
};

/**
 * Opens the store on PostgreSQL 13 or newer, for several processes at once. The tables lie in the first schema of the
 * search_path and begin with `ruzhu_`; the first use makes them. It never gives up a server: each use connects anew when
 * it has to, and says `store_unusable` when it cannot.
 */
export const openPostgresStore = (settings: PostgresSettings): Store => {
  const { onDamaged, upgrades = released, now = Date.now } = settings;
  const database = openDatabase(settings);
  const holder = randomUUID();
  const news = notifierOf(database, holder);
  return {
    ...conversations({ database, onDamaged, upgrades, now, onWaiting: news.tell }),
    ...duePeople({ database, holder, now }),
    ...leases(database),
    documents: postgresDocuments({ database, onDamaged, now }),
    watch: news.watch,
    probe: async () => {
      await database.run(PROBE, [], 'no time to lose');
    },
    close: async () => {
      const closing = database.close();
      await news.close();
      await closing;
    },
  };
};
