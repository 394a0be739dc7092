import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWecomBotChannel } from '../../../src/channels/wecom/bot/index.ts';
import { personAt } from '../../../src/dialogue/model/person.ts';
import { silentLog } from '../../silent-log.ts';
import { type FakeRight, fakeRight } from '../fake-lease.ts';
import { until } from '../fake-time.ts';
import { type BotBench, botBench } from './bot-bench.ts';
import { bot } from './simulator-bot.ts';

let bench: BotBench;
let right: FakeRight;
beforeEach(async () => {
  right = fakeRight();
  bench = await botBench({ sole: right });
  bench.channel.start();
});
afterEach(async () => {
  await bench.close();
  expect(bench.simulator.violations).toEqual([]);
});

const isConnected = (): boolean => bench.simulator.live() === 1;

describe('of several processes with one AI bot', () => {
  test('those that may not connect do not, are well all the same, and leave the sending to the one that may', async () => {
    await bench.advance(60_000);
    expect(bench.simulator.subscriptions).toBe(0);
    expect(bench.channel.health()).toEqual({ up: true });
    expect(bench.channel.carries?.()).toBe(false);
  });

  test('one connects when it may, leaves at once when it may no more, and nobody is thrown out', async () => {
    right.give();
    await until(isConnected, 'connecting');
    expect(bench.channel.carries?.()).toBe(true);
    right.take();
    await until(() => !isConnected(), 'leaving');
    expect(bench.channel.carries?.()).toBe(false);

    const otherRight = fakeRight();
    const other = createWecomBotChannel({
      settings: { botId: bot.botId, secret: bot.secret, wsUrl: bench.simulator.url },
      receive: async () => {},
      clock: Date.now,
      random: () => 0.5,
      log: silentLog,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      sole: otherRight,
    });
    other.start();
    otherRight.give();
    await until(isConnected, 'the other connecting');
    await bench.advance(60_000);
    expect(bench.simulator.subscriptions).toBe(2);
    expect(other.health()).toEqual({ up: true });
    expect(bench.channel.health()).toEqual({ up: true });
    expect(bench.logged.join()).not.toContain('connection_taken_over');
    otherRight.take();
    await until(() => !isConnected(), 'the other leaving');
    right.give();
    await until(isConnected, 'connecting again');
    const stopped = other.stop();
    await bench.advance(1_000);
    await stopped;
  });

  test('a send that comes too late does not wait for a connection', async () => {
    right.give();
    await until(isConnected, 'connecting');
    const address = bench.address('lin');
    right.take();
    await until(() => !isConnected(), 'leaving');
    const item = {
      number: 1,
      address,
      message: { text: '在的', links: [], choices: [] },
      savedAt: 0,
      kind: 'reply' as const,
      attempts: 0,
      notBefore: 0,
    };
    const delivery = { person: personAt(address), item, idempotencyKey: 'a'.repeat(32) };
    expect(await bench.channel.send(delivery)).toEqual({ status: 'retry', reason: 'not_connected' });
  });
});
