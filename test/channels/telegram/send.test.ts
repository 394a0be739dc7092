import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SendResult } from '../../../src/channels/channel.ts';
import type { Address } from '../../../src/dialogue/model/address.ts';
import { deliveryFor } from '../channel-contract.ts';
import { type Bench, connectedBench } from './bench.ts';
import { ids, refusal } from './simulator.ts';

const ivy = String(ids.ivy);
const group = String(ids.group);

let bench: Bench;
let errors: object[];
const send = (text: string, address: Address = bench.address(ivy)): Promise<SendResult> =>
  bench.channel.send(deliveryFor(address, { text }));

beforeEach(async () => {
  errors = [];
  const log = { info: () => {}, warn: () => {}, error: (entry: object) => void errors.push(entry) };
  bench = await connectedBench({ receive: async () => {}, log });
});
afterEach(async () => {
  await bench.close();
  expect(bench.simulator.violations).toEqual([]);
});

describe('what Telegram refuses', () => {
  test('too fast: the engine is told for how long to wait', async () => {
    bench.simulator.fail('sendMessage', refusal(429, 'Too Many Requests: retry after 35', { retry_after: 35 }));
    expect(await send('hello')).toEqual({ status: 'retry', reason: 'too_many_requests', afterMilliseconds: 35_000 });
  });

  test.each([
    [ids.noah, 'never_started_by_person'],
    [4_242, 'chat_not_found'],
  ])('somebody who cannot be written to (%i) is %s', async (user, reason) => {
    expect(await send('hello', bench.address(String(user)))).toEqual({ status: 'refused', reason });
  });

  test('somebody who blocked the bot', async () => {
    bench.simulator.block(ids.ivy);
    expect(await send('hello')).toEqual({ status: 'refused', reason: 'blocked_by_person' });
  });

  test.each([
    ['Forbidden: user is deactivated', 403, 'person_deactivated'],
    ['Forbidden: bot was kicked from the supergroup chat', 403, 'removed_from_group'],
    ['Forbidden: bot is not a member of the supergroup chat', 403, 'removed_from_group'],
    ['Bad Request: not enough rights to send text messages to the chat', 400, 'not_allowed_to_write'],
    ['Bad Request: BUTTON_DATA_INVALID', 400, 'refused_by_telegram 400'],
  ])('%s', async (description, status, reason) => {
    bench.simulator.fail('sendMessage', refusal(status, description));
    expect(await send('hello', bench.address(ivy, group))).toEqual({ status: 'refused', reason });
  });

  test('a token that is refused is one alarm, however many messages wait', async () => {
    bench.simulator.fail('sendMessage', refusal(401, 'Unauthorized'));
    for (let time = 0; time < 3; time += 1) expect(await send('hello')).toMatchObject({ status: 'retry' });
    expect(errors).toEqual([{ code: 'telegram_send_refused', reason: 'token_refused' }]);
  });

  test('a network that is away: nothing was sent, it is tried again', async () => {
    await bench.simulator.goAway();
    expect(await send('hello')).toMatchObject({ status: 'retry', reason: 'telegram_not_reached' });
    await bench.simulator.comeBack();
    expect(await send('hello')).toEqual({ status: 'sent' });
  });

  test('no answer in a quarter of a minute: it may have been sent', async () => {
    bench.simulator.fail('sendMessage', 'hang');
    const sending = send('hello');
    await bench.time.advance(15_000);
    expect(await sending).toEqual({ status: 'unknown', reason: 'no_answer' });
  });
});

describe('what can be put right at once', () => {
  test('a group that became a supergroup is followed', async () => {
    const grown = -1_001_999_999_999;
    bench.simulator.migrate(ids.group, grown);
    expect(await send('hello', bench.address(ivy, group))).toEqual({ status: 'sent' });
    expect(bench.simulator.sent).toMatchObject([{ chat: grown }]);
  });

  test('an answer in a topic stays there, and is given outside when the topic is gone', async () => {
    const message = bench.simulator.messageId();
    const inTopic = (thread: number): Address => ({
      ...bench.address(ivy, String(ids.forum)),
      handle: { token: `${message}/${thread}`, expiresAt: bench.time.now() + 1_000 },
    });
    await send('hello', inTopic(7));
    await send('hello', inTopic(8));
    expect(bench.simulator.sent).toMatchObject([{ thread: 7, repliesTo: message }, { repliesTo: message }]);
    expect(bench.simulator.sent[1]).not.toHaveProperty('thread');
  });
});

describe('in a group', () => {
  test('the answer replies to the person, with its first part only', async () => {
    const message = bench.simulator.messageId();
    const handle = { token: String(message), expiresAt: bench.time.now() + 1_000 };
    await send('word '.repeat(1_000), { ...bench.address(ivy, group), handle });
    expect(bench.simulator.sent.map(({ repliesTo }) => repliesTo)).toEqual([message, undefined]);
  });

  test('it is given although the message was deleted, or is not known any more', async () => {
    const handle = { token: '424242', expiresAt: bench.time.now() + 1_000 };
    expect(await send('hello', { ...bench.address(ivy, group), handle })).toEqual({ status: 'sent' });
    const dead = { token: '424242', expiresAt: bench.time.now() - 1 };
    expect(await send('hello', { ...bench.address(ivy, group), handle: dead })).toEqual({ status: 'sent' });
  });
});

test('a long message that broke off goes on where it stopped', async () => {
  const delivery = deliveryFor(bench.address(ivy), { text: `${'a'.repeat(4_096)}${'b'.repeat(4_096)}` });
  bench.simulator.fail('sendMessage', refusal(429, 'Too Many Requests', { retry_after: 1 }), 1, 1);
  expect(await bench.channel.send(delivery)).toMatchObject({ status: 'retry' });
  expect(await bench.channel.send(delivery)).toEqual({ status: 'sent' });
  expect(bench.simulator.sent.map(({ text }) => text[0])).toEqual(['a', 'b']);
});
