import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webhookOf } from '../../../src/channels/telegram/settings.ts';
import type { ChatOpened, MessageReceived } from '../../../src/dialogue/model/event.ts';
import { until } from '../fake-time.ts';
import { type Bench, connectedBench, openBench } from './bench.ts';
import { bot, ids, refusal } from './simulator.ts';
import { textUpdate } from './updates.ts';

const MINUTE = 60_000;

let heard: (MessageReceived | ChatOpened)[];
let errors: string[];
let bench: Bench;
let saving: () => Promise<void>;

const given = () => ({
  receive: async (event: MessageReceived | ChatOpened) => {
    heard.push(event);
    await saving();
  },
  log: {
    info: () => {},
    warn: () => {},
    error: (entry: object) => {
      errors.push('code' in entry ? String(entry.code) : '');
    },
  },
  publicUrl: 'https://bot.example.com/',
});
const says = (text: string) => textUpdate(bench.simulator, { user: ids.ivy }, text);

beforeEach(async () => {
  heard = [];
  errors = [];
  saving = async () => {};
  bench = await connectedBench(given());
});
afterEach(async () => {
  await bench.close();
  expect(bench.simulator.violations).toEqual([]);
});

describe('with an https address', () => {
  test('the webhook is set under it, with a secret that is not the token', () => {
    expect(bench.simulator.hook?.url).toBe('https://bot.example.com/telegram/webhook');
    expect(bench.simulator.hook?.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(bench.simulator.calls.getUpdates).toBe(0);
  });

  const knock = (headers: Record<string, string>, body = JSON.stringify(says('hello'))) =>
    fetch(`${bench.origin}/telegram/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  test.each([
    ['no secret', {}],
    ['a wrong secret', { 'x-telegram-bot-api-secret-token': 'guessed' }],
    ['the token', { 'x-telegram-bot-api-secret-token': bot.token }],
  ])('who comes with %s is turned away unread', async (_name, headers) => {
    const response = await knock(headers, '{ this is no JSON');
    expect(response.status).toBe(401);
    expect(heard).toEqual([]);
  });

  test('a message that cannot be saved is not acknowledged, comes again, and is the same', async () => {
    saving = async () => {
      throw new Error('full');
    };
    const update = says('hello');
    expect(await bench.deliver(update)).toBe('not_acknowledged');
    saving = async () => {};
    expect(await bench.deliver(update)).toBe('acknowledged');
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
  });

  test('what is no JSON, or far too long, is refused without harm', async () => {
    const secret = bench.simulator.hook?.secret ?? '';
    expect((await knock({ 'x-telegram-bot-api-secret-token': secret }, '{')).status).toBe(400);
    const long = JSON.stringify({ update_id: 1, message: { text: 'x'.repeat(2_000_000) } });
    expect((await knock({ 'x-telegram-bot-api-secret-token': secret }, long)).status).toBe(413);
    expect(await bench.deliver(says('still there?'))).toBe('acknowledged');
  });

  test('messages that come before we know who we are come again', async () => {
    bench.simulator.fail('getMe', refusal(502, 'Bad Gateway'));
    const early = await openBench({ ...given(), settings: { apiRoot: bench.simulator.base } });
    early.channel.start();
    await until(() => !early.channel.health().up, 'trying');
    expect(await bench.simulator.callWebhook(says('early bird'), early.origin)).toBe(503);
    await early.close();
  });
});

describe('the webhook is looked after', () => {
  test('somebody removed it: an alarm, and it is set again', async () => {
    bench.simulator.setWebhookAsAnother('');
    await bench.time.advance(MINUTE);
    await until(() => errors.includes('webhook_taken'), 'the alarm');
    await bench.untilUp();
    expect(bench.simulator.hook?.url).toContain('bot.example.com');
  });

  test('Telegram does not reach it: an alarm until it does', async () => {
    bench.simulator.webhookTrouble = { pending: 3, failedAt: bench.time.now() + MINUTE - 5_000 };
    await bench.time.advance(MINUTE);
    await until(() => errors.includes('webhook_not_reached'), 'the alarm');
    expect(bench.channel.health()).toMatchObject({ up: false, reason: expect.stringContaining('PUBLIC_URL') });
    bench.simulator.webhookTrouble = undefined;
    await bench.untilUp();
  });

  test('an old trouble that is over is no alarm', async () => {
    bench.simulator.webhookTrouble = { pending: 0, failedAt: bench.time.now() };
    await bench.time.advance(MINUTE);
    await until(() => bench.simulator.calls.getWebhookInfo === 1, 'looking');
    expect(errors).toEqual([]);
  });
});

test('an address that Telegram does not take: messages are asked for instead', async () => {
  const odd = await openBench({ ...given(), publicUrl: 'https://intranet.example.com:9443/' });
  odd.channel.start();
  await until(() => errors.includes('webhook_refused'), 'the alarm');
  await odd.untilUp();
  await until(() => odd.simulator.held() === 1, 'asking');
  odd.simulator.push(says('hello'));
  await until(() => heard.length === 1, 'hearing');
  await odd.close();
});

test('a public address may lie in a folder of its host', () => {
  const webhook = webhookOf({ token: bot.token, apiRoot: '', publicUrl: new URL('https://example.com/ruzhu/') });
  expect(webhook?.url).toBe('https://example.com/ruzhu/telegram/webhook');
});

test('without https there is no such place', async () => {
  const plain = await openBench({ ...given(), publicUrl: 'http://127.0.0.1:3000/' });
  expect((await fetch(`${plain.origin}/telegram/webhook`, { method: 'POST', body: '' })).status).toBe(404);
  await plain.close();
});
