import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatOpened, MessageReceived } from '../../../src/dialogue/model/event.ts';
import { deliveryFor } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { type Bench, type BenchOptions, connectedBench, openBench } from './bench.ts';
import { ids, refusal } from './simulator.ts';
import { tapUpdate, textUpdate } from './updates.ts';

const MINUTE = 60_000;

let heard: (MessageReceived | ChatOpened)[];
let saving: (event: MessageReceived | ChatOpened) => Promise<void>;
let errors: string[];
let warnings: string[];
let bench: Bench;

const codes = (into: string[]) => (entry: object) => {
  into.push('code' in entry ? String(entry.code) : 'no code');
};
const options = (more: Partial<BenchOptions> = {}): BenchOptions => ({
  receive: async (event) => {
    heard.push(event);
    await saving(event);
  },
  log: { info: () => {}, warn: codes(warnings), error: codes(errors) },
  ...more,
});
const texts = () =>
  heard.map((event) => (event.type === 'said' && event.content.type === 'text' ? event.content.text : ''));
const says = (text: string, user: number = ids.ivy, id?: number) => textUpdate(bench.simulator, { user }, text, id);

beforeEach(async () => {
  heard = [];
  errors = [];
  warnings = [];
  saving = async () => {};
  bench = await connectedBench(options());
});
afterEach(async () => {
  await bench.close();
  expect(bench.simulator.violations).toEqual([]);
});

describe('asking for messages', () => {
  test('sets the menu in English and Chinese', async () => {
    await until(() => bench.simulator.commands.size === 2, 'setting the menus');
    expect(bench.simulator.commands.get('')).toEqual(['start', 'progress', 'next', 'faq', 'help', 'language', 'stop']);
    expect(bench.simulator.commands.has('zh')).toBe(true);
  });

  test('a webhook from an earlier life is removed first', async () => {
    await bench.channel.stop();
    bench.simulator.setWebhookAsAnother('https://earlier.example.com/');
    const { simulator } = bench;
    const again = await openBench(options({ settings: { apiRoot: simulator.base } }));
    again.channel.start();
    await until(() => simulator.held() === 1, 'asking');
    expect(simulator.hook).toBeUndefined();
    await again.close();
  });

  test('many messages are taken in order for each person, side by side for several', async () => {
    const order: string[] = [];
    saving = async (event) => {
      await settle(event.address.user === String(ids.ivy) ? 8 : 1);
      order.push(event.id.slice('telegram:'.length));
    };
    await bench.channel.stop();
    const { simulator } = bench;
    const updates = [says('1'), says('2'), says('a', ids.ben), says('3'), says('b', ids.ben)];
    for (const update of updates) simulator.push(update);
    const again = await openBench(options({ settings: { apiRoot: simulator.base } }));
    again.channel.start();
    await until(() => order.length === 5, 'saving all');
    const [one, two, a, three, b] = updates.map(({ update_id: id }) => String(id));
    expect(order).toEqual([a, b, one, two, three]);
    await again.close();
  });

  test('what could not be saved comes again, and with it what the same person said after it', async () => {
    let failing = true;
    saving = async (event) => {
      if (failing && event.address.user === String(ids.ivy))
        throw Object.assign(new Error('full'), { code: 'store_full' });
    };
    const { simulator, time } = bench;
    const [first, other, second] = [says('first'), says('other', ids.ben), says('second')];
    simulator.push(first);
    await until(() => errors.length === 1, 'failing to save');
    simulator.push(other);
    simulator.push(second);
    await time.advance(1_000);
    await until(() => errors.length === 2, 'failing again');
    await settle();
    expect(texts()).toEqual(['first', 'first', 'other']);
    expect(bench.channel.health()).toMatchObject({ up: false });
    failing = false;
    await time.advance(2_000);
    await until(() => texts().includes('second'), 'saving at last');
    expect(texts()).toEqual(['first', 'first', 'other', 'first', 'other', 'second']);
    expect(heard[0]?.id).toBe(heard[3]?.id);
    await until(() => simulator.outcome(second.update_id) === 'acknowledged', 'confirming');
  });

  test('saving may take longer than telegraf lets a handler run; the message is neither lost nor confirmed meanwhile', async () => {
    let save = (): void => {};
    saving = () =>
      new Promise((resolve) => {
        save = resolve;
      });
    const update = says('slowly');
    bench.simulator.push(update);
    await until(() => heard.length === 1, 'hearing');
    await bench.time.advance(5 * MINUTE);
    expect(bench.simulator.outcome(update.update_id)).toBeUndefined();
    expect(errors).toEqual(['saving_is_slow']);
    save();
    await until(() => bench.simulator.outcome(update.update_id) === 'acknowledged', 'confirming');
    expect(heard).toHaveLength(1);
  });

  test('what is saved is confirmed when the channel stops, so that it does not come again', async () => {
    let save = (): void => {};
    saving = () =>
      new Promise((resolve) => {
        save = resolve;
      });
    const update = says('last words');
    bench.simulator.push(update);
    await until(() => heard.length === 1, 'hearing');
    const stopped = bench.channel.stop();
    save();
    await stopped;
    expect(bench.simulator.outcome(update.update_id)).toBe('acknowledged');
  });

  test('after a week without messages the numbers may begin anywhere', async () => {
    bench.simulator.push(says('before', ids.ivy, 900_000));
    await until(() => bench.simulator.outcome(900_000) === 'acknowledged', 'confirming');
    await until(() => bench.simulator.held() === 1, 'asking on');
    bench.jump(7 * 24 * 60 * MINUTE);
    await bench.time.advance(50_000);
    await until(() => bench.simulator.held() === 1, 'asking again');
    bench.simulator.push(says('after', ids.ivy, 17));
    await until(() => heard.length === 2, 'hearing the new numbers');
    await until(() => bench.simulator.outcome(17) === 'acknowledged', 'confirming');
  });
});

describe('when Telegram is not there', () => {
  test('minutes without network are lived through, and what was said meanwhile is heard', async () => {
    const { simulator, time, channel } = bench;
    await simulator.goAway();
    await until(() => !channel.health().up, 'noticing');
    simulator.push(says('are you there'));
    for (let minute = 0; minute < 10; minute += 1) {
      await time.advance(MINUTE);
      await settle(20);
    }
    expect(channel.health()).toMatchObject({ up: false, reason: expect.stringContaining('telegram_not_reached') });
    expect(warnings).toEqual(['telegram_not_reached']);
    await simulator.comeBack();
    await bench.untilUp();
    await until(() => heard.length === 1, 'hearing what was said meanwhile');
  });

  test.each([
    ['502', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['a page of somebody else', { status: 200, body: '<html>Sign in to the hotel network</html>' }],
    ['JSON of somebody else', { status: 200, body: { ok: true, result: { hello: 1 } } }],
    ['a cut line', 'reset' as const],
  ])('answers that are %s do not end it', async (_name, fault) => {
    bench.simulator.fail('getUpdates', fault);
    bench.simulator.push(says('one'));
    await until(() => !bench.channel.health().up, 'noticing');
    for (let minute = 0; minute < 5; minute += 1) await bench.time.advance(MINUTE);
    bench.simulator.calm();
    await bench.untilUp();
    bench.simulator.push(says('two'));
    await until(() => texts().includes('two'), 'hearing again');
    expect(texts()).toEqual(['one', 'two']);
  });

  test('a line that is open and dead is given up', async () => {
    bench.simulator.fail('getUpdates', 'hang', 1);
    bench.simulator.push(says('one'));
    await until(() => texts().length === 1, 'hearing');
    await until(() => bench.simulator.calls.getUpdates >= 3, 'asking on the dead line');
    await bench.time.advance(65_100);
    expect(bench.channel.health().up).toBe(false);
    await bench.untilUp();
    bench.simulator.push(says('two'));
    await until(() => texts().includes('two'), 'hearing again');
  });

  test('it starts although Telegram is away, and connects later', async () => {
    const { simulator } = bench;
    await bench.channel.stop();
    await simulator.goAway();
    const again = await openBench(options({ settings: { apiRoot: simulator.base } }));
    again.channel.start();
    await until(() => warnings.includes('telegram_not_reached'), 'noticing');
    await again.time.advance(3 * MINUTE);
    expect(again.channel.health().up).toBe(false);
    await simulator.comeBack();
    await again.untilUp();
    expect(simulator.commands.size).toBe(2);
    await again.close();
  });

  test('being asked to slow down is obeyed to the second', async () => {
    bench.simulator.fail('getUpdates', refusal(429, 'Too Many Requests: retry after 40', { retry_after: 40 }), 1);
    bench.simulator.push(says('one'));
    await until(() => !bench.channel.health().up, 'being refused');
    const asked = bench.simulator.calls.getUpdates;
    await bench.time.advance(39_999);
    expect(bench.simulator.calls.getUpdates).toBe(asked);
    await bench.time.advance(2);
    await until(() => bench.simulator.calls.getUpdates > asked, 'asking again');
  });

  test('a token that is refused is an alarm, and is tried slowly', async () => {
    const again = await openBench(
      options({ settings: { token: '7000000002:AAnot-the-token', apiRoot: bench.simulator.base } }),
    );
    again.channel.start();
    await until(() => errors.includes('token_refused'), 'the alarm');
    await again.time.advance(3 * MINUTE);
    expect(errors).toEqual(['token_refused']);
    expect(again.channel.health()).toMatchObject({ reason: expect.stringContaining('TELEGRAM_BOT_TOKEN') });
    expect(JSON.stringify(again.channel.health())).not.toContain('AAnot');
    await again.close();
  });
});

describe('when another process asks as the same bot', () => {
  test('it is an alarm, asked again slowly, and over only after some quiet', async () => {
    const { simulator, time, channel } = bench;
    await simulator.askAsAnother();
    await until(() => errors.length === 1, 'the alarm');
    expect(errors).toEqual(['another_poller']);
    expect(channel.health()).toMatchObject({ up: false, reason: expect.stringContaining('another_poller') });
    const asked = simulator.calls.getUpdates;
    await time.advance(40_000);
    expect(simulator.calls.getUpdates).toBe(asked);
    await time.advance(30_000);
    await until(() => simulator.held() === 1, 'asking again');
    await simulator.askAsAnother();
    await until(() => simulator.held() === 0, 'being thrown out');
    await settle();
    expect(errors).toEqual(['another_poller']);
    bench.simulator.push(says('still here'));
    for (let round = 0; round < 6; round += 1) await time.advance(50_000);
    await until(() => channel.health().up, 'quiet');
    expect(texts()).toEqual(['still here']);
  });

  test('a webhook that somebody set is an alarm, and removed', async () => {
    bench.simulator.setWebhookAsAnother('https://somebody.example.com/');
    await until(() => errors.includes('webhook_taken'), 'the alarm');
    await bench.untilUp();
    expect(bench.simulator.hook).toBeUndefined();
  });
});

describe('taps', () => {
  const question = { text: 'Registered?', choices: [{ label: 'Registered', say: 'I have registered' }] };

  test('are answered once what they say is saved', async () => {
    await bench.channel.send(deliveryFor(bench.address(String(ids.ivy)), question));
    let save = (): void => {};
    saving = () =>
      new Promise((resolve) => {
        save = resolve;
      });
    const tap = tapUpdate(bench.simulator, { user: ids.ivy }, 'Registered');
    bench.simulator.push(tap);
    await until(() => heard.length === 1, 'hearing');
    await settle(100);
    expect(bench.simulator.calls.answerCallbackQuery).toBe(0);
    save();
    await until(() => bench.simulator.answered.has(tap.callback_query.id), 'answering the tap');
    expect(texts()).toEqual(['I have registered']);
    expect(bench.simulator.answered.get(tap.callback_query.id)).toBeUndefined();
  });

  test('by somebody whom the answer in a group was not for are told so', async () => {
    await bench.channel.send(deliveryFor(bench.address(String(ids.ivy), String(ids.group)), question));
    const tap = tapUpdate(bench.simulator, { user: ids.ben, group: ids.group }, 'Registered');
    bench.simulator.push(tap);
    await until(() => bench.simulator.answered.get(tap.callback_query.id) === 'Not your button.', 'the notice');
    bench.simulator.push(tapUpdate(bench.simulator, { user: ids.ivy, group: ids.group }, 'Registered'));
    await until(() => heard.length === 1, 'hearing');
    expect(heard[0]?.address).toMatchObject({ user: String(ids.ivy), group: String(ids.group) });
  });

  test('whose answer comes too late do no harm', async () => {
    await bench.channel.send(deliveryFor(bench.address(String(ids.ivy)), question));
    bench.simulator.fail('answerCallbackQuery', refusal(400, 'Bad Request: query is too old'));
    bench.simulator.push(tapUpdate(bench.simulator, { user: ids.ivy }, 'Registered'));
    await until(() => bench.simulator.calls.answerCallbackQuery === 1, 'answering');
    bench.simulator.push(says('next'));
    await until(() => texts().includes('next'), 'hearing on');
  });
});
