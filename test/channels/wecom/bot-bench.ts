import { vi } from 'vitest';
import type { Receive } from '../../../src/channels/channel.ts';
import type { Log } from '../../../src/channels/log.ts';
import type { PlatformChannel } from '../../../src/channels/platform-channel.ts';
import type { ChannelLease } from '../../../src/channels/shared/lease.ts';
import type { Sleep } from '../../../src/channels/sleep.ts';
import { createWecomBotChannel } from '../../../src/channels/wecom/bot/index.ts';
import type { Address } from '../../../src/dialogue/model/address.ts';
import type { ChatOpened, MessageReceived } from '../../../src/dialogue/model/event.ts';
import { settle, until, wednesday } from '../fake-time.ts';
import { type BotSimulator, bot, type From, simulateBot } from './simulator-bot.ts';

/** What a test gives. */
export interface Options {
  readonly receive?: Receive;
  readonly log?: Log;
  readonly secret?: string;
  readonly random?: () => number;
  readonly sole?: ChannelLease;
}

/** The bot's channel and its simulator. The timers of everything, the SDK's too, are the test's. */
export interface BotBench {
  readonly channel: PlatformChannel;
  readonly simulator: BotSimulator;
  readonly logged: readonly string[];
  readonly heard: readonly (MessageReceived | ChatOpened)[];
  says(from: From, text: string, msgid: string): Promise<void>;
  /** Any frame, dealt with. */
  dealtWith(): Promise<void>;
  /** The address of what was heard last. */
  lastAddress(): Address;
  /** The address of somebody who just wrote. */
  address(user: string, group?: string): Address;
  advance(milliseconds: number): Promise<void>;
  /** Lets time pass until something holds. */
  wait(holds: () => boolean, step?: number): Promise<void>;
  timers(): number;
  close(): Promise<void>;
}

/** Sleeps by the timers that the test moves. */
const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });

/** Moves time, letting sockets come to rest at every step. */
const advance = async (milliseconds: number): Promise<void> => {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    await vi.advanceTimersByTimeAsync(Math.min(1_000, end - Date.now()));
    await settle(5);
  }
};

/** Makes a bench whose channel is not started. */
export const botBench = async (wishes: Options = {}): Promise<BotBench> => {
  vi.useFakeTimers({ now: wednesday, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  const simulator = await simulateBot(Date.now);
  const logged: string[] = [];
  const heard: (MessageReceived | ChatOpened)[] = [];
  const write = (entry: object, message: string): void => {
    logged.push(`${JSON.stringify(entry)} ${message}`);
  };
  const channel = createWecomBotChannel({
    settings: { botId: bot.botId, secret: wishes.secret ?? bot.secret, wsUrl: simulator.url },
    async receive(event) {
      heard.push(event);
      await wishes.receive?.(event);
    },
    clock: Date.now,
    random: wishes.random ?? (() => 0.5),
    log: wishes.log ?? { info: write, warn: write, error: write },
    sleep,
    ...(wishes.sole ? { sole: wishes.sole } : {}),
  });
  let addresses = 0;
  return {
    channel,
    simulator,
    logged,
    heard,
    async says(from, text, msgid) {
      const before = heard.length;
      simulator.says(from, { msgtype: 'text', text: { content: text } }, msgid);
      await until(() => heard.length > before, 'hearing a message');
      await settle();
    },
    dealtWith: () => settle(30),
    lastAddress() {
      const last = heard.at(-1);
      if (!last) throw new Error('nothing was heard');
      return last.address;
    },
    address(user, group) {
      addresses += 1;
      const from = group === undefined ? { user } : { user, group };
      const requestId = simulator.says(from, { msgtype: 'text', text: { content: '在' } }, `address${addresses}`);
      return {
        channel: 'wecom',
        ...from,
        heardAt: Date.now(),
        handle: { token: `answer:${requestId}`, expiresAt: Date.now() + 86_400_000 },
      };
    },
    advance,
    async wait(holds, step = 1_000) {
      for (let round = 0; round < 4_000 && !holds(); round += 1) await advance(step);
      if (!holds()) throw new Error('what was waited for did not happen');
    },
    timers: () => vi.getTimerCount(),
    async close() {
      await channel.stop();
      await simulator.close();
      vi.useRealTimers();
    },
  };
};

/** A bench whose channel is connected. */
export const connectedBot = async (wishes: Options = {}): Promise<BotBench> => {
  const bench = await botBench(wishes);
  bench.channel.start();
  await until(() => bench.channel.health().up, 'the first connection');
  return bench;
};
