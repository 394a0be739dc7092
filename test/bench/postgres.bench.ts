import { randomUUID } from 'node:crypto';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import type { PersonId } from '../../src/dialogue/model/person.ts';
import { migrate } from '../../src/store/postgres/migrate.ts';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts';
import { monday, person, sampleConversation } from '../store/sample-conversation.ts';
import type { Figure } from './figure.ts';
import { type Pace, underLoad } from './load.ts';

const AT_ONCE = 64;
const MILLISECONDS = 5_000;
const CLAIM = 100;
const CLAIMS = 50;
const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

/** How many people are stored, each with a reminder pending: `PEOPLE=1000000 npm run bench -- postgres`. */
const stored = Number(process.env.PEOPLE ?? 100_000);

const fail = (error: Error): void => {
  throw error;
};
const open = (url: string): Store => openPostgresStore({ url, onDamaged: fail, onLost: fail });

/** Writes everybody by SQL, as the store would have: a thousand saves at a time would take a quarter of an hour. */
const fill = async (server: PostgresServer, url: string): Promise<void> => {
  const client = server.client(url);
  await client.connect();
  await migrate(client);
  const mark = 424_242_424_242;
  const sample = JSON.stringify(sampleConversation(person('somebody'), { wakes: mark }));
  for (let from = 0; from < stored; from += 20_000) {
    await client.query(
      `insert into ruzhu_conversations (key, version, body, due_at)
        select 'web:u' || i, 1 + (random() * 1e12)::bigint,
          replace(replace($1, 'web:somebody', 'web:u' || i), $2, ($3 + i * 1000)::text), $3 + i * 1000
        from generate_series($4::bigint, $5::bigint) as i`,
      [sample, String(mark), monday, from, Math.min(from + 20_000, stored) - 1],
    );
  }
  await client.query('vacuum analyze ruzhu_conversations');
  await client.end();
};

/** A turn as the store sees it: one message more, and the next wake-up moved. */
const changed = (conversation: Conversation, later: number): Conversation => ({
  ...conversation,
  lastNumber: conversation.lastNumber + 1,
  reminders: conversation.reminders.map((reminder) => ({ ...reminder, at: reminder.at + later })),
});

const turnOf = async (store: Store, id: PersonId, later: number): Promise<void> => {
  const found = await store.load(id);
  if (found === undefined) throw new Error('a person is missing');
  const saved = await store.save(changed(found.conversation, later), found.version);
  if (saved === undefined) throw new Error('a save was lost');
};

/** Somebody at random out of those who fall to a worker, so that no two workers meet at one person. */
const anyone = (worker: number, workers: number): number =>
  Math.floor((Math.random() * (stored - worker)) / workers) * workers + worker;

const turn = (store: Store, workers: number) => (worker: number) =>
  turnOf(store, person(`u${anyone(worker, workers)}`), 1);

const firstSave = (store: Store) => async () => {
  const id = person(randomUUID());
  if ((await store.save(sampleConversation(id), undefined)) === undefined) throw new Error('a save was lost');
};

const millisecondsOf = async (action: () => Promise<void>): Promise<number> => {
  const begun = performance.now();
  await action();
  return performance.now() - begun;
};

/** Claims the people who have waited longest, as if all were due; then each has a turn, and is due much later. */
const claimAndWake = async (store: Store): Promise<number> => {
  const now = monday + stored * 1_000;
  let people: readonly PersonId[] = [];
  const took = await millisecondsOf(async () => {
    people = await store.claimDue(await store.due(now, CLAIM), now, MINUTE);
  });
  if (people.length !== CLAIM) throw new Error('a claim was not given');
  await Promise.all(people.map((id) => turnOf(store, id, YEAR)));
  return took;
};

const median = (times: readonly number[]): number =>
  times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)] ?? 0;

const paces = (name: string, rateLimiter: Pace): Figure[] => [
  { name, value: Math.round(rateLimiter.perSecond), unit: '/s' },
  { name: `${name}, median`, value: Number(rateLimiter.medianMilliseconds.toFixed(2)), unit: 'ms' },
  { name: `${name}, p99`, value: Number(rateLimiter.p99Milliseconds.toFixed(1)), unit: 'ms' },
];

/** One process against a server with the settings it comes with, on the same machine; every save waits for the disk. */
const measure = async (server: PostgresServer): Promise<Figure[]> => {
  const name = `PostgreSQL, ${stored.toLocaleString('en')} people stored`;
  const url = await server.schema();
  await fill(server, url);

  const store = open(url);
  const ready = await millisecondsOf(async () => {
    await store.probe();
    await store.nextDue();
    await store.load(person('u1'));
  });
  await underLoad(AT_ONCE, 1_000, turn(store, AT_ONCE));
  const one = await underLoad(1, MILLISECONDS, turn(store, 1));
  const many = await underLoad(AT_ONCE, MILLISECONDS, turn(store, AT_ONCE));
  const saves = await underLoad(AT_ONCE, MILLISECONDS, firstSave(store));
  const next = await underLoad(1, 300, async () => void (await store.nextDue()));
  const claims: number[] = [];
  for (let time = 0; time < CLAIMS; time += 1) claims.push(await claimAndWake(store));
  await store.close();
  return [
    { name: `${name}, opened and ready`, value: Math.round(ready), unit: 'ms' },
    ...paces(`${name}, load+save, 1 at once`, one),
    ...paces(`${name}, load+save, ${AT_ONCE} at once`, many),
    ...paces(`${name}, first save, ${AT_ONCE} at once`, saves),
    { name: `${name}, ${CLAIM} due found and claimed, median`, value: median(claims), unit: 'ms' },
    { name: `${name}, ${CLAIM} due found and claimed, worst of ${CLAIMS}`, value: Math.max(...claims), unit: 'ms' },
    { name: `${name}, next due, median`, value: next.medianMilliseconds, unit: 'ms' },
  ];
};

/** The store on a PostgreSQL of its own. Takes about a minute, and three with a million people. */
export const benchPostgres = async (): Promise<Figure[]> => {
  const server = await startPostgres();
  try {
    return await measure(server);
  } finally {
    await server.remove();
  }
};
