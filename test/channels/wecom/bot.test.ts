import { afterEach, describe, expect, it, test } from 'vitest';
import type { SendResult } from '../../../src/channels/channel.ts';
import type { Address } from '../../../src/dialogue/model/address.ts';
import type { Message } from '../../../src/dialogue/model/message.ts';
import { deliveryFor } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { type BotBench, botBench, connectedBot, type Options } from './bot-bench.ts';
import { bot } from './simulator-bot.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let bench: BotBench;
const connected = async (wishes: Options = {}): Promise<BotBench> => {
  bench = await connectedBot(wishes);
  return bench;
};
afterEach(async () => {
  await bench.close();
  expect(bench.simulator.violations).toEqual([]);
  expect(bench.logged.join()).not.toContain(bot.secret);
});

type Delivery = ReturnType<typeof deliveryFor>;

/** Sends, and lets the SDK's five seconds pass when it needs them. */
const send = async (delivery: Delivery): Promise<SendResult> => {
  let result: SendResult | undefined;
  void bench.channel.send(delivery).then((sent) => {
    result = sent;
  });
  await settle(50);
  if (!result) await bench.wait(() => result !== undefined);
  return result as SendResult; // just waited for
};
const say = (address: Address, text: string, more: Partial<Message> = {}) =>
  send(deliveryFor(address, { text, ...more }));
const texts = () => bench.simulator.screens().map(({ text }) => text);
const commands = () => bench.simulator.frames.map(({ cmd }) => cmd).filter((cmd) => cmd !== 'ping');
const li = { user: 'li' };

describe('answering', () => {
  it('is one finished stream by the frame that the words came in; the next is a push', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    const address = bench.lastAddress();
    expect(await say(address, '您好')).toEqual({ status: 'sent' });
    expect(await say(address, '还有一件事')).toEqual({ status: 'sent' });
    expect(commands()).toEqual(['aibot_subscribe', 'aibot_respond_msg', 'aibot_send_msg']);
    expect(bench.simulator.frames[1]?.body).toMatchObject({ stream: { finish: true } });
    expect(bench.simulator.frames[2]?.body).toMatchObject({ chatid: 'li', chat_type: 1 });
    expect(texts()).toEqual(['您好', '还有一件事']);
  });

  it('in a group goes to the group', async () => {
    await connected();
    await bench.says({ user: 'li', group: 'g1' }, '@入驻助手 你好', 'm1');
    const address = bench.lastAddress();
    await say(address, '您好');
    await say(address, '还有');
    expect(bench.simulator.screens()).toMatchObject([{ group: 'g1' }, { group: 'g1' }]);
    expect(bench.simulator.frames.at(-1)?.body).toMatchObject({ chatid: 'g1', chat_type: 2 });
  });

  it('goes as a push after a reconnection, which the old frames do not outlive', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    const address = bench.lastAddress();
    bench.simulator.drop();
    await until(() => !bench.channel.health().up, 'noticing');
    await bench.wait(() => bench.channel.health().up);
    expect(await say(address, '您好')).toEqual({ status: 'sent' });
    expect(commands().at(-1)).toBe('aibot_send_msg');
  });

  test.each([846605, 846608])('goes as a push when WeCom says %i', async (code) => {
    await connected();
    await bench.says(li, '你好', 'm1');
    bench.simulator.refuse('aibot_respond_msg', code, 1);
    expect(await say(bench.lastAddress(), '您好')).toEqual({ status: 'sent' });
    expect(commands().slice(-2)).toEqual(['aibot_respond_msg', 'aibot_send_msg']);
    expect(texts()).toEqual(['您好']);
  });

  it('welcomes within five seconds by the frame that told of the entry', async () => {
    await connected();
    bench.simulator.event(li, { eventtype: 'enter_chat' }, 'e1');
    await until(() => bench.heard.length === 1, 'the entry');
    const address = bench.lastAddress();
    const choices = [{ label: '开始', say: '开始' }];
    expect(await say(address, '您好，我是入驻助手', { choices })).toEqual({ status: 'sent' });
    expect(bench.simulator.screens()).toMatchObject([{ to: 'li', taps: ['开始'] }]);
    expect(commands().at(-1)).toBe('aibot_respond_welcome_msg');
  });

  it('waits for somebody who was not welcomed in time and never wrote', async () => {
    await connected();
    bench.simulator.event(li, { eventtype: 'enter_chat' }, 'e1');
    await until(() => bench.heard.length === 1, 'the entry');
    const address = bench.lastAddress();
    await bench.advance(6 * SECOND);
    expect(await say(address, '您好')).toEqual({ status: 'absent' });
    await bench.says(li, '你好', 'm1');
    expect(await say(bench.lastAddress(), '您好')).toEqual({ status: 'sent' });
  });

  it('takes a tap as words, marks the card, and answers by a push', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    const delivery = deliveryFor(bench.lastAddress(), {
      text: '注册好了吗？',
      choices: [
        { label: '好了', say: '注册好了' },
        { label: '还没', say: '还没有' },
      ],
    });
    await send(delivery);
    const event = { card_type: 'button_interaction', event_key: '1:注册好了', task_id: `${delivery.idempotencyKey}_0` };
    bench.simulator.event(li, { eventtype: 'template_card_event', template_card_event: event }, 't1');
    await until(() => bench.heard.length === 2, 'the tap');
    await bench.dealtWith();
    expect(bench.heard[1]).toMatchObject({ content: { type: 'text', text: '注册好了' } });
    expect(bench.simulator.marked).toEqual(['✓ 好了']);
    await say(bench.lastAddress(), '好的');
    expect(commands().at(-1)).toBe('aibot_send_msg');
  });

  it('keeps to thirty messages a minute in a chat', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    const address = bench.lastAddress();
    for (let number = 1; number <= 30; number += 1) expect((await say(address, `${number}`)).status).toBe('sent');
    expect(await say(address, '31')).toEqual({
      status: 'retry',
      reason: 'too_many_in_this_chat',
      afterMilliseconds: MINUTE,
    });
    await bench.says({ user: 'wang' }, '你好', 'm2');
    expect((await say(bench.lastAddress(), '您好')).status).toBe('sent');
    await bench.advance(MINUTE);
    expect((await say(address, '31')).status).toBe('sent');
  });
});

describe('an acknowledgement', () => {
  it('that is lost: the same frame again, which shows once', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    const delivery = deliveryFor(bench.lastAddress(), { text: '您好' });
    bench.simulator.loseAcks(1);
    expect(await send(delivery)).toEqual({ status: 'unknown', reason: 'no_answer' });
    expect(await send(delivery)).toEqual({ status: 'sent' });
    expect(commands().slice(-2)).toEqual(['aibot_respond_msg', 'aibot_respond_msg']);
    expect(texts()).toEqual(['您好']);
  });

  it('that comes late is never taken for that of another message', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    const address = bench.lastAddress();
    const first = deliveryFor(address, { text: '第一条' });
    bench.simulator.holdAcks();
    expect((await send(first)).status).toBe('unknown');
    // The next message in this chat does not use the frame whose acknowledgement is still on its way.
    const second = bench.channel.send(deliveryFor(address, { text: '第二条' }));
    await settle(20);
    bench.simulator.ackNow();
    expect(await second).toEqual({ status: 'sent' });
    expect(await send(first)).toEqual({ status: 'sent' });
    expect(texts().sort()).toEqual(['第一条', '第二条'].sort());
  });

  it('that is lost, of a stream that WeCom then calls over: it had arrived', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    const delivery = deliveryFor(bench.lastAddress(), { text: '您好' });
    bench.simulator.loseAcks(1);
    await send(delivery);
    bench.simulator.refuse('aibot_respond_msg', 846608, 1);
    expect(await send(delivery)).toEqual({ status: 'sent' });
    expect(texts()).toEqual(['您好']);
  });

  it('that is lost with the connection: nothing is lost, it is pushed by the next one', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    const delivery = deliveryFor(bench.lastAddress(), { text: '您好' });
    bench.simulator.loseAcks(1);
    const sending = bench.channel.send(delivery);
    await settle(20);
    bench.simulator.drop();
    expect(await sending).toEqual({ status: 'unknown', reason: 'no_answer' });
    await bench.wait(() => bench.channel.health().up);
    expect(await send(delivery)).toEqual({ status: 'sent' });
    // WeCom has nothing to tell a repeated push by: this one is seen twice.
    expect(texts()).toEqual(['您好', '您好']);
  });

  it('of which two are lost in a row ends a connection that looks open', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    const address = bench.lastAddress();
    bench.simulator.halfOpen();
    expect((await say(address, '一')).status).toBe('unknown');
    const second = deliveryFor(address, { text: '二' });
    expect((await send(second)).status).toBe('unknown');
    await bench.wait(() => bench.channel.health().up);
    expect(bench.simulator.live()).toBe(1);
    expect((await send(second)).status).toBe('sent');
    expect(texts()).toEqual(['二']);
  });
});

describe('the connection', () => {
  it('with wrong credentials: says so once, without the secret, and goes on asking slowly', async () => {
    bench = await botBench({ secret: 'not-the-secret-at-all' });
    bench.channel.start();
    await until(() => bench.logged.length > 0, 'the alarm');
    expect(bench.channel.health()).toMatchObject({ up: false, reason: expect.stringContaining('WECOM_BOT_SECRET') });
    const asked = () => commands().filter((cmd) => cmd === 'aibot_subscribe').length;
    expect(asked()).toBe(1);
    await bench.advance(4 * MINUTE);
    expect(asked()).toBe(1);
    await bench.advance(2 * MINUTE);
    expect(asked()).toBe(2);
    expect(bench.logged).toHaveLength(1);
    expect(bench.logged.join()).not.toContain('not-the-secret-at-all');
  });

  it('that is taken and then not answered is given up after ten seconds, and opened again', async () => {
    bench = await botBench();
    bench.simulator.ignoreSubscriptions(true);
    bench.channel.start();
    await until(() => bench.simulator.open() === 1, 'connecting');
    await bench.advance(11 * SECOND);
    expect(bench.logged.join()).toContain('no_answer');
    bench.simulator.calm();
    await bench.wait(() => bench.channel.health().up);
    expect(bench.simulator.open()).toBe(1);
  });

  it('that another process took over is an alarm, comes back late, and later each time', async () => {
    await connected();
    const { simulator } = bench;
    const waits: number[] = [];
    for (let round = 1; round <= 3; round += 1) {
      simulator.kick();
      await until(() => !bench.channel.health().up, 'noticing');
      const since = Date.now();
      expect(bench.channel.health()).toMatchObject({ reason: expect.stringContaining('another process') });
      await bench.wait(() => bench.channel.health().up, 10 * SECOND);
      waits.push(Date.now() - since);
    }
    expect(waits[0]).toBeGreaterThan(2 * MINUTE);
    expect(waits[1]).toBeGreaterThan((waits[0] ?? 0) * 1.5);
    expect(waits[2]).toBeGreaterThan((waits[1] ?? 0) * 1.5);
    expect(simulator.subscriptions).toBe(4);
    expect(bench.logged.filter((line) => line.includes('connection_taken_over'))).toHaveLength(3);
    expect(simulator.live()).toBe(1);
  });

  it('whose subscription WeCom forgot is replaced, and the message pushed by the new one, once', async () => {
    await connected();
    await bench.says(li, '你好', 'm1');
    bench.simulator.forget();
    expect(await say(bench.lastAddress(), '您好')).toEqual({ status: 'sent' });
    expect(bench.simulator.live()).toBe(1);
    expect(bench.simulator.open()).toBe(1);
    expect(texts()).toEqual(['您好']);
  });

  it('that is silent is noticed without anybody speaking', async () => {
    await connected();
    bench.simulator.halfOpen();
    await bench.advance(MINUTE + 5 * SECOND);
    await bench.wait(() => bench.channel.health().up);
    expect(bench.simulator.live()).toBe(1);
  });

  it('never gives up, and comes back within a minute after hours', async () => {
    await connected();
    bench.simulator.goAway();
    bench.simulator.drop();
    await bench.advance(20 * MINUTE);
    expect(bench.channel.health().up).toBe(false);
    bench.simulator.calm();
    await bench.advance(61 * SECOND);
    expect(bench.channel.health()).toEqual({ up: true });
    expect(bench.logged.filter((line) => line.includes('not_reached'))).toHaveLength(1);
  });

  it('after drops, kicks, silences and lost subscriptions in any order is exactly one, and nothing is lost', async () => {
    await connected();
    const { simulator } = bench;
    let turn = 0;
    const troubles = [simulator.drop, simulator.forget, simulator.halfOpen, simulator.drop, simulator.kick];
    for (let round = 0; round < 25; round += 1) {
      troubles[round % troubles.length]?.();
      await settle(20);
      await bench.wait(() => bench.channel.health().up && simulator.open() > 0, 5 * SECOND);
      const delivery = deliveryFor({ channel: 'wecom', user: 'li', heardAt: Date.now() }, { text: `第 ${round} 条` });
      simulator.says(li, { msgtype: 'text', text: { content: '在' } }, `r${round}`);
      for (let tries = 0; tries < 10; tries += 1) {
        turn += 1;
        const result = await send(delivery);
        if (result.status === 'sent') break;
        await bench.advance(20 * SECOND);
      }
    }
    expect(turn).toBeLessThan(60);
    await bench.wait(() => simulator.live() === 1);
    expect(simulator.open()).toBe(1);
    expect(texts()).toEqual(Array.from({ length: 25 }, (_, round) => `第 ${round} 条`));
  });

  it('leaves no timer and no socket when it is stopped while it waits', async () => {
    await connected();
    bench.simulator.goAway();
    bench.simulator.drop();
    await until(() => !bench.channel.health().up, 'noticing');
    await bench.channel.stop();
    expect(bench.timers()).toBe(0);
    expect(bench.simulator.open()).toBe(0);
  });
});

describe('what cannot be saved', () => {
  it('is tried again here, because WeCom does not send it again', async () => {
    let failures = 3;
    await connected({
      receive: async () => {
        failures -= 1;
        if (failures >= 0) throw Object.assign(new Error('我的口令'), { code: 'store_unwritable' });
      },
    });
    bench.simulator.says(li, { msgtype: 'text', text: { content: '我的口令' } }, 'm1');
    await until(() => bench.heard.length === 1, 'the first try');
    await bench.advance(4 * SECOND);
    expect(bench.heard.map(({ id }) => id)).toEqual(Array.from({ length: 4 }, () => 'wecom:m1'));
    expect(bench.logged.join()).toContain('store_unwritable');
    expect(bench.logged.join()).not.toContain('我的口令');
  });
});
