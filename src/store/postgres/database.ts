import { setTimeout as delay } from 'node:timers/promises';
import { Client, Pool, type QueryResultRow } from 'pg';
import { StoreError } from '../store-error.ts';
import { isPassing, unusable } from './errors.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations.ts';

/** Connections of one process. With more of them more saves share a flush; a server grants 100 in all by default. */
const CONNECTIONS = 20;

/** How long a statement waits for a connection, and how long for its answer. */
const CONNECTING = 10_000;
const ANSWERING = 15_000;

/** How long a statement is repeated while the server is not there: a restart takes about a second. */
const PATIENCE = 5_000;
/** A failure that came so soon is worth a second try in any case: often only one connection is dead, and nobody had noticed. */
const AT_ONCE = 1_000;
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 500;

/** A statement, prepared once a connection under its name. Repeated whenever its answer is lost, so it must bear that. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** What a statement gave. */
export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** An earlier try may have been carried out, and its answer lost. */
  readonly repeated: boolean;
}

/** A database with the tables of the store in it. */
export interface Database {
  /**
   * Runs a statement; connects, and makes the tables, when that has not been done. While the server is away it is
   * repeated for some seconds, or once when there is no time to lose.
   * @throws StoreError `store_unusable`, `format_newer`, `store_closed`
   */
  run<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[],
    hurry?: 'no time to lose',
  ): Promise<Answer<Row>>;
  /** A connection of its own, outside the pool; to be connected and ended by the caller. */
  client(): Client;
  /** Finishes what is under way and lets go of the connections. */
  close(): Promise<void>;
}

/** How a database is reached. */
export interface DatabaseSettings {
  /** `postgres://user:password@host:port/database`, with the parameters that libpq knows, such as `sslmode`. */
  readonly url: string;
  /** Told that connections were lost, once until the next statement succeeds. */
  readonly onLost: (error: StoreError) => void;
  /** For how many milliseconds a statement is repeated while the server is away; five seconds unless said otherwise. */
  readonly patience?: number;
  /** The steps of the tables; the released ones unless a test brings its own. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens a database. Nothing is connected before the first statement, and whatever goes wrong ends with that statement:
 * the next one connects anew.
 */
export const openDatabase = (settings: DatabaseSettings): Database => {
  const { url, onLost, patience = PATIENCE, migrations } = settings;
  const common = {
    connectionString: url,
    fallback_application_name: 'ruzhu',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
  const pool = new Pool({
    ...common,
    max: CONNECTIONS,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: CONNECTING,
    query_timeout: ANSWERING,
    // What a server loses by default is not lost here: saved means that it is on disk.
    onConnect: async (client) => {
      await client.query(
        `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`,
      );
    },
  });
  let told = false;
  let closing: Promise<void> | undefined;
  let preparing: Promise<void> | undefined;
  let underWay = 0;
  let allDone = (): void => undefined;

  const lost = (error: unknown): void => {
    if (told || closing !== undefined) return;
    told = true;
    onLost(unusable(error));
  };
  pool.on('error', lost);

  const newClient = (): Client => {
    const client = new Client({ ...common, connectionTimeoutMillis: CONNECTING });
    // Without a listener an error of an idle connection would end the process. The next statement on it tells.
    client.on('error', () => undefined);
    return client;
  };

  const prepare = async (): Promise<void> => {
    const client = newClient();
    try {
      await client.connect();
      await migrate(client, migrations);
    } catch (error) {
      preparing = undefined;
      throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  };

  const attempt = async <Row extends QueryResultRow>(
    { name, text }: Statement,
    values: readonly unknown[],
  ): Promise<readonly Row[]> => {
    preparing ??= prepare();
    await preparing;
    const { rows } = await pool.query<Row>({ name, text, values: [...values] });
    told = false;
    return rows;
  };

  const repeat = async <Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[],
    milliseconds: number,
  ): Promise<Answer<Row>> => {
    const begun = performance.now();
    const mayRepeat = (tries: number): boolean => {
      const waited = performance.now() - begun;
      return waited < milliseconds || (tries === 0 && waited < AT_ONCE);
    };
    for (let tries = 0; ; tries += 1) {
      try {
        return { rows: await attempt<Row>(statement, values), repeated: tries > 0 };
      } catch (error) {
        if (!isPassing(error) || !mayRepeat(tries)) throw unusable(error);
        lost(error);
      }
      if (tries > 0) await delay(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1)));
    }
  };

  const close = async (): Promise<void> => {
    if (underWay > 0) {
      await new Promise<void>((resolve) => {
        allDone = resolve;
      });
    }
    await pool.end();
  };

  return {
    async run(statement, values, hurry) {
      if (closing !== undefined) throw new StoreError('store_closed', 'The store is closed.');
      underWay += 1;
      try {
        return await repeat(statement, values, hurry === undefined ? patience : 0);
      } finally {
        underWay -= 1;
        if (underWay === 0) allDone();
      }
    },
    client: newClient,
    close() {
      closing ??= close();
      return closing;
    },
  };
};
