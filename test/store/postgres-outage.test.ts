import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoreError } from '../../src/store/store-error.ts';
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.ts';
import { sampleNote } from './documents-contract.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { monday, person, sampleConversation } from './sample-conversation.ts';

let server: PostgresServer;
let url: string;
let lost: StoreError[];
const opened: Store[] = [];
const open = (wishes: { url?: string; patience?: number } = {}): Store => {
  const store = openPostgresStore({
    url,
    onDamaged: (error) => {
      throw error;
    },
    onLost: (error) => lost.push(error),
    ...wishes,
  });
  opened.push(store);
  return store;
};
const ann = person('ann');
const named = (memberName: string) => sampleConversation(ann, { memberName });
const nameIn = async (store: Store) => (await store.load(ann))?.conversation.facts.member_name;

beforeAll(async () => {
  server = await startPostgres();
});
beforeEach(async () => {
  await server.start();
  url = await server.schema();
  lost = [];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => server.remove());

describe.each(['crash', 'in order'] as const)('when the server ends (%s)', (how) => {
  it('everything is refused with one code, and works again without a restart once the server is back', async () => {
    const store = open({ patience: 0 });
    const version = await store.save(named('before'), undefined);
    await server.stop(how);
    const attempts = [
      () => store.load(ann),
      () => store.save(named('lost'), version),
      () => store.due(monday, 1),
      () => store.claimDue([ann], monday, 1),
      () => store.nextDue(),
      () => store.documents.get('note', 'n'),
      () => store.acquireLease('name', 'holder', 1_000),
      () => store.count(),
      () => store.probe(),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'store_unusable' });
    expect(lost.map(({ code }) => code)).toEqual(['store_unusable']);
    await server.start();
    expect(await nameIn(store)).toBe('before');
    expect(await store.save(named('after'), version)).toBeDefined();
    await expect(store.probe()).resolves.toBeUndefined();
  });

  it('whoever is patient notices nothing, and nothing is saved twice', async () => {
    const store = open({ patience: 60_000 });
    let version = await store.save(named('0'), undefined);
    const saving = async (): Promise<void> => {
      for (let time = 1; time <= 30; time += 1) {
        const saved = await store.save(named(String(time)), version);
        expect(saved).toBeDefined();
        version = saved;
      }
    };
    const busy = saving();
    await server.stop(how);
    await server.start();
    await busy;
    expect(await store.load(ann)).toEqual({ conversation: named('30'), version });
  });

  it('no save is lost that was acknowledged to one of many', async () => {
    const store = open({ patience: 0 });
    const acknowledged = new Map<string, number>();
    let running = true;
    const write = async (user: string): Promise<void> => {
      for (let number = 1; running; number += 1) {
        try {
          const stored = await store.load(person(user));
          const conversation = { ...sampleConversation(person(user)), lastNumber: number };
          if ((await store.save(conversation, stored?.version)) !== undefined) acknowledged.set(user, number);
        } catch {
          running = false;
        }
      }
    };
    const writing = Promise.all(Array.from({ length: 16 }, (_, index) => write(`u${index}`)));
    while (acknowledged.size < 16) await store.probe();
    await server.stop(how);
    await writing;
    await server.start();
    for (const [user, number] of acknowledged)
      expect((await store.load(person(user)))?.conversation.lastNumber).toBeGreaterThanOrEqual(number);
  });
});

describe('at a start without a server', () => {
  it('says so, and goes on as soon as there is one', async () => {
    await server.stop('in order');
    const store = open({ patience: 0 });
    await expect(store.probe()).rejects.toMatchObject({ code: 'store_unusable' });
    await server.start();
    await expect(store.probe()).resolves.toBeUndefined();
  });

  it('never tells the password, nor anything else of the address but what the server says', async () => {
    const { port } = new URL(server.address());
    const wrong = [
      `postgres://ruzhu:s3cr3t-pw@127.0.0.1:${port}/nosuchdatabase`,
      'postgres://ruzhu:s3cr3t-pw@127.0.0.1:1/ruzhu',
      'postgres://ruzhu:s3cr3t-pw@nowhere.invalid/ruzhu',
    ];
    for (const address of wrong) {
      const error = await open({ url: address, patience: 0 })
        .probe()
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'store_unusable' });
      expect(inspect(error)).not.toContain('s3cr3t');
    }
    expect(inspect(lost)).not.toContain('s3cr3t');
  });
});

describe('when the connection breaks during a save', () => {
  let proxy: CuttingProxy;
  beforeEach(async () => {
    proxy = await cuttingProxy(Number(new URL(server.address()).port));
  });
  afterEach(() => proxy.close());

  it.each(['statement', 'answer'] as const)('and its %s is lost, it counts once', async (where) => {
    const store = open({ url: proxy.through(url) });
    proxy.cutNext('insert', where);
    const first = await store.save(named('first'), undefined);
    expect(await store.load(ann)).toEqual({ conversation: named('first'), version: first });
    proxy.cutNext('update', where);
    const second = await store.save(named('second'), first);
    expect(await store.load(ann)).toEqual({ conversation: named('second'), version: second });
    proxy.cutNext('insert-document', where);
    const shelved = await store.documents.put('note', sampleNote('n', 1), undefined);
    expect(await store.documents.get('note', 'n')).toEqual({ document: sampleNote('n', 1), version: shelved });
    proxy.cutNext('hold', where);
    expect(await store.acquireLease('name', 'holder', 60_000)).toBe(true);
    expect(proxy.cuts()).toBe(4);
  });

  it.each(['statement', 'answer'] as const)(
    'and its %s is lost, and somebody else saves before it is repeated, it is refused',
    async (where) => {
      const store = open({ url: proxy.through(url) });
      const other = open();
      const first = await store.save(named('first'), undefined);
      proxy.cutNext('update', where, async () => {
        await other.save(named('theirs'), (await other.load(ann))?.version);
      });
      expect(await store.save(named('ours'), first)).toBeUndefined();
      expect(await nameIn(store)).toBe('theirs');
      expect(proxy.cuts()).toBe(1);
    },
  );
});
