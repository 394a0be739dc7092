import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import type { Receive } from '../../../src/channels/channel.ts';
import type { Log } from '../../../src/channels/log.ts';
import type { ChannelLease } from '../../../src/channels/shared/lease.ts';
import type { Sleep } from '../../../src/channels/sleep.ts';
import { readData } from '../../../src/channels/telegram/button-data.ts';
import { createTelegramChannel, type TelegramChannel } from '../../../src/channels/telegram/index.ts';
import type { TelegramSettings } from '../../../src/channels/telegram/settings.ts';
import type { Address } from '../../../src/dialogue/model/address.ts';
import type { Screen } from '../channel-contract.ts';
import { type FakeTime, fakeTime, settle, until } from '../fake-time.ts';
import { texts } from './command-texts.ts';
import { type AnyUpdate, bot, type Simulator, simulateTelegram } from './simulator.ts';

/** What a bench is set up with. */
export interface BenchOptions {
  readonly receive: Receive;
  readonly log: Log;
  /** With an https address Telegram calls; otherwise it is asked. */
  readonly publicUrl?: string;
  readonly settings?: Partial<TelegramSettings>;
  readonly time?: FakeTime;
  readonly sole?: ChannelLease;
}

/** The channel on a simulator, with the test's clock. */
export interface Bench {
  readonly simulator: Simulator;
  readonly channel: TelegramChannel;
  readonly time: FakeTime;
  /** Moves the channel's clock on while nothing that sleeps wakes. */
  jump(milliseconds: number): void;
  /** Sends an update by whichever way is open; whether it was acknowledged. */
  deliver(update: AnyUpdate): Promise<'acknowledged' | 'not_acknowledged'>;
  /** The same, but the address of the webhook. */
  readonly origin: string;
  screens(): readonly Screen[];
  address(user: string, group?: string): Address;
  /** Sleeps of the channel. */
  timers(): number;
  /** Moves time on until the channel says it is up. */
  untilUp(): Promise<void>;
  close(): Promise<void>;
}

/** Counts who sleeps. */
const counting = (sleep: Sleep): { readonly sleep: Sleep; readonly asleep: () => number } => {
  let count = 0;
  return {
    async sleep(milliseconds, signal) {
      count += 1;
      try {
        await sleep(milliseconds, signal);
      } finally {
        count -= 1;
      }
    },
    asleep: () => count,
  };
};

/** Sets up channel and simulator; nothing is started. */
export const openBench = async (options: BenchOptions): Promise<Bench> => {
  const time = options.time ?? fakeTime();
  const simulator = await simulateTelegram(time.now, time.sleep);
  const { sleep, asleep } = counting(time.sleep);
  let unsaved = 0;
  let jumped = 0;
  const clock = () => time.now() + jumped;
  const receive: Receive = async (event) => {
    try {
      await options.receive(event);
    } catch (error) {
      unsaved += 1;
      throw error;
    }
  };
  const channel = createTelegramChannel({
    settings: {
      token: bot.token,
      apiRoot: simulator.base,
      ...(options.publicUrl === undefined ? {} : { publicUrl: new URL(options.publicUrl) }),
      ...options.settings,
    },
    receive,
    clock,
    random: () => 0.5,
    log: options.log,
    sleep,
    texts,
    ...(options.sole ? { sole: options.sole } : {}),
  });
  const server: FastifyInstance = fastify();
  await server.register(channel.room);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;

  const byPolling = async (update: AnyUpdate): Promise<'acknowledged' | 'not_acknowledged'> => {
    const { update_id: id } = update;
    const isWaiting = simulator.isQueued(id);
    // What was confirmed is forgotten by Telegram and cannot come again.
    if (!isWaiting && simulator.outcome(id) === 'acknowledged') return 'acknowledged';
    simulator.forgetOutcome(id);
    let seen = unsaved;
    if (isWaiting) await time.advance(60_000);
    else simulator.push(update);
    for (;;) {
      await until(() => simulator.outcome(id) !== undefined || unsaved > seen, 'the fate of an update');
      const outcome = simulator.outcome(id);
      if (outcome) return outcome;
      seen = unsaved;
      await settle();
      await time.advance(60_000);
    }
  };

  return {
    simulator,
    channel,
    time,
    origin,
    jump: (milliseconds) => {
      jumped += milliseconds;
    },
    async deliver(update) {
      if (!simulator.hook) return byPolling(update);
      return (await simulator.callWebhook(update, origin)) === 200 ? 'acknowledged' : 'not_acknowledged';
    },
    screens: () =>
      simulator.sent.map(({ chat, text, rows }) => ({
        to: chat > 0 ? String(chat) : '',
        ...(chat > 0 ? {} : { group: String(chat) }),
        text,
        links: [...text.matchAll(/https?:\/\/\S+/g)].map(([url]) => url),
        taps: rows.flat().flatMap((button) => {
          const tapped = 'callback_data' in button ? readData(button.callback_data) : undefined;
          return tapped?.type === 'words' ? [tapped.say] : [];
        }),
      })),
    address: (user, group) => ({
      channel: 'telegram',
      user,
      heardAt: clock(),
      ...(group === undefined ? {} : { group }),
    }),
    timers: asleep,
    async untilUp() {
      for (let round = 0; round < 50 && !channel.health().up; round += 1) {
        await settle(20);
        if (!channel.health().up) await time.advance(10_000);
      }
      await until(() => channel.health().up, 'being up again');
    },
    async close() {
      await channel.stop();
      server.server.closeAllConnections();
      await server.close();
      await simulator.close();
    },
  };
};

/** Sets up channel and simulator and starts the channel; resolves once it hears. */
export const connectedBench = async (options: BenchOptions): Promise<Bench> => {
  const bench = await openBench(options);
  bench.channel.start();
  const isHearing = (): boolean =>
    bench.channel.health().up && (bench.simulator.hook !== undefined || bench.simulator.held() === 1);
  await until(isHearing, 'hearing Telegram');
  return bench;
};
