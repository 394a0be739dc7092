import { expect, it } from 'vitest';
import { silentLog } from '../../silent-log.ts';
import { openBench } from './bench.ts';
import { bot } from './simulator.ts';

it('is a deep link to the bot, once Telegram told who we are', async () => {
  const bench = await openBench({ receive: async () => {}, log: silentLog });
  expect(await bench.channel.invitationLink?.('K7MQ-2XWD-9FHT')).toBeUndefined();
  bench.channel.start();
  await bench.untilUp();
  expect(await bench.channel.invitationLink?.('K7MQ-2XWD-9FHT')).toBe(
    `https://t.me/${bot.username}?start=K7MQ-2XWD-9FHT`,
  );
  expect(await bench.channel.invitationLink?.()).toBe(`https://t.me/${bot.username}`);
  await bench.close();
});
