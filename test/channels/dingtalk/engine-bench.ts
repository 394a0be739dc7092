import type { Channel } from '../../../src/channels/channel.ts';
import type { Content } from '../../../src/content/content.ts';
import type { Instant } from '../../../src/dialogue/model/instant.ts';
import type { DialoguePort } from '../../../src/engine/dialogue-port.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { Recogniser } from '../../../src/engine/receive.ts';
import { openMemoryStore } from '../../../src/store/memory/memory-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { wholeEngine } from '../../whole-engine.ts';
import { type FakeTime, fakeTime } from '../fake-time.ts';
import { type Bench, dingtalkBench } from './bench.ts';

/** What an engine is to talk with. */
export interface Talk {
  readonly dialogue: DialoguePort;
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
  const channels = new Map<string, Channel>();
  const store = await openStore(time.now);
  const engine = await wholeEngine({
    ...{ store, dialogue, channels, random, clock: time.now, sleep: time.sleep },
    content: () => content,
    recogniser: () => recogniser,
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
