import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveryFor } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { type Bench, dingtalkBench } from './bench.ts';
import { quietSdk } from './quiet.ts';

quietSdk();

const choices = [
  { label: '注册好了', say: '注册好了' },
  { label: '要备什么', say: '要备什么' },
];

describe('sending by DingTalk', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await dingtalkBench();
  });
  afterEach(async () => {
    await bench.close();
    expect(bench.simulator.violations).toEqual([]);
  });
  const send = (text: string, { user = 'li', group = undefined as string | undefined, more = {} } = {}) =>
    bench.channel.send(deliveryFor(bench.address(user, group), { text, ...more }));

  it('answers by the webhook that came with the message, without a token', async () => {
    expect(await send('您好')).toEqual({ status: 'sent' });
    expect(bench.simulator.calls).toMatchObject({ webhook: 1, token: 0, batch: 0 });
  });

  it('mentions the person in a group, and spells choices out there', async () => {
    await send('哪一个？', { group: 'g1', more: { choices } });
    expect(bench.simulator.screens).toEqual([
      { to: 'li', group: 'g1', text: '@li 哪一个？\n\n• 注册好了\n• 要备什么', taps: [], links: [] },
    ]);
  });

  it('writes by the API when the webhook has expired by its own word, or by DingTalk’s', async () => {
    const late = bench.address('li');
    await bench.time.advance(91 * 60_000);
    expect(await bench.channel.send(deliveryFor(late, { text: '提醒', choices }))).toEqual({ status: 'sent' });
    expect(bench.simulator.calls).toMatchObject({ webhook: 0, batch: 1 });

    const dead = bench.address('li');
    bench.simulator.endWebhooks();
    for (const text of ['一', '二']) await bench.channel.send(deliveryFor(dead, { text }));
    expect(bench.simulator.calls).toMatchObject({ webhook: 1, batch: 3, token: 1 });
    expect(bench.simulator.screens.map(({ to, text }) => [to, text])).toEqual([
      ['li', '提醒'],
      ['li', '一'],
      ['li', '二'],
    ]);
    expect(bench.simulator.screens[0]?.taps).toEqual(['注册好了', '要备什么']);
  });

  it('writes to a group by the API, and says when the group is gone', async () => {
    const dead = bench.address('li', 'g1');
    const gone = bench.address('li', 'g9');
    bench.simulator.endWebhooks();
    expect(await bench.channel.send(deliveryFor(dead, { text: '提醒' }))).toEqual({ status: 'sent' });
    expect(bench.simulator.screens).toMatchObject([{ group: 'g1', text: '提醒' }]);
    expect(await bench.channel.send(deliveryFor(gone, { text: '提醒' }))).toEqual({
      status: 'refused',
      reason: 'group_gone group.disbanded',
    });
  });

  it('keeps for somebody outside the organisation what the webhook does not take any more', async () => {
    const address = bench.address('$:LWCP_v1:$out==');
    expect(await bench.channel.send(deliveryFor(address, { text: '您好' }))).toEqual({ status: 'sent' });
    bench.simulator.endWebhooks();
    expect(await bench.channel.send(deliveryFor(address, { text: '您好' }))).toEqual({ status: 'absent' });
    expect(bench.simulator.calls.batch).toBe(0);
  });

  it('takes a fresh token once when DingTalk revoked the one it has', async () => {
    const address = { ...bench.address('li'), handle: undefined };
    const { handle: _, ...bare } = address;
    await bench.channel.send(deliveryFor(bare, { text: '一' }));
    bench.simulator.revokeToken();
    expect(await bench.channel.send(deliveryFor(bare, { text: '二' }))).toEqual({ status: 'sent' });
    expect(bench.simulator.calls).toMatchObject({ token: 2, batch: 3 });
    bench.simulator.fail('batch', { status: 400, body: { code: 'InvalidAuthentication' } });
    expect((await bench.channel.send(deliveryFor(bare, { text: '三' }))).status).toBe('retry');
    expect(bench.simulator.calls.batch).toBe(5);
  });

  it('asks for one token when many send at once, and renews it before it dies', async () => {
    const { handle: _, ...bare } = bench.address('li');
    await Promise.all(['一', '二', '三'].map((text) => bench.channel.send(deliveryFor(bare, { text }))));
    expect(bench.simulator.calls.token).toBe(1);
    await bench.time.advance(116 * 60_000);
    await bench.channel.send(deliveryFor(bare, { text: '四' }));
    expect(bench.simulator.calls.token).toBe(2);
  });

  it.each([
    ['webhook', false],
    ['batch', true],
    ['token', true],
  ] as const)('ends when the %s hangs, in a result that does not lie', async (door, byApi) => {
    const address = bench.address('li');
    if (byApi) bench.simulator.endWebhooks();
    bench.simulator.fail(door, 'hang', 1);
    const sending = bench.channel.send(deliveryFor(address, { text: '您好' }));
    await until(() => bench.simulator.calls[door] === 1);
    await settle();
    await bench.time.advance(10_000);
    const result = await sending;
    expect(result).toMatchObject({ status: door === 'token' ? 'retry' : 'unknown', reason: 'no_answer' });
    expect(bench.simulator.screens).toEqual([]);
  });

  it('waits as long as DingTalk says', async () => {
    bench.simulator.fail('webhook', { status: 200, body: { status: 1111, wait: 5, punish: 'deny' } }, 1);
    expect(await send('您好')).toEqual({
      status: 'retry',
      reason: 'address_shut_out 1111',
      afterMilliseconds: 300_000,
    });
  });

  it('says plainly what the content filter does not let through with markup', async () => {
    bench.simulator.fail('webhook', { status: 200, body: { errcode: 430102, errmsg: 'unsafe url' } }, 1);
    expect(await send('哪一个？', { more: { choices } })).toEqual({ status: 'sent' });
    expect(bench.simulator.screens).toMatchObject([{ text: '哪一个？\n\n• 注册好了\n• 要备什么', taps: [] }]);
    bench.simulator.fail('webhook', { status: 200, body: { errcode: 430102, errmsg: 'unsafe url' } }, 2);
    expect(await send('哪一个？', { more: { choices } })).toEqual({
      status: 'refused',
      reason: 'content_filtered 430102',
    });
  });

  it('goes on where a long message broke off', async () => {
    const delivery = deliveryFor(bench.address('li'), { text: '请把营业执照拍清楚再上传。'.repeat(500) });
    const first = bench.channel.send(delivery);
    await until(() => bench.simulator.screens.length === 1);
    bench.simulator.fail('webhook', { status: 503, body: '' }, 1);
    const broken = await first;
    expect(broken.status).toBe('retry');
    const shown = bench.simulator.screens.length;
    expect(await bench.channel.send(delivery)).toEqual({ status: 'sent' });
    expect(bench.simulator.screens.map(({ text }) => text).join('')).toBe(delivery.item.message.text);
    expect(bench.simulator.screens.length).toBeGreaterThan(shown);
  });

  it('tells the operator once what only they can put right', async () => {
    const { handle: _, ...bare } = bench.address('li');
    const body = { code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied', message: 'qyapi_robot_sendmsg' };
    bench.simulator.fail('batch', { status: 403, body });
    for (const text of ['一', '二']) {
      expect(await bench.channel.send(deliveryFor(bare, { text }))).toMatchObject({ status: 'refused' });
    }
    expect(bench.logged.filter((line) => line.includes('permission_missing'))).toHaveLength(1);
  });

  it('takes nothing more when it is stopped', async () => {
    await bench.channel.stop();
    expect(await send('您好')).toEqual({ status: 'retry', reason: 'channel_stopped' });
  });
});
