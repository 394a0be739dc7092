import type { Receive } from '../../../src/channels/channel.ts';
import { createDingtalkChannel } from '../../../src/channels/dingtalk/index.ts';
import type { DingtalkSettings } from '../../../src/channels/dingtalk/settings.ts';
import type { Log } from '../../../src/channels/log.ts';
import type { PlatformChannel } from '../../../src/channels/platform-channel.ts';
import type { Address } from '../../../src/dialogue/model/address.ts';
import { type FakeTime, fakeTime, until } from '../fake-time.ts';
import { credentials, type Push, type Simulator, simulateDingtalk } from './simulator.ts';

/** What a test gives. */
export interface Options {
  readonly receive?: Receive;
  readonly log?: Log;
  readonly settings?: Partial<DingtalkSettings>;
  readonly random?: () => number;
  readonly time?: FakeTime;
}

/** A channel and its simulator, with the test's clock. */
export interface Bench {
  readonly channel: PlatformChannel;
  readonly simulator: Simulator;
  readonly time: FakeTime;
  /** What was logged, one line an entry. */
  readonly logged: readonly string[];
  readonly settings: DingtalkSettings;
  /** Pushes, and resolves once it is certain whether the message was acknowledged. */
  deliver(data: Push['data']): Promise<Push>;
  /** Lets time pass until something holds. */
  wait(holds: () => boolean, step?: number): Promise<void>;
  address(user: string, group?: string): Address;
  close(): Promise<void>;
}

const secretless = (log: string[]): Log => {
  const write = (entry: object, message: string): void => {
    log.push(`${JSON.stringify(entry)} ${message}`);
  };
  return { info: write, warn: write, error: write };
};

/** Makes a channel that is not started yet. */
export const dingtalkBench = async (wishes: Options = {}): Promise<Bench> => {
  const time = wishes.time ?? fakeTime();
  const random = wishes.random ?? (() => 0.5);
  const simulator = await simulateDingtalk(time.now, random);
  const logged: string[] = [];
  const kept = secretless(logged);
  const log: Log = wishes.log
    ? {
        info: (entry, message) => wishes.log?.info(entry, message),
        warn: (entry, message) => wishes.log?.warn(entry, message),
        error: (entry, message) => wishes.log?.error(entry, message),
      }
    : kept;
  const settings = { ...credentials, robotCode: credentials.clientId, apiBase: simulator.base, ...wishes.settings };
  let taking = 0;
  const receive: Receive = async (event) => {
    taking += 1;
    try {
      await wishes.receive?.(event);
    } finally {
      taking -= 1;
    }
  };
  const channel = createDingtalkChannel({ settings, receive, clock: time.now, random, log, sleep: time.sleep });
  return {
    channel,
    simulator,
    time,
    logged,
    settings,
    async deliver(data) {
      const push = simulator.push(data);
      // Frames are handled in order, so that after a round trip the message was begun with.
      await simulator.ping();
      await until(() => taking === 0, 'the message dealt with');
      await simulator.ping();
      return push;
    },
    async wait(holds, step = 250) {
      for (let round = 0; round < 4_000 && !holds(); round += 1) {
        await time.advance(step);
        await until(() => true);
      }
      if (!holds()) throw new Error('what was waited for did not happen');
    },
    address(user, group) {
      const data = simulator.text('', 'address', group === undefined ? { user } : { user, group });
      return {
        channel: 'dingtalk',
        user,
        ...(group === undefined ? {} : { group }),
        heardAt: time.now(),
        handle: { token: String(data.sessionWebhook), expiresAt: Number(data.sessionWebhookExpiredTime) },
      };
    },
    async close() {
      await channel.stop();
      await simulator.close();
    },
  };
};

/** A bench whose channel is connected. */
export const connectedBench = async (wishes: Options = {}): Promise<Bench> => {
  const bench = await dingtalkBench(wishes);
  bench.channel.start();
  await until(() => bench.channel.health().up, 'the first connection');
  return bench;
};
