import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatOpened, MessageReceived } from '../../../src/dialogue/model/event.ts';
import { personAt } from '../../../src/dialogue/model/person.ts';
import { silentLog } from '../../silent-log.ts';
import { type FakeRight, fakeRight } from '../fake-lease.ts';
import { settle, until } from '../fake-time.ts';
import { type Bench, openBench } from './bench.ts';
import { ids } from './simulator.ts';
import { textUpdate } from './updates.ts';

let bench: Bench;
let right: FakeRight;
let heard: (MessageReceived | ChatOpened)[];
let saving: () => Promise<void>;
const open = async (options: { publicUrl?: string } = {}): Promise<void> => {
  heard = [];
  right = fakeRight();
  saving = async () => {};
  const receive = async (event: MessageReceived | ChatOpened): Promise<void> => {
    heard.push(event);
    await saving();
  };
  bench = await openBench({ receive, log: silentLog, sole: right, ...options });
  bench.channel.start();
};
beforeEach(() => open());
afterEach(async () => {
  await bench.close();
  expect(bench.simulator.violations).toEqual([]);
});

const says = (text: string) => {
  const update = textUpdate(bench.simulator, { user: ids.ivy }, text);
  bench.simulator.push(update);
  return update.update_id;
};
const isHearing = (): boolean => bench.simulator.held() === 1;

describe('of several processes with one token', () => {
  test('those that may not ask do not, are well all the same, know their link, and leave the sending to the one that may', async () => {
    await until(() => bench.channel.health().up, 'knowing that it is done elsewhere');
    await settle(20);
    expect(bench.simulator.calls).toMatchObject({ getUpdates: 0, deleteWebhook: 0 });
    expect(bench.channel.carries?.()).toBe(false);
    expect(await bench.channel.invitationLink?.()).toBe('https://t.me/RuzhuBot');
  });

  test('one begins when it may, ends at once when it may no more, and begins again', async () => {
    right.give();
    await until(isHearing, 'asking');
    expect(bench.channel.carries?.()).toBe(true);
    const first = says('hello');
    await until(() => bench.simulator.outcome(first) === 'acknowledged', 'hearing');
    await until(isHearing, 'asking again');

    right.take();
    await until(() => !isHearing(), 'ending');
    expect(bench.channel.carries?.()).toBe(false);
    expect(bench.channel.health()).toEqual({ up: true });
    const second = says('are you there?');
    await bench.time.advance(120_000);
    expect(bench.simulator.outcome(second)).toBeUndefined();

    right.give();
    await until(() => bench.simulator.outcome(second) === 'acknowledged', 'hearing what was said meanwhile');
    expect(heard).toHaveLength(2);
  });

  test('what could not be saved before the right ended was not said to be received, and comes again', async () => {
    let fail = (): void => undefined;
    saving = () =>
      new Promise((_resolve, reject) => {
        fail = () => reject(new Error('the store is away'));
      });
    right.give();
    await until(isHearing, 'asking');
    const update = says('hello');
    await until(() => heard.length === 1, 'hearing');
    right.take();
    fail();
    await settle(50);
    expect(isHearing()).toBe(false);
    expect(bench.simulator.isQueued(update)).toBe(true);
    saving = async () => {};
    right.give();
    await until(() => bench.simulator.outcome(update) === 'acknowledged', 'saying that it is received');
    expect(heard.map(({ id }) => id)).toEqual([heard[0]?.id, heard[0]?.id]);
  });

  test('which way it goes does not matter where Telegram calls', async () => {
    await bench.close();
    await open({ publicUrl: 'https://ruzhu.example' });
    await until(() => bench.channel.health().up, 'setting the webhook');
    expect(bench.channel.carries?.()).toBe(true);
    expect(bench.simulator.calls.getUpdates).toBe(0);
  });
});

describe('stopping in two steps', () => {
  test('first it hears nothing more and has said what it received; sending goes on until the second', async () => {
    right.give();
    await until(isHearing, 'asking');
    const update = says('hello');
    await until(() => heard.length === 1, 'hearing');
    await bench.channel.stopHearing?.();
    expect(bench.simulator.outcome(update)).toBe('acknowledged');
    expect(isHearing()).toBe(false);
    says('are you there?');
    await bench.time.advance(60_000);
    expect(heard).toHaveLength(1);
    const item = {
      number: 1,
      address: bench.address(String(ids.ivy)),
      message: { text: 'One moment.', links: [], choices: [] },
      savedAt: bench.time.now(),
      kind: 'reply' as const,
      attempts: 0,
      notBefore: bench.time.now(),
    };
    const delivery = { person: personAt(item.address), item, idempotencyKey: 'a'.repeat(32) };
    expect(await bench.channel.send(delivery)).toEqual({ status: 'sent' });
    await bench.channel.stop();
    expect(await bench.channel.send(delivery)).toMatchObject({
      status: 'retry',
    });
  });
});
