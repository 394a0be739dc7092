import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PersonId } from '../../src/dialogue/model/person.ts';
import { persistentVisitor } from './persistent-visitor.ts';
import {
  type Cluster,
  callLater,
  forgotten,
  keepKilling,
  reckon,
  seedReminders,
  startCluster,
  talkAll,
} from './storm.ts';
import { rollUnderLoad } from './summaries.ts';
import { isReady, until } from './until.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster(3);
}, 120_000);
afterAll(() => cluster.close());

const nothingWrong = { lost: 0, appliedTwice: 0, disordered: 0, surplusAnswers: 0, unaccounted: 0 };

/** Instances that say that they are the one which asks Telegram. */
const askers = async (): Promise<readonly string[]> => {
  const metrics = await Promise.all(cluster.urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
  return cluster.urls.filter((_, index) => metrics[index]?.includes('ruzhu_channel_held{channel="telegram"} 1'));
};

describe('three instances on one PostgreSQL', { timeout: 180_000 }, () => {
  it('are all ready, and one of them asks Telegram; when it stops, another one does', async () => {
    for (const url of cluster.urls) await until(() => isReady(url));
    await until(async () => (await askers()).length > 0);
    const [asker, ...others] = await askers();
    expect(others).toEqual([]);
    const holder = cluster.instances.find(({ url }) => url === asker);
    expect(await holder?.stop()).toBe(0);
    await until(async () => cluster.telegram.asking().some((name) => name !== holder?.name));
    expect(cluster.telegram.clashes.count).toBe(0);
    await holder?.start();
  });

  it('reach a page wherever it is open, whichever of them it is that calls its visitor', async () => {
    const visitors = Array.from({ length: 9 }, () => persistentVisitor(cluster.urls));
    const pages = await Promise.all(
      visitors.map(async (visitor, index) => {
        await visitor.say('你好', `hello${index}`);
        return visitor.open(cluster.urls[index % cluster.urls.length] ?? '');
      }),
    );
    await Promise.all(visitors.map(({ person }) => callLater(cluster.store, PersonId.parse(person), 500)));
    await Promise.all(pages.map((page) => page.received(1)));
    for (const page of pages) page.close();
  });

  it('are restarted one by one under load: nothing is lost, and nobody waits long', async () => {
    const { longestWait, longestStop, badEnds, ...reckoning } = await rollUnderLoad(cluster, 6, 1);
    expect(reckoning).toMatchObject(nothingWrong);
    expect(badEnds).toBe(0);
    // The limits of a quiet machine are 1 s for a message; `npm run bench -- instances` measures them.
    expect(longestStop).toBeLessThan(10_000);
    expect(longestWait).toBeLessThan(10_000);
  });

  it('lose and repeat nothing when they are killed at random, and PostgreSQL restarts', async () => {
    const people = await seedReminders(cluster.store, 60, 6_000);
    const stopKilling = keepKilling(cluster.instances, { every: 2_000, seed: 7, most: 3 });
    let restarting: Promise<void> | undefined;
    const restart = async (): Promise<void> => {
      await cluster.postgres.stop('crash');
      await cluster.postgres.start();
    };
    const talks = await talkAll(cluster, {
      ...{ messages: 360, visitors: 12, twice: 0.1, seed: 3 },
      onAcknowledged(count) {
        if (count === 120) restarting = restart();
      },
    });
    await restarting;
    await stopKilling();
    expect(await reckon(cluster.store, talks)).toMatchObject({ acknowledged: 360, ...nothingWrong });
    // What a killed instance had in its hands waits for half a minute: the benchmark waits for it, this test looks for it.
    expect(await forgotten(cluster, people)).toBe(0);
    expect(cluster.telegram.clashes.count, 'two never ask Telegram at once').toBe(0);
  });
});
