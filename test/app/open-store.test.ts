import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/app/environment.ts';
import { kfCursor } from '../../src/app/store/kf-cursor.ts';
import { openStoreAt } from '../../src/app/store/open-store.ts';
import { monthTally } from '../../src/app/store/usage-tally.ts';
import { openMonthlyUsage } from '../../src/engine/delivery/monthly-usage.ts';
import type { Store } from '../../src/store/store.ts';
import { keptLog } from '../engine/start.ts';
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts';
import { person, sampleConversation } from '../store/sample-conversation.ts';

const opened: Store[] = [];
const open = async (url: string, log = keptLog()): Promise<Store> => {
  const store = await openStoreAt(url, log);
  opened.push(store);
  return store;
};
const closeAll = async (): Promise<void> => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
};
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruzhu-open-store-'));
});
afterEach(async () => {
  await closeAll();
  await rm(folder, { recursive: true });
});
const october = Date.UTC(2026, 9, 5);

describe('STORE_URL', () => {
  it.each(['file:data/store', 'postgres://u:p@h/d', 'postgresql://h/d?sslmode=verify-full', 'postgres:///d?host=/run'])(
    'may be %s',
    (url) => expect(readEnvironment({ STORE_URL: url }).STORE_URL).toBe(url),
  );

  it.each(['file:', 'mysql://u:s3cr3t@h/d', 'postgres:/h', 'postgres://u:s3cr3t@h:port/d', '/data', 's3cr3t'])(
    'may not be %s, and that is said without repeating it',
    (url) => {
      expect(() => readEnvironment({ STORE_URL: url })).toThrow('STORE_URL');
      expect(() => readEnvironment({ STORE_URL: url })).not.toThrow('s3cr3t');
    },
  );
});

describe('what lay in files beside a store', () => {
  it('becomes notes of the store, once, and the files are gone', async () => {
    await writeFile(join(folder, 'month.json'), '{"month":"2026-10","sent":{"dingtalk":2400}}');
    await writeFile(join(folder, 'wecom-kf-cursor.json'), '{"open_kfid":"wk1","cursor":"c7"}');
    let store = await open(`file:${folder}`);
    expect((await openMonthlyUsage(monthTally(store), () => 480, keptLog())).sent('dingtalk', october)).toBe(2_400);
    expect(await kfCursor(store, keptLog())('wk1').read()).toEqual({ cursor: 'c7' });
    expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toEqual([]);
    await kfCursor(store, keptLog())('wk1').write('c8');
    await closeAll();
    await writeFile(join(folder, 'wecom-kf-cursor.json'), '{"open_kfid":"wk1","cursor":"old"}');
    store = await open(`file:${folder}`);
    expect(await kfCursor(store, keptLog())('wk1').read()).toEqual({ cursor: 'c8' });
  });

  it('is known to be lost when it cannot be understood', async () => {
    await writeFile(join(folder, 'wecom-kf-cursor.json'), '{"open_kfid":"wk');
    const log = keptLog();
    expect(await kfCursor(await open(`file:${folder}`), log)('wk1').read()).toBe('lost');
    expect(log.codes).toEqual(['kf_cursor_unreadable']);
  });
});

describe('the cursor of an account', () => {
  it('is none at first and for another account, and the last one that was written', async () => {
    const store = await open(`file:${folder}`);
    const cursor = kfCursor(store, keptLog())('wk1');
    expect(await cursor.read()).toBe('none');
    await Promise.all(['c1', 'c1', 'c1'].map((place) => cursor.write(place)));
    await cursor.write('c2');
    expect(await cursor.read()).toEqual({ cursor: 'c2' });
    expect(await kfCursor(store, keptLog())('wk2').read()).toBe('none');
  });
});

describe('a postgres address', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.remove());

  it('opens the store on PostgreSQL', async () => {
    const url = await server.schema();
    const version = await (await open(url)).save(sampleConversation(person('ann')), undefined);
    expect((await (await open(url)).load(person('ann')))?.version).toBe(version);
  });

  it('is refused at once where there is no database, without repeating the password', async () => {
    const log = keptLog();
    const url = `postgres://ruzhu:s3cr3t@127.0.0.1:${new URL(server.address()).port}/nowhere`;
    const error = await openStoreAt(url, log).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'store_unusable', message: expect.stringContaining('nowhere') });
    expect(String(error) + JSON.stringify(log)).not.toContain('s3cr3t');
  });
});
