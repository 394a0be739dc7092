import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { KF_CURSOR_KEY } from '../../../src/app/store/kf-cursor.ts';
import type { Receive } from '../../../src/channels/channel.ts';
import type { ChatOpened, MessageReceived } from '../../../src/dialogue/model/event.ts';
import type { Message } from '../../../src/dialogue/model/message.ts';
import { openMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { deliveryFor } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { type Bench, type Options, wecomBench } from './bench.ts';
import { kf, refused } from './simulator-api.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let bench: Bench;
let heard: (MessageReceived | ChatOpened)[];
let saving: Receive;
const open = (wishes: Options = {}): Promise<Bench> =>
  wecomBench({
    ...wishes,
    receive: async (event) => {
      heard.push(event);
      await saving(event);
    },
  });
beforeEach(async () => {
  heard = [];
  saving = async () => {};
  bench = await open();
});
afterEach(async () => {
  await bench.close();
  expect(bench.api.violations).toEqual([]);
});

const ids = () => heard.map(({ id }) => id.replace('wecom_kf:', ''));
const lastAddress = () => {
  const last = heard.at(-1);
  if (!last) throw new Error('nothing was heard');
  return last.address;
};
const say = (text: string, more: Partial<Message> = {}) => bench.kf.send(deliveryFor(lastAddress(), { text, ...more }));
const texts = () => bench.api.screens.map(({ text }) => text);
const seconds = () => Math.floor(bench.time.now() / 1_000);
const customer = (id: string, user = 'wm1') => ({
  ...{ msgid: id, open_kfid: kf.openKfId, external_userid: user, send_time: seconds(), origin: 3 },
  ...{ msgtype: 'text', text: { content: id } },
});
const failure = Object.assign(new Error('您好'), { code: 'store_unwritable' });

describe('fetching', () => {
  it('goes on until there is no more, in order, and also over empty pages', async () => {
    bench.api.pageSize = 2;
    for (const id of ['a', 'b', 'c', 'd']) bench.api.kfPut(customer(id));
    expect(await bench.kfSays('e', 'e', 'wm1')).toBe(200);
    expect(ids()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(JSON.parse(bench.place())).toMatchObject({ value: { open_kfid: kf.openKfId, cursor: 'cursor-5' } });
  });

  it('goes on where it stopped after a restart, and fetches what came meanwhile without being called', async () => {
    await bench.kfSays('a', 'a', 'wm1');
    const { api, disk } = bench;
    await bench.app.stop();
    await bench.kf.stop();
    api.kfPut(customer('b'));
    const second = await open({ api, disk });
    await until(() => heard.length === 2, 'fetching what came meanwhile');
    expect(ids()).toEqual(['a', 'b']);
    await second.close();
  });

  it('does not move on from what could not be saved, and fetches it again by itself', async () => {
    saving = async () => {
      throw failure;
    };
    expect(await bench.kfSays('a', 'a', 'wm1')).toBe(503);
    expect(bench.place()).toContain('cursor-0');
    saving = async () => {};
    const before = heard.length;
    await bench.wait(() => heard.length > before);
    await until(() => bench.place().includes('cursor-1'), 'the place being written down');
    expect(new Set(ids())).toEqual(new Set(['a']));
    expect(bench.logged.join()).not.toContain('您好');
  });

  it('passes over one that cannot be saved while others can, but only after trying for long', async () => {
    saving = async ({ id }) => {
      if (id.endsWith('poison')) throw failure;
    };
    bench.api.kfPut(customer('poison'));
    expect(await bench.kfSays('a', 'a', 'wm2')).toBe(503);
    for (let tries = 0; tries < 200 && !bench.logged.join().includes('passed over'); tries += 1) {
      await bench.time.advance(5_000);
      await settle(50);
    }
    expect(bench.logged.join()).toContain('passed over');
    expect(ids().filter((id) => id === 'poison').length).toBeGreaterThanOrEqual(5);
    expect(await bench.kfSays('b', 'b', 'wm2')).toBe(200);
    expect(ids().at(-1)).toBe('b');
  });

  it('looks by itself every ten minutes, for a call that was lost', async () => {
    bench.api.kfPut(customer('a'));
    await bench.wait(() => heard.length === 1, MINUTE);
    expect(ids()).toEqual(['a']);
  });

  it('does without the token when WeCom does not take it', async () => {
    bench.api.kfPut(customer('a'));
    expect(await bench.kfHint('a-token-of-yesterday')).toBe(200);
    expect(ids()).toEqual(['a']);
  });

  it('at the very first start leaves unanswered what was written long before', async () => {
    const { api } = bench;
    api.kfPut({ ...customer('old'), send_time: seconds() - 7_200 });
    api.kfPut({ ...customer('fresh'), send_time: seconds() - 60 });
    heard = [];
    const first = await open({ api });
    await until(() => heard.length > 0, 'the first round');
    expect(ids()).toEqual(['fresh']);
    await first.close();
  });

  it('with a place that cannot be read fetches everything again, and the dialogue knows it by its ids', async () => {
    await bench.kfSays('a', 'a', 'wm1');
    const { api, disk } = bench;
    await bench.kf.stop();
    const { documents } = openMemoryStore({ disk });
    const kept = await documents.get('note', KF_CURSOR_KEY);
    await documents.put('note', { format: 1, id: KF_CURSOR_KEY, value: { open_kfid: 'wk' } }, kept?.version);
    bench.time.advance(2 * HOUR);
    const second = await open({ api, disk });
    await until(() => heard.length === 2, 'fetching again');
    expect(ids()).toEqual(['a', 'a']);
    expect(bench.logged.join() + second.logged.join()).toContain('kf_cursor_unreadable');
    await second.close();
  });

  it('answers two calls at once with one message each', async () => {
    const [first, second] = await Promise.all([bench.kfSays('a', 'a', 'wm1'), bench.kfSays('b', 'b', 'wm2')]);
    expect([first, second]).toEqual([200, 200]);
    expect(ids()).toEqual(['a', 'b']);
  });
});

describe('opening the chat', () => {
  const enter = (more: Readonly<Record<string, unknown>> = {}) =>
    bench.kfEvent(
      {
        event_type: 'enter_session',
        open_kfid: kf.openKfId,
        external_userid: 'wm1',
        scene: 's',
        scene_param: '',
        ...more,
      },
      `e${seconds()}`,
    );
  const choices = [{ label: '开始', say: '开始' }];

  it('is welcomed within twenty seconds, once, with something to tap', async () => {
    expect(await enter({ welcome_code: bench.api.kfWelcomeCode('wm1') })).toBe(200);
    expect(heard).toMatchObject([{ type: 'entered', address: { user: 'wm1' } }]);
    expect(await say('您好，我是入驻助手', { choices })).toEqual({ status: 'sent' });
    expect(bench.api.screens).toMatchObject([{ to: 'wm1', text: '您好，我是入驻助手', taps: ['开始'] }]);
    expect(bench.api.calls.kf_send).toBe(0);
  });

  it('carries the code of an invitation', async () => {
    await enter({ welcome_code: bench.api.kfWelcomeCode('wm1'), scene_param: 'K7MQ-2XWD-9FHT' });
    expect(heard).toMatchObject([{ type: 'entered', code: 'K7MQ-2XWD-9FHT' }]);
  });

  it('too late for a welcome: it waits until the customer writes', async () => {
    await enter({ welcome_code: bench.api.kfWelcomeCode('wm1') });
    await bench.time.advance(25_000);
    const welcome = deliveryFor(lastAddress(), { text: '您好' });
    expect(await bench.kf.send(welcome)).toEqual({ status: 'absent' });
    await bench.kfSays('在吗', 'm1', 'wm1');
    expect(await bench.kf.send({ ...welcome, item: { ...welcome.item, address: lastAddress() } })).toEqual({
      status: 'sent',
    });
  });
});

describe('the window', () => {
  const write = async (id: string) => {
    await bench.time.advance(1_000);
    await bench.kfSays('您好', id, 'wm1');
  };

  it('takes five messages; the sixth is not even tried, and goes when the customer wrote again', async () => {
    await write('m1');
    for (let number = 1; number <= 5; number += 1) expect(await say(`${number}`)).toEqual({ status: 'sent' });
    expect(await say('6')).toEqual({ status: 'absent' });
    expect(bench.api.calls.kf_send).toBe(5);
    await write('m2');
    expect(await say('6')).toEqual({ status: 'sent' });
  });

  it('does not begin a message of which only a part would fit', async () => {
    await write('m1');
    for (let number = 1; number <= 4; number += 1) await say(`${number}`);
    expect(await say('请把营业执照拍清楚。'.repeat(100))).toEqual({ status: 'absent' });
    expect(texts()).toHaveLength(4);
    await write('m2');
    expect(await say('请把营业执照拍清楚。'.repeat(100))).toEqual({ status: 'sent' });
  });

  it('closes after 48 hours', async () => {
    await write('m1');
    await bench.time.advance(48 * HOUR - MINUTE);
    expect(await say('还来得及')).toEqual({ status: 'sent' });
    await bench.time.advance(2 * MINUTE);
    expect(await say('太晚了')).toEqual({ status: 'absent' });
    expect(bench.api.calls.kf_send).toBe(1);
  });

  test.each([95001, 95002, 95013, 95018])('is closed when WeCom says %i, until the customer writes', async (code) => {
    await write('m1');
    bench.api.fail('kf_send', refused(code), 1);
    expect(await say('您好')).toEqual({ status: 'absent' });
    expect(await say('您好')).toEqual({ status: 'absent' });
    expect(bench.api.calls.kf_send).toBe(1);
    await write('m2');
    expect(await say('您好')).toEqual({ status: 'sent' });
  });

  it('is closed when a message that was taken is not delivered for that reason', async () => {
    await write('m1');
    const address = lastAddress();
    await bench.kfEvent({ event_type: 'msg_send_fail', external_userid: 'wm1', fail_msgid: 'x', fail_type: 6 }, 'f1');
    expect(await bench.kf.send(deliveryFor(address, { text: '您好' }))).toEqual({ status: 'absent' });
    expect(bench.logged.join()).toContain('kf_not_delivered');
  });

  it('is known to the rest of the product', () => {
    expect(bench.kf.capabilities).toMatchObject({ replyWindowMilliseconds: 48 * HOUR, messagesPerWindow: 5 });
  });
});

describe('a message', () => {
  it('tried again after an answer that never came is delivered once', async () => {
    await bench.kfSays('您好', 'm1', 'wm1');
    const delivery = deliveryFor(lastAddress(), { text: '您好' });
    bench.api.fail('kf_send', 'lost', 1);
    expect(await bench.kf.send(delivery)).toEqual({ status: 'unknown', reason: 'no_answer' });
    expect(await bench.kf.send(delivery)).toEqual({ status: 'sent' });
    expect(texts()).toEqual(['您好']);
  });

  it('with choices is a menu, whose lines say their words', async () => {
    await bench.kfSays('您好', 'm1', 'wm1');
    await say('注册好了吗？', { choices: [{ label: '好了', say: '注册好了' }] });
    expect(bench.api.screens).toMatchObject([{ text: '注册好了吗？', taps: ['注册好了'] }]);
    const tapped = { msgtype: 'text', text: { content: '好了', menu_id: '1:注册好了' } };
    await bench.kfSays('', 'm2', 'wm1', tapped);
    expect(heard.at(-1)).toMatchObject({ content: { type: 'text', text: '注册好了' } });
  });
});
