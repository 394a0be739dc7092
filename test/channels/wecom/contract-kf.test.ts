import { expect } from 'vitest';
import { channelContract, type Given } from '../channel-contract.ts';
import { settle } from '../fake-time.ts';
import { wecomBench } from './bench.ts';
import { callback } from './seal.ts';
import { kf, refused } from './simulator-api.ts';

channelContract(
  'wecom_kf',
  async ({ receive, log }: Given) => {
    const bench = await wecomBench({ receive, log });
    const { api, time } = bench;
    let heard = 0;
    const failing = (...args: Parameters<typeof api.fail>) => ({ arrange: () => api.fail(...args) });
    const odd = (name: string, message: Readonly<Record<string, unknown>>) => ({
      name,
      happens: () => bench.kfHint(api.kfPut(message)),
    });
    const customer = { open_kfid: kf.openKfId, external_userid: 'li', send_time: 1, origin: 3 };
    return {
      channel: bench.kf,
      async says({ text, id, user }) {
        const before = bench.place();
        const status = await bench.kfSays(text, id, user);
        expect(bench.place() !== before).toBe(status === 200);
        return status === 200 ? 'acknowledged' : 'not_acknowledged';
      },
      screens: () => api.screens,
      address(user) {
        heard += 1;
        api.kfWindow(user);
        return { channel: 'wecom_kf', user, heardAt: time.now() + heard };
      },
      faults: [
        { name: '-1', ...failing('kf_send', refused(-1)), becomes: 'retry' },
        { name: '45009', ...failing('kf_send', refused(45009)), becomes: 'retry' },
        { name: '60020', ...failing('kf_send', refused(60020)), becomes: 'retry' },
        { name: '95000', ...failing('kf_send', refused(95000)), becomes: 'retry' },
        { name: '95017', ...failing('kf_send', refused(95017)), becomes: 'retry' },
        { name: '95001', ...failing('kf_send', refused(95001)), becomes: 'absent' },
        { name: '95002', ...failing('kf_send', refused(95002)), becomes: 'absent' },
        { name: '95013', ...failing('kf_send', refused(95013)), becomes: 'absent' },
        { name: '95018', ...failing('kf_send', refused(95018)), becomes: 'absent' },
        { name: '40096', ...failing('kf_send', refused(40096)), becomes: 'refused' },
        { name: 'an unknown refusal', ...failing('kf_send', refused(987654)), becomes: 'refused' },
        { name: 'connection cut', ...failing('kf_send', 'reset'), becomes: 'unknown' },
        { name: 'a server error', ...failing('kf_send', { status: 500, body: 'oops' }), becomes: 'unknown' },
      ],
      calm: api.calm,
      odd: [
        odd('nothing', {}),
        odd('no sender', { msgid: 'o1', origin: 3, msgtype: 'text', send_time: 1 }),
        odd('another account', {
          ...customer,
          open_kfid: 'wkOther',
          msgid: 'o2',
          msgtype: 'text',
          text: { content: '你好' },
        }),
        odd('a colleague', { ...customer, origin: 5, msgid: 'o3', msgtype: 'text', text: { content: '我来' } }),
        odd('an unknown event', { origin: 4, msgid: 'o4', msgtype: 'event', send_time: 1, event: { event_type: 'x' } }),
        odd('an event of nothing', { origin: 4, msgid: 'o5', msgtype: 'event', send_time: 1, event: [] }),
        odd('an odd entry', {
          origin: 4,
          msgid: 'o6',
          msgtype: 'event',
          send_time: 1,
          event: { event_type: 'enter_session' },
        }),
      ],
      async goAway() {
        api.goAway();
        const hint = bench.kfHint('hint-lost');
        await settle(50);
        expect(await hint).toBe(503);
      },
      async comeBack() {
        api.calm();
        await bench.wait(() => bench.kf.health().up);
        await settle(20);
      },
      timers: () => (bench.app.health().up ? 0 : time.sleepers()),
      connections: () => 0,
      secrets: [kf.secret, callback.token, callback.aesKey, 'token-simulated', 'hint-'],
      async close() {
        await bench.close();
        expect(time.sleepers()).toBe(0);
        expect(api.violations).toEqual([]);
      },
    };
  },
  { groups: false },
);
