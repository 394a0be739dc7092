import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Channel } from '../../src/channels/channel.ts';
import { deliveryFor } from '../channels/channel-contract.ts';
import { connectedBench } from '../channels/dingtalk/bench.ts';
import { settle, until } from '../channels/fake-time.ts';
import type { Figure } from './figure.ts';

const MESSAGES = 10_000;
const RECONNECTIONS = 200;
const WARM_UP = 1_000;
const AT_ONCE = 25;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const heap = async (): Promise<number> => {
  for (let round = 0; round < 2; round += 1) {
    await settle(20);
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
};

/**
 * Memory and speed of the DingTalk channel with the platform's SDK, against a simulator in this process: 10,000 messages
 * answered and 200 reconnections. The simulator's work is counted as well. Takes about half a minute.
 */
export const benchDingtalk = async (): Promise<Figure[]> => {
  let channel: Channel | undefined;
  let answered = 0;
  const bench = await connectedBench({
    receive: async ({ address }) => {
      const result = await channel?.send(deliveryFor(address, { text: '收到' }));
      if (result?.status === 'sent') answered += 1;
    },
  });
  channel = bench.channel;
  const { simulator, time } = bench;

  let said = 0;
  const exchange = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += AT_ONCE) {
      for (let index = 0; index < AT_ONCE; index += 1) {
        said += 1;
        simulator.push(simulator.text('在吗', `m${said}`, { user: `u${said % 500}` }));
      }
      await until(() => answered === said, 'the answers');
      await simulator.ping();
      simulator.forget();
    }
  };

  await exchange(WARM_UP);
  const before = await heap();
  const begun = performance.now();
  for (let times = 0; times < RECONNECTIONS; times += 1) {
    await exchange(MESSAGES / RECONNECTIONS);
    await time.advance(35_000);
    simulator.drop();
    await bench.wait(() => bench.channel.health().up && simulator.live() === 1);
  }
  const seconds = (performance.now() - begun) / 1_000;
  const growth = (await heap()) - before;
  const connections = simulator.open();
  await bench.close();

  const over = `dingtalk, ${MESSAGES} messages and ${RECONNECTIONS} reconnections`;
  return [
    { name: `${over}, memory growth`, value: Number((growth / 1024 / 1024).toFixed(1)), unit: 'MB' },
    { name: `${over}, connections left`, value: connections, unit: 'connections' },
    { name: `${over}, answered`, value: Math.round(MESSAGES / seconds), unit: 'messages/s' },
  ];
};
