import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastTimeOf, startDailyBackup } from '../../src/app/store/daily-backup.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/dialogue/model/instant.ts';
import { backupStore, newestCopy, restoreStore } from '../../src/store/lmdb/backup.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import { silentLog } from '../silent-log.ts';
import { monday, person, sampleConversation } from './sample-conversation.ts';

describe('copies of a store', () => {
  let home: string;
  let folder: string;
  let copies: string;
  const open = () => openLmdbStore({ folder, onDamaged: () => {} });

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'ruzhu-backup.test-'));
    folder = join(home, 'store');
    copies = join(home, 'copies');
  });
  afterEach(() => rm(home, { recursive: true }));

  it('bring back everything that was acknowledged before the copy began, though somebody wrote meanwhile', async () => {
    const store = open();
    const acknowledged = new Map<string, number>();
    let stopped = false;
    const write = async (user: string): Promise<void> => {
      for (let number = 1; !stopped; number += 1) {
        const id = person(user);
        const messages = user === 'd' ? 200 : 8;
        const conversation = { ...sampleConversation(id, { wakes: number, messages }), lastNumber: number };
        if ((await store.save(conversation, (await store.load(id))?.version)) !== undefined)
          acknowledged.set(user, number);
      }
    };
    const writers = Promise.all(['a', 'b', 'c', 'd'].map(write));
    while (acknowledged.size < 4) await store.probe();
    const before = new Map(acknowledged);
    const copy = await backupStore(store, { folder: copies, now: monday, keep: 3 });
    stopped = true;
    await writers;
    await store.close();

    await rm(folder, { recursive: true });
    expect(restoreStore(copy, folder, monday)).toBeUndefined();
    const restored = open();
    for (const [user, number] of before)
      expect((await restored.load(person(user)))?.conversation.lastNumber).toBeGreaterThanOrEqual(number);
    expect(await restored.due(monday, 10)).toHaveLength(4);
    await restored.close();
    expect((await stat(copy)).mode & 0o777).toBe(0o600);
  });

  it('stay as many as were asked for, the newest of them, and nothing unfinished among them', async () => {
    const store = open();
    for (let day = 0; day < 4; day += 1) await backupStore(store, { folder: copies, now: monday + day * DAY, keep: 2 });
    await store.close();
    expect(await readdir(copies)).toEqual(['ruzhu-2026-03-11T01-00-00.000Z.mdb', 'ruzhu-2026-03-12T01-00-00.000Z.mdb']);
    expect(newestCopy(copies)).toBe(monday + 3 * DAY);
  });

  it('are refused when damaged, and what was in the store stays beside a copy that is put back', async () => {
    const store = open();
    await store.save(sampleConversation(person('ann')), undefined);
    const copy = await backupStore(store, { folder: copies, now: monday, keep: 2 });
    await store.close();
    const bytes = await readFile(copy);
    await mkdir(join(home, 'other'));
    await writeFile(join(home, 'other', 'half.mdb'), bytes.subarray(0, bytes.length / 2));
    expect(() => restoreStore(join(home, 'other', 'half.mdb'), folder, monday)).toThrow(
      /备份文件损坏了[\s\S]+copy is damaged/,
    );
    const before = await readFile(join(folder, 'data.mdb'));
    expect(await readFile(restoreStore(copy, folder, monday) ?? '')).toEqual(before);
  });

  it('are named as the work of pg_dump where the state is in a database', async () => {
    await expect(backupStore(openMemoryStore(), { folder: copies, now: monday, keep: 2 })).rejects.toThrow(/pg_dump/);
  });

  it('are made once a day at the time of the people, and later where that was missed', async () => {
    const offset = () => 8 * 60;
    const store = open();
    let now: Instant = monday;
    const times: string[] = [];
    const looks: Instant[] = [
      monday,
      monday + MINUTE,
      monday + 17 * HOUR,
      monday + 18 * HOUR + 30 * MINUTE,
      monday + 3 * DAY,
    ];
    await new Promise<void>((resolve) => {
      const daily = startDailyBackup({
        store,
        folder: copies,
        at: '03:30',
        keep: 9,
        clock: () => now,
        offset,
        log: silentLog,
        sleep: async () => {
          times.push(String(newestCopy(copies)));
          looks.shift();
          const next = looks[0];
          if (next !== undefined) now = next;
          else void daily.stop().then(resolve);
        },
      });
    });
    await store.close();
    expect(times).toEqual([monday, monday, monday, monday + 18 * HOUR + 30 * MINUTE, monday + 3 * DAY].map(String));
    expect(new Date(lastTimeOf('03:30', monday, offset)).toISOString()).toBe('2026-03-08T19:30:00.000Z');
    expect(new Date(lastTimeOf('23:30', monday, offset)).toISOString()).toBe('2026-03-08T15:30:00.000Z');
  });
});
