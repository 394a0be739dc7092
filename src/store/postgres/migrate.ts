import type { Client } from 'pg';
import { StoreError } from '../store-error.ts';
import { type Migration, migrations as released } from './migrations.ts';

/** Guards the steps: of several instances that start at once one takes them, and the others wait. Any number would do. */
const LOCK = 7_297_084_716_055n;

/** The oldest PostgreSQL whose features are relied upon, as the server counts. */
const OLDEST_SERVER = 130_000;

interface Server {
  readonly version: number;
  readonly encoding: string;
  readonly schema: string | null;
  readonly has_migrations: boolean;
}

interface Applied {
  readonly level: number;
  readonly needs: number;
}

const refuse = (what: string): never => {
  throw new StoreError('store_unusable', what);
};

const look = async (client: Client): Promise<Server> => {
  const { rows } = await client.query<Server>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
      current_schema() as schema, to_regclass('ruzhu_migrations') is not null as has_migrations`,
  );
  const [server] = rows;
  if (server === undefined) return refuse('The database does not say what it is.');
  if (server.version < OLDEST_SERVER)
    refuse(`The database is PostgreSQL ${Math.floor(server.version / 10_000)}; 13 or newer is needed.`);
  if (server.encoding !== 'UTF8')
    refuse(`The database has the encoding ${server.encoding}; make one with ENCODING 'UTF8'.`);
  if (server.schema === null)
    refuse('No schema of the search_path is there; make the schema, or name another search_path.');
  return server;
};

/** The steps that are still to be taken. @throws StoreError `format_newer` */
const missing = async (client: Client, steps: readonly Migration[]): Promise<readonly Migration[]> => {
  const { rows } = await client.query<Applied>('select level, needs from ruzhu_migrations');
  const known = Math.max(...steps.map(({ level }) => level));
  const needed = Math.max(0, ...rows.map(({ needs }) => needs));
  if (needed > known)
    throw new StoreError(
      'format_newer',
      `The tables of the store need a release that knows level ${needed}; this one knows ${known}. Use the release that wrote them.`,
    );
  const applied = new Set(rows.map(({ level }) => level));
  return steps.filter(({ level }) => !applied.has(level));
};

/**
 * Brings the tables of the store up to this release, in one transaction. When nothing is missing nothing is locked and
 * no right to make tables is needed. Tables of a newer release are left as they are, and used unless they say that this
 * release is too old for them.
 * @throws StoreError `store_unusable` for a server or database that will not do, `format_newer`.
 */
export const migrate = async (client: Client, steps: readonly Migration[] = released): Promise<void> => {
  const { has_migrations } = await look(client);
  if (has_migrations && (await missing(client, steps)).length === 0) return;
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [String(LOCK)]);
    await client.query(
      `create table if not exists ruzhu_migrations (
        level int primary key, name text not null, needs int not null, applied_at timestamptz not null default now())`,
    );
    for (const { level, name, needs, sql } of await missing(client, steps)) {
      await client.query(sql);
      await client.query('insert into ruzhu_migrations (level, name, needs) values ($1, $2, $3)', [level, name, needs]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};
