import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Migration, migrations } from '../../src/store/postgres/migrations.ts';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { person, sampleConversation } from './sample-conversation.ts';

let server: PostgresServer;
let url: string;
const opened: Store[] = [];
const open = (wishes: { url?: string; migrations?: readonly Migration[] } = {}): Store => {
  const store = openPostgresStore({ url, onDamaged: () => undefined, onLost: () => undefined, ...wishes });
  opened.push(store);
  return store;
};
const ann = person('ann');

beforeAll(async () => {
  server = await startPostgres();
});
beforeEach(async () => {
  url = await server.schema();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => server.remove());

const schemaOf = (address: string): string => /search_path%3D(\w+)/.exec(address)?.[1] ?? '';
const levels = async (): Promise<unknown[]> =>
  (await server.query(`select level from ${schemaOf(url)}.ruzhu_migrations order by level`)).map(({ level }) => level);
const next = (needs: number): readonly Migration[] => [
  ...migrations,
  {
    level: migrations.length + 1,
    name: 'a column that this release does not know',
    needs,
    sql: `alter table ruzhu_conversations add column colour text default 'red'`,
  },
];

describe('the tables of a store', () => {
  it('are made once by many processes that start at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => open().probe()));
    expect(await levels()).toEqual(migrations.map(({ level }) => level));
  });

  it('are counted without gaps, and never need a release that is newer than their own', () => {
    expect(migrations.map(({ level }) => level)).toEqual(migrations.map((_, index) => index + 1));
    for (const { level, needs } of migrations) expect(needs).toBeLessThanOrEqual(level);
  });

  it('are brought up by a newer release, beside which an older one goes on and may start', async () => {
    const running = open();
    const version = await running.save(sampleConversation(ann), undefined);
    await open({ migrations: next(1) }).probe();
    expect(await levels()).toHaveLength(migrations.length + 1);
    for (const older of [running, open()])
      expect(await older.load(ann)).toEqual({ conversation: sampleConversation(ann), version });
    expect(await running.save(sampleConversation(ann, { memberName: 'x' }), version)).toBeDefined();
  });

  it('are left alone by a release that is too old for them, which says so', async () => {
    await open({ migrations: next(migrations.length + 1) }).probe();
    const older = open();
    const refusal = { code: 'format_newer', message: expect.stringContaining(`level ${migrations.length + 1}`) };
    for (let time = 0; time < 2; time += 1) await expect(older.load(ann)).rejects.toMatchObject(refusal);
  });

  it('stay as they were when a step fails, and the next try takes it', async () => {
    const [broken] = next(1).slice(-1);
    if (broken === undefined) throw new Error('no step');
    const wrong = [...migrations, { ...broken, sql: `${broken.sql}; select no_such_function()` }];
    await expect(open({ migrations: wrong }).probe()).rejects.toMatchObject({ code: 'store_unusable' });
    expect(await server.query(`select to_regclass('${schemaOf(url)}.ruzhu_conversations') as made`)).toEqual([
      { made: null },
    ]);
    await expect(open({ migrations: next(1) }).probe()).resolves.toBeUndefined();
  });

  it('need no right to make tables once they are there', async () => {
    await open().probe();
    const schema = schemaOf(url);
    await server.query(`create role clerk_${schema} login`);
    await server.query(`grant usage on schema ${schema} to clerk_${schema}`);
    await server.query(`grant select, insert, update, delete on all tables in schema ${schema} to clerk_${schema}`);
    const clerk = open({ url: url.replace('ruzhu@', `clerk_${schema}@`) });
    expect(await clerk.save(sampleConversation(ann), undefined)).toBeDefined();
  });

  it('two stores in one database know nothing of each other', async () => {
    const [one, other] = [open(), open({ url: await server.schema() })];
    await one.save(sampleConversation(ann), undefined);
    expect(await other.load(ann)).toBeUndefined();
    expect(await other.acquireLease('name', 'other', 60_000)).toBe(true);
    expect(await one.acquireLease('name', 'one', 60_000)).toBe(true);
  });
});

describe('a database that will not do is refused, with what to do about it:', () => {
  it('one that cannot keep every text', async () => {
    await server.query(`create database latin encoding 'LATIN1' template template0`);
    const store = open({ url: server.address('latin') });
    await expect(store.probe()).rejects.toMatchObject({
      code: 'store_unusable',
      message: expect.stringContaining('UTF8'),
    });
  });

  it('one without the schema that is asked for', async () => {
    const store = open({ url: `${server.address()}?options=-csearch_path%3Dnowhere` });
    await expect(store.probe()).rejects.toMatchObject({
      code: 'store_unusable',
      message: expect.stringContaining('search_path'),
    });
  });

  it('but one that does not flush by default is used, and made to', async () => {
    const schema = schemaOf(url);
    await server.query(`create role hasty_${schema} login superuser`);
    await server.query(`alter role hasty_${schema} set synchronous_commit = off`);
    const store = open({ url: url.replace('ruzhu@', `hasty_${schema}@`) });
    await server.query(
      `create table ${schema}.witness (at text); create function ${schema}.watch() returns trigger language plpgsql as
        $$ begin insert into ${schema}.witness values (current_setting('synchronous_commit')); return new; end $$`,
    );
    await store.probe();
    await server.query(
      `create trigger watch before insert on ${schema}.ruzhu_conversations for each row execute function ${schema}.watch()`,
    );
    await store.save(sampleConversation(ann), undefined);
    expect(await server.query(`select at from ${schema}.witness`)).toEqual([{ at: 'on' }]);
  });
});
