import { expect } from 'vitest';
import { type ChannelUnderTest, channelContract, type Given } from '../channel-contract.ts';
import { settle, until } from '../fake-time.ts';
import { connectedBench } from './bench.ts';
import { bot, ids, refusal } from './simulator.ts';
import { messageUpdate, textUpdate } from './updates.ts';

const person = String(ids.ivy);
const group = String(ids.group);

const open =
  (publicUrl?: string) =>
  async ({ receive, log }: Given): Promise<ChannelUnderTest> => {
    const bench = await connectedBench({ receive, log, ...(publicUrl === undefined ? {} : { publicUrl }) });
    const { simulator, channel, time } = bench;
    const updates = new Map<string, number>();
    const failing = (...args: Parameters<typeof simulator.fail>) => ({ arrange: () => simulator.fail(...args) });
    const odd = (update: object) => async () => {
      await bench.deliver({ update_id: simulator.nextId(), ...update });
      await settle();
    };
    return {
      channel,
      says({ text, id, user, group: inGroup }) {
        const known = updates.get(id) ?? simulator.nextId();
        updates.set(id, known);
        const from = { user: Number(user), ...(inGroup === undefined ? {} : { group: Number(inGroup) }) };
        return bench.deliver(textUpdate(simulator, from, text, known));
      },
      screens: bench.screens,
      address: bench.address,
      faults: [
        {
          name: 'flood',
          ...failing('sendMessage', refusal(429, 'Too Many Requests: retry after 35', { retry_after: 35 })),
          becomes: 'retry',
        },
        {
          name: 'bad gateway',
          ...failing('sendMessage', { status: 502, body: '<html>Bad Gateway</html>' }),
          becomes: 'retry',
        },
        {
          name: 'restarting',
          ...failing('sendMessage', refusal(500, 'Internal Server Error: restart')),
          becomes: 'retry',
        },
        { name: 'token revoked', ...failing('sendMessage', refusal(401, 'Unauthorized')), becomes: 'retry' },
        { name: 'line cut', ...failing('sendMessage', 'reset'), becomes: 'unknown' },
        { name: 'answer is no JSON', ...failing('sendMessage', { status: 200, body: '<html>' }), becomes: 'unknown' },
        { name: 'blocked', arrange: () => simulator.block(ids.ivy), becomes: 'refused' },
        {
          name: 'deactivated',
          ...failing('sendMessage', refusal(403, 'Forbidden: user is deactivated')),
          becomes: 'refused',
        },
        {
          name: 'chat gone',
          ...failing('sendMessage', refusal(400, 'Bad Request: chat not found')),
          becomes: 'refused',
        },
        {
          name: 'something new',
          ...failing('sendMessage', refusal(400, 'Bad Request: 您好 SOMETHING_NEW')),
          becomes: 'refused',
        },
      ],
      calm: simulator.calm,
      odd: [
        { name: 'nothing in it', happens: odd({}) },
        { name: 'an unknown kind', happens: odd({ message_reaction: { chat: { id: 1 } } }) },
        { name: 'a message without a chat', happens: odd({ message: { message_id: 1 } }) },
        { name: 'a message that is no object', happens: odd({ message: 'x' }) },
        { name: 'a tap without anything', happens: odd({ callback_query: {} }) },
        {
          name: 'a tap on nothing',
          happens: odd({ callback_query: { id: 'x', from: { id: ids.ivy }, data: '\u0000' } }),
        },
        {
          name: 'a message from nobody',
          happens: odd({ message: { message_id: 1, chat: { id: 1, type: 'private' } } }),
        },
        {
          name: 'marks that lead outside the text',
          happens: async () => {
            const entities = [{ type: 'text_mention', offset: 900, length: 9_000, user: { id: bot.id } }, { type: 7 }];
            await bench.deliver(messageUpdate(simulator, { user: ids.ivy }, { text: 'hm', entities }));
          },
        },
      ],
      async goAway() {
        await simulator.goAway();
        if (publicUrl !== undefined) await time.advance(60_000);
        await until(() => !channel.health().up, 'noticing that Telegram is gone');
      },
      async comeBack() {
        await simulator.comeBack();
        await bench.untilUp();
      },
      timers: bench.timers,
      connections: simulator.connections,
      secrets: [bot.token, bot.token.split(':')[1] ?? '', simulator.hook?.secret ?? bot.token],
      async close() {
        await bench.close();
        expect(simulator.violations).toEqual([]);
      },
    };
  };

channelContract('telegram by long polling', open(), { person, group });
channelContract('telegram by webhook', open('https://bot.example.com/'), { person, group });
