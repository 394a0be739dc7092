import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileAdapter } from '@grammyjs/storage-file';
import LocalSession from 'telegraf-session-local';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import type { Store } from '../../src/store/store.ts';
import { monday, person, sampleConversation } from '../store/sample-conversation.ts';
import type { Figure } from './figure.ts';
import { type Pace, underLoad } from './load.ts';

const AT_ONCE = 64;
const MILLISECONDS = 2_500;

const sample = (index: number): Conversation =>
  sampleConversation(person(`u${index}`), { wakes: monday + index * 1_000 });

/** Somebody at random out of those who fall to a worker, so that no two workers meet at one person. */
const anyone = (stored: number, worker: number, workers: number): number =>
  Math.floor((Math.random() * (stored - worker)) / workers) * workers + worker;

/** A turn as the store sees it: one message more, and the next wake-up moved. */
const changed = (conversation: Conversation): Conversation => ({
  ...conversation,
  lastNumber: conversation.lastNumber + 1,
  reminders: conversation.reminders.map((reminder) => ({ ...reminder, at: reminder.at + 1 })),
});

const paces = (name: string, one: Pace, many: Pace): Figure[] => [
  { name: `${name}, 1 person at once`, value: Math.round(one.perSecond), unit: 'load+save/s' },
  { name: `${name}, ${AT_ONCE} people at once`, value: Math.round(many.perSecond), unit: 'load+save/s' },
  { name: `${name}, ${AT_ONCE} people at once, p99`, value: Number(many.p99Milliseconds.toFixed(1)), unit: 'ms' },
];

const within = async <Result>(action: (folder: string) => Promise<Result>): Promise<Result> => {
  const folder = await mkdtemp(join(tmpdir(), 'ruzhu-bench-'));
  try {
    return await action(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const turnOf = (store: Store, stored: number, workers: number) => async (worker: number) => {
  const found = await store.load(person(`u${anyone(stored, worker, workers)}`));
  if (found === undefined) throw new Error('a person is missing');
  if ((await store.save(changed(found.conversation), found.version)) === undefined) throw new Error('a save was lost');
};

const benchEmbedded = (stored: number): Promise<Figure[]> =>
  within(async (folder) => {
    const open = (): Store =>
      openLmdbStore({
        folder,
        onDamaged: (error) => {
          throw error;
        },
      });
    const name = `embedded store, durable, ${stored} people stored`;
    let store = open();
    for (let from = 0; from < stored; from += 2_000)
      await Promise.all(Array.from({ length: 2_000 }, (_, index) => store.save(sample(from + index), undefined)));
    await store.close();

    const before = performance.now();
    store = open();
    await store.nextDue();
    await store.load(person('u1'));
    const startUp = performance.now() - before;

    await underLoad(AT_ONCE, 300, turnOf(store, stored, AT_ONCE));
    const one = await underLoad(1, MILLISECONDS, turnOf(store, stored, 1));
    const many = await underLoad(AT_ONCE, MILLISECONDS, turnOf(store, stored, AT_ONCE));
    const looking = await underLoad(1, 300, async () => void (await store.nextDue()));
    await store.close();
    return [
      ...paces(name, one, many),
      { name: `${name}, start-up to ready`, value: Math.round(startUp), unit: 'ms' },
      { name: `${name}, nextDue`, value: Number((1_000_000 / looking.perSecond).toFixed(1)), unit: 'µs' },
    ];
  });

const benchSessionLocal = (stored: number): Promise<Figure[]> =>
  within(async (folder) => {
    const database = join(folder, 'sessions.json');
    const sessions = Array.from({ length: stored }, (_, index) => ({ id: `u${index}`, data: sample(index) }));
    await writeFile(database, JSON.stringify({ sessions }));
    const sessionsOfTelegraf = new LocalSession<Conversation>({ database });
    const turn = (workers: number) => async (worker: number) => {
      const key = `u${anyone(stored, worker, workers)}`;
      await sessionsOfTelegraf.saveSession(key, changed(sessionsOfTelegraf.getSession(key)));
    };
    const one = await underLoad(1, MILLISECONDS, turn(1));
    return paces(
      `telegraf-session-local, no fsync, ${stored} people stored`,
      one,
      await underLoad(AT_ONCE, MILLISECONDS, turn(AT_ONCE)),
    );
  });

const benchStorageFile = (stored: number): Promise<Figure[]> =>
  within(async (folder) => {
    const storage = new FileAdapter<Conversation>({ dirName: folder });
    for (let from = 0; from < stored; from += 500)
      await Promise.all(
        Array.from({ length: 500 }, (_, index) => storage.write(`u${from + index}`, sample(from + index))),
      );
    const turn = (workers: number) => async (worker: number) => {
      const key = `u${anyone(stored, worker, workers)}`;
      const found = await storage.read(key);
      if (found === undefined) throw new Error('a person is missing');
      await storage.write(key, changed(found));
    };
    const one = await underLoad(1, MILLISECONDS, turn(1));
    return paces(
      `@grammyjs/storage-file, no fsync, ${stored} people stored`,
      one,
      await underLoad(AT_ONCE, MILLISECONDS, turn(AT_ONCE)),
    );
  });

/**
 * Durable turns of the embedded store at 10,000 and 100,000 people, every turn moving the person's wake-up, beside what
 * the session stores of two other bots do at 10,000 without waiting for the disk. Takes about a minute.
 */
export const benchStore = async (): Promise<Figure[]> => [
  ...(await benchEmbedded(10_000)),
  ...(await benchSessionLocal(10_000)),
  ...(await benchStorageFile(10_000)),
  ...(await benchEmbedded(100_000)),
];
