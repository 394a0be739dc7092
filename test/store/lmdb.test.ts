import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { open as openLmdb } from 'lmdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { summaryOf } from '../../src/dialogue/core/progress/supplier-summary.ts';
import { MINUTE } from '../../src/dialogue/model/instant.ts';
import { upgrades } from '../../src/store/codec/record-format.ts';
import type { Upgrades } from '../../src/store/codec/upgrade.ts';
import { type Databases, openDatabases } from '../../src/store/lmdb/databases.ts';
import { documentKey } from '../../src/store/lmdb/lmdb-documents.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { keyOf } from '../../src/store/record-key.ts';
import { isStoreError, type StoreError } from '../../src/store/store-error.ts';
import { all } from './open-place.ts';
import { membership, monday, person, purchaser, sampleConversation } from './sample-conversation.ts';
import { storeContract } from './store-contract.ts';

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'ruzhu-store.test-'));

/** Does something to the files by the back door. */
const within = async <Result>(folder: string, action: (databases: Databases) => Promise<Result>): Promise<Result> => {
  const databases = openDatabases(folder);
  try {
    return await action(databases);
  } finally {
    await databases.root.flushed;
    await databases.root.close();
  }
};

let planted = 2 ** 48;
const bytesOf = (json: string | Buffer, due = '-'): Buffer =>
  Buffer.concat([Buffer.from(`${due} ${crc32(json, crc32(due)).toString(16)}\n`), Buffer.from(json)]);
const plant = (folder: string, user: Parameters<typeof keyOf>[0], bytes: Buffer): Promise<void> =>
  within(folder, async ({ records }) => {
    planted += 1;
    await records.put(keyOf(user), bytes, planted);
  });
const damaged = (folder: string): Promise<Buffer[]> =>
  within(folder, async (databases) => Array.from(databases.damaged.getRange(), ({ value }) => Buffer.from(value)));

/** Writes over a record or document; the word before the checksum, which says where the indexes hold it, stays. */
const plantOver = (
  folder: string,
  choose: (databases: Databases) => Databases['records'],
  key: string,
  json: string,
): Promise<void> =>
  within(folder, async (databases) => {
    const database = choose(databases);
    const [word = '-'] = database.get(key)?.toString('latin1').split(' ') ?? [];
    planted += 1;
    await database.put(key, bytesOf(json, word), planted);
  });

for (const cacheSize of [10_000, 0])
  storeContract(`the embedded store with a memory of ${cacheSize}`, async () => {
    const folder = await temporary();
    return {
      open: (wishes) => openLmdbStore({ folder, cacheSize, ...wishes }),
      plant: (id, json) => plantOver(folder, ({ records }) => records, keyOf(id), json),
      plantDocument: (kind, id, json) => plantOver(folder, ({ documents }) => documents, documentKey(kind, id), json),
      damaged: async () => (await damaged(folder)).map((bytes) => bytes.toString().split('\n').slice(1).join('\n')),
      dispose: () => rm(folder, { recursive: true }),
    };
  });

describe('the embedded store on disk', () => {
  let folder: string;
  let reports: StoreError[];
  const children: ChildProcess[] = [];
  const open = (upgrades?: Upgrades) =>
    openLmdbStore({
      folder,
      onDamaged: (error) => reports.push(error),
      ...(upgrades === undefined ? {} : { upgrades }),
    });
  const start = (...parameters: string[]): ChildProcess => {
    const script = fileURLToPath(new URL('./store-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, folder, ...parameters], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  };
  const ann = person('ann');

  beforeEach(async () => {
    folder = await temporary();
    reports = [];
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('has every acknowledged save after kill -9, wherever that fell among 500', { timeout: 120_000 }, async () => {
    for (const killAfter of [1, 130, 380, 499]) {
      const acknowledged = new Map<string, number>();
      const child = start('write');
      let lines = 0;
      if (child.stdout === null) throw new Error('the child has no output');
      for await (const line of createInterface(child.stdout)) {
        const [user = '', number] = line.split(' ');
        acknowledged.set(user, Number(number));
        lines += 1;
        if (lines === killAfter) child.kill('SIGKILL');
      }
      expect(lines).toBeGreaterThanOrEqual(killAfter);
      const store = open();
      for (const [user, number] of acknowledged)
        expect((await store.load(person(user)))?.conversation.lastNumber).toBeGreaterThanOrEqual(number);
      const { people } = await store.count();
      expect(await store.due(monday, 100)).toHaveLength(people);
      await store.close();
    }
    expect(reports).toEqual([]);
  });

  it('loses none of the changes that three processes make to one person at once', { timeout: 120_000 }, async () => {
    const others = [start('count'), start('count')];
    const ends = others.map((child) => once(child, 'exit'));
    const store = open();
    const shared = person('shared');
    for (let time = 0; time < 100; ) {
      const stored = await store.load(shared);
      const lastNumber = (stored?.conversation.lastNumber ?? 0) + 1;
      const saved = await store.save(
        { ...sampleConversation(shared, { wakes: lastNumber }), lastNumber },
        stored?.version,
      );
      if (saved !== undefined) time += 1;
    }
    expect(await Promise.all(ends)).toEqual([
      [0, null],
      [0, null],
    ]);
    expect((await store.load(shared))?.conversation.lastNumber).toBe(300);
    expect(await store.due(monday, 10)).toEqual([shared]);
    expect(await store.nextDue()).toBe(300);
    await store.close();
  });

  it('lets exactly one of three processes hold each of a hundred names', { timeout: 120_000 }, async () => {
    const got = await Promise.all(
      [start('hold'), start('hold'), start('hold')].map(async ({ stdout }) => {
        if (stdout === null) throw new Error('the child has no output');
        return all(createInterface(stdout));
      }),
    );
    const names = Array.from({ length: 100 }, (_, name) => String(name));
    expect(got.flat().sort()).toEqual(names.sort());
  });

  it('gives a right to the next when its time is over, by its own clock', async () => {
    let now = monday;
    const store = openLmdbStore({ folder, onDamaged: () => undefined, now: () => now });
    expect(await store.acquireLease('telegram', 'a', MINUTE)).toBe(true);
    now += MINUTE - 1;
    expect(await store.acquireLease('telegram', 'b', MINUTE)).toBe(false);
    now += 1;
    expect(await store.acquireLease('telegram', 'b', MINUTE)).toBe(true);
    await store.close();
  });

  it('opens the files of a release that kept nothing but conversations', async () => {
    const root = openLmdb<string, string>({ path: folder, noSubdir: false, maxDbs: 4, encoding: 'string' });
    const records = root.openDB<Buffer, string>({ name: 'records', encoding: 'binary', useVersions: true });
    const due = root.openDB<string, [number, string]>({ name: 'due', encoding: 'string' });
    root.openDB({ name: 'damaged', encoding: 'binary' });
    const conversation = sampleConversation(ann, { wakes: monday });
    await records.put(ann, bytesOf(JSON.stringify(conversation), String(monday)), 7);
    await due.put([monday, ann], '');
    await root.flushed;
    await root.close();
    const store = open();
    expect(await store.load(ann)).toEqual({ conversation, version: 7 });
    expect(await store.summaries(purchaser())).toEqual([]);
    expect(await store.documents.get('note', 'n')).toBeUndefined();
    const joined = { ...sampleConversation(ann), membership: membership() };
    await store.save(joined, 7);
    expect(await store.summaries(purchaser())).toEqual([summaryOf(joined)]);
    expect(await store.nextDue()).toBeUndefined();
    await store.close();
  });

  it('writes records of people whom no purchaser invited as it always did', async () => {
    const store = open();
    const conversation = sampleConversation(ann, { wakes: monday });
    await store.save(conversation, undefined);
    await store.close();
    const bytes = await within(folder, async ({ records }) => records.get(ann));
    expect(bytes).toEqual(bytesOf(JSON.stringify(conversation), String(monday)));
  });

  it.each([
    ['damaged', Buffer.from('1 0\n{}')],
    ['of another shape', bytesOf('{"person":"web:ann"}', '0')],
  ])('makes a card that is %s anew from the record', async (_, bytes) => {
    const joined = { ...sampleConversation(ann), membership: membership() };
    const gone = { ...sampleConversation(person('bob')), membership: membership() };
    let store = open();
    for (const conversation of [joined, gone]) await store.save(conversation, undefined);
    await store.close();
    await within(folder, async ({ cards }) => {
      for (const id of [joined.id, gone.id]) await cards.put([purchaser(), keyOf(id)], bytes, 1);
    });
    await plant(folder, gone.id, bytesOf('{}'));
    store = open();
    expect(await store.summaries(purchaser())).toEqual([summaryOf(joined)]);
    expect(reports).toHaveLength(1);
    await store.close();
  });

  it('takes the entries of a record out of the indexes though its head line was changed', async () => {
    let store = open();
    await store.save({ ...sampleConversation(ann, { wakes: monday }), membership: membership() }, undefined);
    await store.close();
    const bytes = await within(folder, async ({ records }) => Buffer.from(records.get(ann) ?? []));
    const digit = bytes.indexOf('@') + 2;
    bytes[digit] = (bytes[digit] ?? 0) ^ 1;
    await plant(folder, ann, bytes);
    store = open();
    await expect(store.load(ann)).rejects.toMatchObject({ code: 'record_damaged' });
    expect(await store.summaries(purchaser())).toEqual([]);
    expect(await store.nextDue()).toBeUndefined();
    await store.close();
  });

  it('notices one flipped bit, and sets the bytes aside as they are', async () => {
    const json = JSON.stringify(sampleConversation(ann, { memberName: 'abc' }));
    const bytes = bytesOf(json);
    const position = bytes.indexOf('abc');
    bytes[position] = (bytes[position] ?? 0) ^ 2;
    await plant(folder, ann, bytes);
    const store = open();
    await expect(store.load(ann)).rejects.toMatchObject({ code: 'record_damaged' });
    await store.close();
    expect(await damaged(folder)).toEqual([bytes]);
  });

  it.each([
    ['without a head line', Buffer.from([0, 255, 10, 1])],
    ['of no bytes', Buffer.alloc(0)],
    ['that are no UTF-8', bytesOf(Buffer.from([0x22, 0xff, 0x22]), String(monday))],
  ])('sets bytes %s aside, and takes the person out of the due index', async (_, bytes) => {
    let store = open();
    await store.save(sampleConversation(ann, { wakes: monday }), undefined);
    await store.save(sampleConversation(person('bob'), { wakes: monday }), undefined);
    await store.close();
    await plant(folder, ann, bytes);
    store = open();
    await expect(store.load(ann)).rejects.toMatchObject({ code: 'record_damaged' });
    expect(await store.due(monday, 10)).toEqual([person('bob')]);
    await store.close();
    expect(await damaged(folder)).toEqual([bytes]);
  });

  it('moves the due entry of a record whose upgrade changed what is due', async () => {
    let store = open();
    await store.save(sampleConversation(ann, { wakes: monday }), undefined);
    await store.close();
    await plant(folder, ann, bytesOf(JSON.stringify({ ...sampleConversation(ann), format: 0 }), String(monday)));
    store = open(new Map([...upgrades, [0, (record) => ({ ...record, reminders: [] })]]));
    const stored = await store.load(ann);
    await store.save(sampleConversation(ann), stored?.version);
    expect(await store.nextDue()).toBeUndefined();
    await store.close();
  });

  it('keeps its folder to its owner', async () => {
    const inner = join(folder, 'data.store', 'inner');
    const store = openLmdbStore({ folder: inner, onDamaged: () => undefined });
    await store.close();
    expect((await stat(inner)).mode & 0o077).toBe(0);
  });

  it.each(['a file', 'damaged'])('says that it is unusable when its folder is %s', async (kind) => {
    const path = kind === 'a file' ? join(folder, 'taken') : folder;
    await writeFile(join(folder, kind === 'a file' ? 'taken' : 'data.mdb'), 'this is no database'.repeat(1_000));
    let thrown: unknown;
    try {
      openLmdbStore({ folder: path, onDamaged: () => undefined });
    } catch (error) {
      thrown = error;
    }
    expect(isStoreError(thrown, 'store_unusable')).toBe(true);
    expect(
      (await readFile(join(folder, kind === 'a file' ? 'taken' : 'data.mdb'), 'utf8')).startsWith('this is no'),
    ).toBe(true);
  });
});
