import { expect } from 'vitest';
import { channelContract, type Given } from '../channel-contract.ts';
import { settle } from '../fake-time.ts';
import { wecomBench } from './bench.ts';
import { callback, seal, xmlOf } from './seal.ts';
import { app, refused } from './simulator-api.ts';

channelContract(
  'wecom_app',
  async ({ receive, log }: Given) => {
    const bench = await wecomBench({ receive, log });
    const { api, time } = bench;
    const failing = (...args: Parameters<typeof api.fail>) => ({ arrange: () => api.fail(...args) });
    const odd = (name: string, message: string) => ({ name, happens: () => bench.post(seal(message, time.now())) });
    const member = { ToUserName: callback.corpId, FromUserName: 'li', CreateTime: 1, AgentID: String(app.agentId) };
    return {
      channel: bench.app,
      says: async ({ text, id, user }) =>
        (await bench.appSays(text, id, user)) === 200 ? 'acknowledged' : 'not_acknowledged',
      screens: () => api.screens,
      address: (user) => ({ channel: 'wecom_app', user, heardAt: time.now() }),
      faults: [
        { name: '-1', ...failing('send', refused(-1)), becomes: 'retry' },
        { name: '45009', ...failing('send', refused(45009)), becomes: 'retry' },
        { name: '45033', ...failing('send', refused(45033)), becomes: 'retry' },
        { name: 'a token refused for good', ...failing('send', refused(40014)), becomes: 'retry' },
        { name: '60020', ...failing('send', refused(60020)), becomes: 'retry' },
        {
          name: 'wrong secret',
          arrange: () => {
            api.revokeTokens();
            api.fail('send', refused(42001));
            api.fail('gettoken', refused(40001));
          },
          becomes: 'retry',
        },
        { name: '81013', ...failing('send', refused(81013)), becomes: 'refused' },
        { name: '44004', ...failing('send', refused(44004)), becomes: 'refused' },
        { name: 'an unknown refusal', ...failing('send', refused(987654)), becomes: 'refused' },
        { name: 'connection cut', ...failing('send', 'reset'), becomes: 'unknown' },
        { name: 'a server error', ...failing('send', { status: 502, body: '<html>bad</html>' }), becomes: 'unknown' },
        {
          name: 'a page instead of JSON',
          ...failing('send', { status: 200, body: '<html>portal</html>' }),
          becomes: 'unknown',
        },
      ],
      calm: api.calm,
      odd: [
        odd('no XML', '没有 XML'),
        odd('another app', xmlOf({ ...member, AgentID: '1000009', MsgType: 'text', Content: '你好', MsgId: '1' })),
        odd('no sender', xmlOf({ AgentID: String(app.agentId), MsgType: 'text' })),
        odd('a message without id', xmlOf({ ...member, MsgType: 'text', Content: '你好' })),
        odd('an unknown event', xmlOf({ ...member, MsgType: 'event', Event: 'batch_job_result' })),
        odd(
          'a card of somebody else',
          xmlOf({ ...member, MsgType: 'event', Event: 'template_card_event', EventKey: 'k' }),
        ),
        odd(
          'a hint of another account',
          xmlOf({ MsgType: 'event', Event: 'kf_msg_or_event', Token: 't', OpenKfId: 'x' }),
        ),
      ],
      async goAway() {
        api.goAway();
        await bench.app.send({
          person: 'wecom_app:li' as never, // nobody reads it here
          idempotencyKey: 'f'.repeat(32),
          item: {
            ...{ number: 1, savedAt: time.now(), kind: 'reply', attempts: 0, notBefore: time.now() },
            address: { channel: 'wecom_app', user: 'li', heardAt: time.now() },
            message: { text: '在吗', links: [], choices: [] },
          },
        });
        await settle();
      },
      async comeBack() {
        api.calm();
        await bench.wait(() => bench.app.health().up);
      },
      timers: () => (bench.kf.health().up ? 0 : time.sleepers()),
      connections: () => 0,
      secrets: [app.secret, callback.token, callback.aesKey, 'token-simulated'],
      async close() {
        await bench.close();
        expect(time.sleepers()).toBe(0);
        expect(api.violations).toEqual([]);
      },
    };
  },
  { groups: false },
);
