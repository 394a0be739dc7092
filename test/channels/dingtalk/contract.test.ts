import { expect } from 'vitest';
import { channelContract, type Given } from '../channel-contract.ts';
import { until } from '../fake-time.ts';
import { connectedBench } from './bench.ts';
import { quietSdk } from './quiet.ts';
import { credentials } from './simulator.ts';

quietSdk();

const refusal = (status: number, code: string) => ({ status, body: { code, message: code, requestid: 'R-1' } });
const webhookRefusal = (errcode: number) => ({ status: 200, body: { errcode, errmsg: 'no' } });

channelContract('dingtalk', async ({ receive, log }: Given) => {
  const bench = await connectedBench({ receive, log });
  const { simulator, channel, time } = bench;
  const frame = (value: unknown) => async () => {
    simulator.raw(typeof value === 'string' ? value : JSON.stringify(value));
    await simulator.ping();
  };
  const robot = (data: unknown) => ({
    type: 'CALLBACK',
    headers: { topic: '/v1.0/im/bot/messages/get', messageId: 'odd' },
    data: typeof data === 'string' ? data : JSON.stringify(data),
  });
  const failing = (...args: Parameters<typeof simulator.fail>) => ({ arrange: () => simulator.fail(...args) });
  const viaApi = (...args: Parameters<typeof simulator.fail>) => ({
    arrange: () => {
      simulator.endWebhooks();
      if (args[0] === 'token') simulator.revokeToken();
      simulator.fail(...args);
    },
  });
  return {
    channel,
    async says({ text, id, user, group }) {
      const push = await bench.deliver(simulator.text(text, id, group === undefined ? { user } : { user, group }));
      return push.acknowledged ? 'acknowledged' : 'not_acknowledged';
    },
    screens: () => simulator.screens,
    address: bench.address,
    faults: [
      {
        name: 'QPS',
        ...viaApi('batch', refusal(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi')),
        becomes: 'retry',
      },
      { name: 'sent too fast', ...failing('webhook', webhookRefusal(410100)), becomes: 'retry' },
      {
        name: 'flow control',
        ...viaApi('batch', { status: 200, body: { processQueryKey: 'q', flowControlledStaffIdList: ['li'] } }),
        becomes: 'retry',
      },
      { name: 'wrong credentials', ...viaApi('token', refusal(400, 'invalidClientIdOrSecret')), becomes: 'retry' },
      {
        name: 'address shut out',
        ...failing('webhook', { status: 200, body: { status: 1111, wait: 5, punish: 'deny' } }),
        becomes: 'retry',
      },
      { name: 'busy', ...failing('webhook', { status: 503, body: '<html>busy</html>' }), becomes: 'retry' },
      { name: 'connection cut', ...failing('webhook', 'reset'), becomes: 'unknown' },
      { name: 'system error', ...failing('webhook', webhookRefusal(-1)), becomes: 'unknown' },
      {
        name: 'a page instead of JSON',
        ...failing('webhook', { status: 200, body: '<html>portal</html>' }),
        becomes: 'unknown',
      },
      {
        name: 'no permission',
        ...viaApi('batch', refusal(403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied')),
        becomes: 'refused',
      },
      {
        name: 'person gone',
        ...viaApi('batch', { status: 200, body: { processQueryKey: 'q', invalidStaffIdList: ['li'] } }),
        becomes: 'refused',
      },
      {
        name: 'month used up',
        ...viaApi('batch', refusal(403, 'Forbidden.AccessDenied.ApiCountLimitForOrg')),
        becomes: 'refused',
      },
      { name: 'an unknown refusal', ...failing('webhook', webhookRefusal(987654)), becomes: 'refused' },
    ],
    calm: simulator.calm,
    odd: [
      { name: 'no JSON', happens: frame('没有 JSON') },
      { name: 'null', happens: frame('null') },
      { name: 'a list', happens: frame('[]') },
      { name: 'no headers', happens: frame({ type: 'CALLBACK', data: '{}' }) },
      { name: 'an unknown type', happens: frame({ type: 'NEWS', headers: { topic: 'x' }, data: '{}' }) },
      { name: 'an unknown topic', happens: frame({ ...robot('{}'), headers: { topic: '/v9', messageId: 'odd' } }) },
      { name: 'data that is no string', happens: frame({ ...robot('{}'), data: { msgId: 1 } }) },
    ],
    async goAway() {
      simulator.fail('gateway', { status: 502, body: '<html>bad gateway</html>' });
      simulator.drop();
      await until(() => !channel.health().up && time.sleepers() > 0, 'the channel noticing');
    },
    async comeBack() {
      simulator.calm();
      await bench.wait(() => channel.health().up);
    },
    timers: time.sleepers,
    connections: simulator.open,
    secrets: [credentials.clientSecret, 'sendBySession', 'simulated?', 'token-'],
    async close() {
      await bench.close();
      expect(simulator.violations).toEqual([]);
    },
  };
});
