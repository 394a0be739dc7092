/**
 * A process that sends the reminders of an embedded store, to be killed: `reminder-process.ts FOLDER CONTENT`. Its parent is the
 * platform. It says `ready` when it could begin, begins when it is told the time, and says `done` when nothing is due any
 * more. Its clock moves only when it sleeps, or waits for what is due next.
 */
import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Channel } from '../../src/channels/channel.ts';
import type { Content } from '../../src/content/content.ts';
import { Journey } from '../../src/content/schema/journey.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { emptyContent } from '../engine/fake-dialogue.ts';
import { wholeEngine } from '../whole-engine.ts';
import { FromPlatform, type ToPlatform } from './reminder-wire.ts';

const tell = (message: ToPlatform): void => {
  process.send?.(message);
};

/** What the reminders need of the content; see `reminder-program.ts`. */
const Packed = z.object({
  reminders: z.object({ opens: z.number(), closes: z.number(), spread_minutes: z.number() }),
  journey: Journey,
});

const [folder = '', contentFile = ''] = process.argv.slice(2);
const { journey, reminders } = Packed.parse(JSON.parse(await readFile(contentFile, 'utf8')));
const content: Content = {
  ...emptyContent,
  settings: { ...emptyContent.settings, reminders },
  journeys: new Map([[journey.id, journey]]),
  journey,
};

const sendUntil = async (begin: number, end: number): Promise<void> => {
  let now = begin;
  const clock = (): number => now;
  const store = openLmdbStore({
    folder,
    onDamaged: (error) => {
      throw error;
    },
  });
  const answers = new Map<string, () => void>();
  process.on('message', (message) => answers.get(FromPlatform.parse(message).took ?? '')?.());
  const platform: Channel = {
    id: 'telegram',
    capabilities: { maximumBytes: 4_000, idempotent: true, perAddressPerMinute: 60, perSecond: 30 },
    send: ({ person, item, idempotencyKey: key }) =>
      new Promise((resolve) => {
        answers.set(key, () => resolve({ status: 'sent' }));
        tell({ person, number: item.number, key, at: now });
      }),
    health: () => ({ up: true }),
    stop: async () => {},
  };
  const engine = await wholeEngine({
    ...{ store, clock, random: Math.random },
    content: () => content,
    recogniser: () => undefined,
    channels: new Map([[platform.id, platform]]),
    async sleep(milliseconds) {
      const at = now + milliseconds;
      await setImmediate();
      now = Math.max(now, at);
    },
  });
  await engine.recover();
  for (;;) {
    await engine.tick();
    const next = await engine.nextDue();
    if (next === undefined || next > end) break;
    now = Math.max(now, next);
  }
  await engine.stop();
  await store.close();
  tell('done');
};

process.once('message', (message) => {
  const { begin, end } = FromPlatform.parse(message);
  if (begin === undefined || end === undefined) throw new Error('The first message must say from when to when.');
  void sendUntil(begin, end).finally(() => process.disconnect());
});
tell('ready');
