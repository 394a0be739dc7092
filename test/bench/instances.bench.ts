import { setTimeout as delay } from 'node:timers/promises';
import {
  type Cluster,
  keepKilling,
  type Reckoning,
  reckon,
  reckonReminders,
  seedReminders,
  startCluster,
  talkAll,
  untilReminded,
} from '../process/storm.ts';
import { rollUnderLoad } from '../process/summaries.ts';
import type { Figure } from './figure.ts';

const INSTANCES = 3;
const MESSAGES = 10_000;
const VISITORS = 200;
const TWICE = 0.1;
const REMINDERS = 1_000;
/** The reminders fall due within so many milliseconds: while instances are killed. */
const REMINDED_WITHIN = 60_000;
const KILLED_EVERY = 2_000;
const ROLLING_VISITORS = 24;
/** Said before anything is disturbed. */
const WARMING = 1_000;
const UNDISTURBED = 3_000;

const reckoned = (among: string, reckoning: Reckoning): Figure[] => [
  { name: `acknowledged, ${among}`, value: reckoning.acknowledged, unit: '' },
  { name: `of these lost, ${among}`, value: reckoning.lost, unit: '' },
  { name: `applied twice, ${among}`, value: reckoning.appliedTwice + reckoning.surplusAnswers, unit: '' },
  { name: `people with messages in another order, ${among}`, value: reckoning.disordered, unit: '' },
  { name: `answers given again under their number, ${among}`, value: reckoning.givenTwice, unit: '' },
  { name: `answers that come by the open page, ${among}`, value: reckoning.later, unit: '' },
  { name: `answers given to nobody, ${among}`, value: reckoning.unaccounted, unit: '' },
  { name: `visitors who hung up after 5 s, ${among}`, value: reckoning.hungUp, unit: '' },
];

/** Ends the instance that asks Telegram, and tells how long it took until another one asked. */
const handOver = async ({ telegram, instances }: Cluster, how: 'kill' | 'stop'): Promise<number> => {
  while (telegram.asking().length === 0) await delay(10);
  const [asker] = telegram.asking();
  const ended = instances.find(({ name }) => name === asker);
  const begun = performance.now();
  await ended?.[how]();
  while (!telegram.asking().some((name) => name !== asker)) await delay(10);
  const took = performance.now() - begun;
  await ended?.start();
  return took;
};

/** What they answer in a second when nothing goes wrong; not counted is what makes the code warm. */
const undisturbed = async (cluster: Cluster): Promise<number> => {
  await talkAll(cluster, { messages: WARMING, visitors: VISITORS, twice: 0, seed: 1 });
  const begun = performance.now();
  await talkAll(cluster, { messages: UNDISTURBED, visitors: VISITORS, twice: 0, seed: 2 });
  return UNDISTURBED / ((performance.now() - begun) / 1_000);
};

/** The most memory that one of them takes, in MB. */
const memoryOf = async ({ urls }: Cluster): Promise<number> => {
  const metrics = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
  const bytes = metrics.map((text) => Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]));
  return Math.max(...bytes) / 1_000_000;
};

/** Three instances on one PostgreSQL: killed again and again, PostgreSQL restarted twice; and restarted one by one. */
export const benchInstances = async (): Promise<Figure[]> => {
  const cluster = await startCluster(INSTANCES);
  try {
    const quietly = await undisturbed(cluster);
    const memory = await memoryOf(cluster);
    const handedOver = { afterStop: await handOver(cluster, 'stop'), afterKill: await handOver(cluster, 'kill') };
    const rolled = await rollUnderLoad(cluster, ROLLING_VISITORS, 1);
    const people = await seedReminders(cluster.store, REMINDERS, REMINDED_WITHIN);
    const stopKilling = keepKilling(cluster.instances, { every: KILLED_EVERY, seed: 7 });
    const begun = performance.now();
    const restarts: Promise<void>[] = [];
    const restart = async (how: 'crash' | 'in order'): Promise<void> => {
      await cluster.postgres.stop(how);
      await cluster.postgres.start();
    };
    const talks = await talkAll(cluster, {
      ...{ messages: MESSAGES, visitors: VISITORS, twice: TWICE, seed: 2026 },
      onAcknowledged(count) {
        if (count === Math.floor(MESSAGES / 3)) restarts.push(restart('in order'));
        if (count === Math.floor((2 * MESSAGES) / 3)) restarts.push(restart('crash'));
      },
    });
    const seconds = (performance.now() - begun) / 1_000;
    await Promise.all(restarts);
    const { kills } = await stopKilling();
    const storm = await reckon(cluster.store, talks);
    await untilReminded(cluster.telegram, people, REMINDED_WITHIN + 90_000);
    const { reminded, doubled } = reckonReminders(cluster.telegram, people);
    const among = `${kills} times kill -9, PostgreSQL restarted twice`;
    return [
      { name: 'messages a second, undisturbed', value: quietly, unit: '/s' },
      { name: 'memory of an instance after that', value: memory, unit: 'MB' },
      { name: `messages a second, ${among}`, value: (MESSAGES * (1 + TWICE)) / seconds, unit: '/s' },
      ...reckoned(among, storm),
      { name: `of ${REMINDERS} reminders sent, ${among}`, value: reminded, unit: '' },
      { name: `reminders sent twice, ${among}`, value: doubled, unit: '' },
      { name: 'two instances asking Telegram at once', value: cluster.telegram.clashes.count, unit: '' },
      { name: 'Telegram is asked again after kill -9 of who asked', value: handedOver.afterKill, unit: 'ms' },
      { name: 'the same after SIGTERM', value: handedOver.afterStop, unit: 'ms' },
      ...reckoned('restarted one by one', rolled),
      { name: 'longest wait for an acknowledgement, restarted one by one', value: rolled.longestWait, unit: 'ms' },
      { name: '99 of 100 waits, restarted one by one', value: rolled.p99, unit: 'ms' },
      { name: 'tries that another instance had to take, restarted one by one', value: rolled.refused, unit: '' },
      { name: 'longest stop of an instance', value: rolled.longestStop, unit: 'ms' },
    ];
  } finally {
    await cluster.close();
  }
};
