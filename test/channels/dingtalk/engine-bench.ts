import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import type { Channel } from '../../../src/channels/channel.ts';
import type { Content } from '../../../src/content/content.ts';
import { createDesk } from '../../../src/desk/desk.ts';
import type { Instant } from '../../../src/dialogue/instant.ts';
import type { Dialogue } from '../../../src/engine/dialogue.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { createMetrics } from '../../../src/engine/metrics.ts';
import { openMonth } from '../../../src/engine/month.ts';
import type { Recogniser } from '../../../src/engine/receive.ts';
import { openMemoryStore } from '../../../src/store/memory.ts';
import type { Store } from '../../../src/store/store.ts';
import { type FakeTime, fakeTime } from '../fake-time.ts';
import { type Bench, dingtalkBench } from './bench.ts';

/** What an engine is to talk with. */
export interface Talk {
  readonly dialogue: Dialogue;
  readonly content: Content;
  readonly recogniser?: Recogniser;
  readonly random?: () => number;
  /** In memory when absent. */
  readonly openStore?: (now: () => Instant) => Store | Promise<Store>;
}

/** The real engine behind the real channel, against the simulator. */
export interface EngineBench extends Bench {
  readonly engine: Engine;
  readonly store: Store;
}

/** Puts engine, channel and simulator together; the channel is not started yet. */
export const engineBench = async ({
  dialogue,
  content,
  recogniser,
  random = () => 0.5,
  openStore = (now) => openMemoryStore({ now }),
}: Talk): Promise<EngineBench> => {
  const time: FakeTime = fakeTime();
  const offset = (): number => 480;
  const channels = new Map<string, Channel>();
  const quiet = { info() {}, warn() {}, error() {} };
  const store = await openStore(time.now);
  const month = await openMonth(undefined, offset, quiet);
  const metrics = createMetrics(new Registry(), { store, month, clock: time.now });
  const engine = createEngine({
    store,
    dialogue,
    desk: createDesk({ store, random: randomBytes }),
    content: () => content,
    recogniser: () => recogniser,
    clock: time.now,
    offset,
    publicUrl: 'https://ruzhu.example',
    channels,
    random,
    log: quiet,
    metrics,
    month,
    sleep: time.sleep,
  });
  const receive = async (event: Parameters<Engine['receive']>[0]): Promise<void> => {
    await engine.receive(event);
  };
  const bench = await dingtalkBench({ receive, random, time });
  channels.set(bench.channel.id, bench.channel);
  return {
    ...bench,
    engine,
    store,
    async close() {
      await engine.stop();
      await bench.close();
      await store.close();
    },
  };
};
