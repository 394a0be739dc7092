import { expect } from 'vitest';
import { channelContract, type Given } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { connectedBot } from './bot-bench.ts';
import { bot } from './simulator-bot.ts';

channelContract(
  'wecom',
  async ({ receive, log }: Given) => {
    let isQuiet = false;
    const bench = await connectedBot({
      log,
      // What the bench itself says to have an address is not the suite's.
      receive: async (event) => {
        if (!isQuiet && !event.id.startsWith('wecom:address')) await receive(event);
      },
    });
    const { simulator, channel } = bench;
    const refusing = (code: number) => ({
      arrange: () => {
        simulator.refuse('aibot_respond_msg', code);
        simulator.refuse('aibot_send_msg', code);
      },
    });
    const raw = (value: unknown) => async () => {
      simulator.raw(typeof value === 'string' ? value : JSON.stringify(value));
      await bench.dealtWith();
    };
    const message = (body: unknown) => ({ cmd: 'aibot_msg_callback', headers: { req_id: 'odd' }, body });
    const event = (body: unknown) => ({ cmd: 'aibot_event_callback', headers: { req_id: 'odd' }, body });
    // A send whose acknowledgement is lost takes the SDK five seconds.
    const send = channel.send.bind(channel);
    Object.assign(channel, {
      async send(delivery: Parameters<typeof send>[0]) {
        let isDone = false;
        const sent = send(delivery).finally(() => {
          isDone = true;
        });
        await settle(50);
        if (!isDone) await bench.wait(() => isDone);
        return sent;
      },
    });
    return {
      channel,
      async says({ text, id, user, group }) {
        const from = group === undefined ? { user } : { user, group };
        await bench.says(from, group === undefined ? text : `@入驻助手 ${text}`, id);
        return 'acknowledged';
      },
      screens: simulator.screens,
      address: bench.address,
      faults: [
        { name: '-1', ...refusing(-1), becomes: 'retry' },
        { name: '45009', ...refusing(45009), becomes: 'retry' },
        { name: '40201', ...refusing(40201), becomes: 'refused' },
        { name: '40058', ...refusing(40058), becomes: 'refused' },
        { name: '93006 to one person', ...refusing(93006), becomes: 'absent' },
        { name: '846605 for ever', ...refusing(846605), becomes: 'refused' },
        { name: 'an unknown refusal', ...refusing(987654), becomes: 'refused' },
        { name: 'no acknowledgement', arrange: () => simulator.loseAcks(1), becomes: 'unknown' },
      ],
      calm: simulator.calm,
      odd: [
        { name: 'no JSON', happens: raw('没有 JSON') },
        { name: 'null', happens: raw('null') },
        { name: 'a list', happens: raw('[]') },
        { name: 'an unknown command', happens: raw({ cmd: 'aibot_news', headers: { req_id: 'x' }, body: {} }) },
        { name: 'an answer to nothing', happens: raw({ headers: { req_id: 'x' }, errcode: 0, errmsg: 'ok' }) },
        { name: 'no body', happens: raw({ cmd: 'aibot_msg_callback', headers: { req_id: 'x' } }) },
        { name: 'no sender', happens: raw(message({ msgid: 'o1', msgtype: 'text', text: { content: '你好' } })) },
        { name: 'a body that is a word', happens: raw(message('你好')) },
        { name: 'an event of nothing', happens: raw(event({ msgid: 'o2', msgtype: 'event', from: { userid: 'li' } })) },
        {
          name: 'an unknown event',
          happens: raw(
            event({ msgid: 'o3', msgtype: 'event', from: { userid: 'li' }, event: { eventtype: 'auth_change_event' } }),
          ),
        },
        {
          name: 'a tap on the card of somebody else',
          happens: raw(
            event({
              ...{ msgid: 'o4', msgtype: 'event', from: { userid: 'li' } },
              event: { eventtype: 'template_card_event', template_card_event: { event_key: 'k' } },
            }),
          ),
        },
      ],
      async goAway() {
        simulator.goAway();
        simulator.drop();
        await until(() => !channel.health().up, 'noticing');
        await settle(20);
      },
      async comeBack() {
        simulator.calm();
        await bench.wait(() => channel.health().up);
      },
      timers: bench.timers,
      connections: simulator.open,
      secrets: [bot.secret, 'REQ'],
      async close() {
        isQuiet = true;
        await bench.close();
        expect(simulator.violations).toEqual([]);
      },
    };
  },
  { acknowledges: false },
);
