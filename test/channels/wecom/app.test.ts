import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { ChatOpened, MessageReceived } from '../../../src/dialogue/model/event.ts';
import type { Message } from '../../../src/dialogue/model/message.ts';
import { deliveryFor } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { type Bench, wecomBench } from './bench.ts';
import { callback, seal, xmlOf } from './seal.ts';
import { app, refused } from './simulator-api.ts';

const MINUTE = 60_000;

let bench: Bench;
let heard: (MessageReceived | ChatOpened)[];
beforeEach(async () => {
  heard = [];
  bench = await wecomBench({ receive: async (event) => void heard.push(event) });
});
afterEach(async () => {
  await bench.close();
  expect(bench.logged.join()).not.toContain(app.secret);
});

const messageTo = (user: string, text: string, more: Partial<Message> = {}) =>
  deliveryFor({ channel: 'wecom_app', user, heardAt: bench.time.now() }, { text, ...more });
const say = (user: string, text: string, more: Partial<Message> = {}) => bench.app.send(messageTo(user, text, more));
const texts = () => bench.api.screens.map(({ text }) => text);

describe('the token', () => {
  it('is asked for once by all who need it at the same time, and again before it dies', async () => {
    // Customer service has a token of its own.
    await bench.kf.stop();
    bench.api.revokeTokens();
    const before = bench.api.calls.gettoken;
    await Promise.all(Array.from({ length: 20 }, (_, index) => say(`user${index}`, '您好')));
    expect(bench.api.calls.gettoken - before).toBe(1);
    expect(texts()).toHaveLength(20);
    await bench.time.advance(110 * MINUTE);
    await say('li', '还有');
    expect(bench.api.calls.gettoken - before).toBe(2);
  });

  test.each([42001, 40014, 41001, 40001])(
    'that is refused with %i is renewed once, and the message sent once',
    async (code) => {
      bench.api.fail('send', refused(code), 1);
      const before = bench.api.calls.gettoken;
      expect(await say('li', '您好')).toEqual({ status: 'sent' });
      expect(bench.api.calls.gettoken - before).toBe(1);
      expect(texts()).toEqual(['您好']);
    },
  );

  it('that is refused again and again is not renewed for ever', async () => {
    bench.api.fail('send', refused(40014));
    expect(await say('li', '您好')).toMatchObject({ status: 'retry' });
    expect(bench.api.calls.send).toBe(2);
  });
});

describe('an errcode', () => {
  test.each([
    [-1, { status: 'retry', afterMilliseconds: 2_000 }],
    [45009, { status: 'retry', afterMilliseconds: MINUTE }],
    [45033, { status: 'retry', afterMilliseconds: 3_000 }],
    [81013, { status: 'refused', reason: 'person_not_reachable 81013' }],
    [40058, { status: 'refused', reason: 'message_not_valid 40058' }],
    [60020, { status: 'retry', reason: 'address_not_trusted 60020', afterMilliseconds: 10 * MINUTE }],
    [48002, { status: 'retry', reason: 'permission_missing 48002', afterMilliseconds: 10 * MINUTE }],
  ])('%i is dealt with as the table says', async (code, result) => {
    bench.api.fail('send', refused(code));
    expect(await say('li', '您好')).toMatchObject(result);
    expect(bench.api.calls.send).toBe(1);
  });

  it('60020 is one alarm that names the trusted IP, and the door is down until it works', async () => {
    bench.api.fail('send', refused(60020));
    bench.api.fail('getcallbackip', refused(60020));
    for (let tries = 0; tries < 3; tries += 1) await say('li', `${tries}`);
    expect(bench.logged.filter((line) => line.includes('企业可信IP'))).toHaveLength(1);
    expect(bench.app.health()).toEqual({ up: false, reason: 'wecom_app: address_not_trusted 60020' });
    bench.api.calm();
    await bench.wait(() => bench.app.health().up);
    expect(await say('li', '您好')).toEqual({ status: 'sent' });
  });

  it('of 0 does not hide that the person does not exist, or has no licence', async () => {
    expect(await say('GonePerson', '您好')).toEqual({ status: 'refused', reason: 'person_not_reachable' });
    bench.api.unlicensed.add('Li');
    expect(await say('Li', '您好')).toMatchObject({ status: 'retry', reason: 'interface_licence_missing' });
    expect(bench.logged.join()).toContain('接口许可');
  });
});

describe('the same text', () => {
  it('tried again after an answer that never came is delivered once', async () => {
    const delivery = messageTo('li', '您好');
    bench.api.fail('send', 'lost', 1);
    expect(await bench.app.send(delivery)).toEqual({ status: 'unknown', reason: 'no_answer' });
    expect(await bench.app.send(delivery)).toEqual({ status: 'sent' });
    expect(texts()).toEqual(['您好']);
  });

  it('said again on purpose is delivered again', async () => {
    for (let times = 0; times < 4; times += 1) await say('li', '这句我没看懂');
    expect(texts()).toEqual(Array.from({ length: 4 }, () => '这句我没看懂'));
  });

  it('said again on purpose, and tried again, is delivered twice', async () => {
    await say('li', '这句我没看懂');
    const again = messageTo('li', '这句我没看懂');
    bench.api.fail('send', 'lost', 1);
    await bench.app.send(again);
    await bench.app.send(again);
    expect(texts()).toEqual(['这句我没看懂', '这句我没看懂']);
  });
});

describe('a long message', () => {
  it('that breaks off goes on where it stopped', async () => {
    const delivery = messageTo('li', '请把营业执照拍清楚再上传。'.repeat(150));
    bench.api.fail('send', refused(-1), 1);
    expect((await bench.app.send(delivery)).status).toBe('retry');
    bench.api.calm();
    const shownBefore = texts().length;
    expect(await bench.app.send(delivery)).toEqual({ status: 'sent' });
    expect(shownBefore).toBe(0);
    expect(texts().join('')).toBe('请把营业执照拍清楚再上传。'.repeat(150));
  });

  it('never goes to everybody', async () => {
    for (const user of ['@all', 'li|wang']) expect((await say(user, '您好')).status).toBe('refused');
    expect(bench.api.calls.send).toBe(0);
  });
});

it('keeps to thirty messages a minute for a person, because WeCom drops the others without a word', async () => {
  for (let number = 1; number <= 30; number += 1) expect((await say('li', `${number}`)).status).toBe('sent');
  expect(await say('li', '31')).toEqual({
    ...{ status: 'retry', reason: 'too_many_for_this_person', afterMilliseconds: MINUTE },
  });
  expect((await say('wang', '1')).status).toBe('sent');
  await bench.time.advance(MINUTE);
  expect((await say('li', '31')).status).toBe('sent');
  expect(bench.api.violations).toEqual([]);
});

describe('a card', () => {
  const choices = [
    { label: '好了', say: '注册好了' },
    { label: '还没', say: '还没有' },
  ];
  const tap = (key: string, code: string) =>
    bench.post(
      seal(
        xmlOf({
          ...{ ToUserName: callback.corpId, FromUserName: 'li', CreateTime: Math.floor(bench.time.now() / 1_000) },
          ...{
            MsgType: 'event',
            Event: 'template_card_event',
            EventKey: key,
            TaskId: 't',
            CardType: 'button_interaction',
          },
          ...{ ResponseCode: code, AgentID: String(app.agentId) },
        }),
        bench.time.now(),
      ),
    );

  it('that is tapped says its words and is marked, after it was saved', async () => {
    await say('li', '注册好了吗？', { choices });
    expect(bench.api.screens).toMatchObject([{ taps: ['注册好了', '还没有'] }]);
    expect(await tap('1:注册好了', bench.api.responseCode())).toBe(200);
    await until(() => bench.api.marked.length === 1, 'marking the card');
    expect(heard).toMatchObject([{ content: { type: 'text', text: '注册好了' } }]);
    expect(bench.api.marked).toEqual(['✓ 注册好了']);
  });

  it('that is tapped twice within a second is two taps', async () => {
    await tap('1:注册好了', bench.api.responseCode());
    await tap('2:还没有', bench.api.responseCode());
    await settle(50);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(2);
    await until(() => bench.api.marked.length === 2, 'marking the cards');
  });

  it('that cannot be marked does no harm', async () => {
    bench.api.fail('update', 'reset');
    expect(await tap('1:注册好了', bench.api.responseCode())).toBe(200);
    await settle(50);
    expect(heard).toHaveLength(1);
  });
});
