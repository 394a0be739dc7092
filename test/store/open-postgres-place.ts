import { Client } from 'pg';
import { migrate } from '../../src/store/postgres/migrate.ts';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import { keyOf } from '../../src/store/record-key.ts';
import type { Place } from './open-place.ts';
import type { PostgresServer } from './postgres-server.ts';

let planted = 2 ** 48;

/** A schema with the tables of a store; its back door is a connection of its own. */
export const postgresPlace = async (server: PostgresServer): Promise<Place> => {
  const url = await server.schema();
  const back = new Client({ connectionString: url });
  await back.connect();
  await migrate(back);
  return {
    open: (wishes) => openPostgresStore({ url, onLost: () => undefined, ...wishes }),
    async plant(id, json) {
      planted += 1;
      await back.query(
        `insert into ruzhu_conversations (key, version, body) values ($1, $2, $3)
          on conflict (key) do update set version = excluded.version, body = excluded.body`,
        [keyOf(id), planted, json],
      );
    },
    async plantDocument(kind, id, json) {
      await back.query('update ruzhu_documents set body = $3 where kind = $1 and key = $2', [kind, keyOf(id), json]);
    },
    async damaged() {
      const { rows } = await back.query<{ body: string }>('select body from ruzhu_damaged');
      return rows.map(({ body }) => body);
    },
    dispose: () => back.end(),
  };
};
