import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import { monthTally } from '../../src/app/store/usage-tally.ts';
import type { Channel } from '../../src/channels/channel.ts';
import type { Content } from '../../src/content/content.ts';
import { loadContent } from '../../src/content/load.ts';
import { newConversation } from '../../src/dialogue/core/new-conversation.ts';
import { publicStateOf } from '../../src/dialogue/core/public-state.ts';
import type { World } from '../../src/dialogue/core/world.ts';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import { HOUR, type Instant, MINUTE } from '../../src/dialogue/model/instant.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import { turn } from '../../src/dialogue/turn.ts';
import { openMonthlyUsage } from '../../src/engine/delivery/monthly-usage.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { createMetrics } from '../../src/engine/metrics.ts';
import type { Recogniser } from '../../src/engine/receive.ts';
import { createPurchasers } from '../../src/purchasers/purchasers.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import type { Store } from '../../src/store/store.ts';
import { loadRecogniser } from '../../src/understanding/model/load-model.ts';
import { silentLog } from '../silent-log.ts';
import type { Figure } from './figure.ts';

const AT_ONCE = 64;
const MEASURED_FOR = 4_000;
const WARMED_UP_FOR = 3_000;
const REMINDERS = 1_000;

/** Monday, 9 March 2026, 09:00 in Shanghai. */
const monday: Instant = Date.UTC(2026, 2, 9, 1);
const offset = (): number => 480;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the product itself runs on: its own content and its own recogniser. */
interface Equipment {
  readonly content: Content;
  readonly recogniser: Recogniser;
  readonly phrasings: readonly string[];
}

const equipment = async (): Promise<Equipment> => {
  const compiled = await loadContent(root);
  if ('diagnostics' in compiled) throw new Error(`The content is not right: ${compiled.diagnostics.length} problems.`);
  const { content } = compiled;
  const intents = [...content.intents.values()];
  const recogniser = await loadRecogniser({
    intents,
    terms: content.terms,
    steps: content.journey.steps,
    cacheDir: join(root, 'data', 'cache'),
    onWarning: () => {},
  });
  return { content, recogniser, phrasings: intents.flatMap(({ phrasings }) => phrasings.zh) };
};

/** A platform that takes everything at once. */
const platform = (): Channel & { count: number } => {
  const channel = {
    id: 'web' as const,
    count: 0,
    capabilities: {
      maximumBytes: 4_000,
      idempotent: true,
      perAddressPerMinute: Number.POSITIVE_INFINITY,
      perSecond: Number.POSITIVE_INFINITY,
    },
    send: async () => {
      channel.count += 1;
      return { status: 'sent' } as const;
    },
    health: () => ({ up: true }) as const,
    stop: async () => {},
  };
  return channel;
};

const userName = (index: number): string => `visitor-${index}`;

/** Somebody who has talked a little; `remindAt` when they asked to be reminded. */
const somebody = (index: number, world: World, { recogniser }: Equipment, remindAt?: Instant): Conversation => {
  const address = { channel: 'web', user: userName(index), heardAt: world.now } as const;
  const talked = ['你好', '注册好了', '企业认证提交了'].reduce<Conversation>(
    (conversation, text, count) =>
      turn(
        conversation,
        {
          type: 'said',
          id: `first-${count}`,
          at: world.now,
          address,
          content: { type: 'text', text },
          reading: recogniser.read(text, 'supplier'),
        },
        world,
      ),
    newConversation(personAt(address), world),
  );
  const quiet = { ...talked, outbox: [] };
  if (remindAt === undefined) return quiet;
  return { ...quiet, chosenReminder: remindAt, reminders: [{ at: remindAt, which: 'chosen' }, ...quiet.reminders] };
};

const seed = async (store: Store, people: number, remindAt: Instant, world: World, kit: Equipment): Promise<void> => {
  const plain = somebody(0, world, kit);
  const reminded = somebody(0, world, kit, remindAt);
  for (let first = 0; first < people; first += 2_000) {
    const batch = Array.from({ length: Math.min(2_000, people - first) }, (_, offset) => first + offset);
    await Promise.all(
      batch.map((index) => {
        const address = { channel: 'web', user: userName(index), heardAt: world.now } as const;
        const like = index < REMINDERS ? reminded : plain;
        return store.save({ ...like, id: personAt(address), addresses: [address] }, undefined);
      }),
    );
  }
};

const turnsASecond = async (
  engine: Engine,
  people: number,
  { phrasings }: Equipment,
  now: Instant,
  milliseconds: number,
): Promise<number> => {
  let turns = 0;
  const end = performance.now() + milliseconds;
  const talk = async (first: number): Promise<void> => {
    for (let index = first; performance.now() < end; index += 7_919 * AT_ONCE) {
      const user = userName(index % people);
      const text = phrasings[index % phrasings.length] ?? '你好';
      const address = { channel: 'web', user, heardAt: now } as const;
      const id = `m-${now}-${turns}-${index}`;
      await engine.receive({ type: 'said', id, at: now, address, content: { type: 'text', text } }, async () => 'sent');
      turns += 1;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => talk(index)));
  return turns / ((performance.now() - begun) / 1_000);
};

const emptyTick = async (engine: Engine): Promise<number> => {
  const times = 200;
  const begun = performance.now();
  for (let time = 0; time < times; time += 1) await engine.tick();
  return (performance.now() - begun) / times;
};

const measure = async (people: number, kit: Equipment): Promise<Figure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-engine-'));
  let now = monday;
  const publicUrl = 'https://ruzhu.example';
  const world = (): World => ({ now, content: kit.content, offset, publicUrl });
  const label = `${people.toLocaleString('en')} people`;
  const open = (): Store => openLmdbStore({ folder, onDamaged: () => {}, now: () => now });
  try {
    const seeded = open();
    await seed(seeded, people, monday + HOUR, world(), kit);
    await seeded.close();

    const begun = performance.now();
    const store = open();
    await store.nextDue();
    const ready = performance.now() - begun;

    const channel = platform();
    const usage = await openMonthlyUsage(monthTally(store), offset, silentLog);
    const engine = createEngine({
      store,
      dialogue: { turn, newConversation, publicStateOf },
      content: () => kit.content,
      recogniser: () => kit.recogniser,
      clock: () => now,
      offset,
      publicUrl,
      purchasers: createPurchasers({ store, random: randomBytes }),
      channels: new Map([[channel.id, channel]]),
      random: Math.random,
      log: silentLog,
      metrics: createMetrics(new Registry(), { store, usage, clock: () => now }),
      usage,
    });
    const nothingDue = await emptyTick(engine);
    now = monday + HOUR + MINUTE;
    const tickBegun = performance.now();
    await engine.tick();
    const reminded = performance.now() - tickBegun;
    if (channel.count !== REMINDERS) throw new Error(`${channel.count} reminders were sent instead of ${REMINDERS}.`);
    await turnsASecond(engine, people, kit, now, WARMED_UP_FOR);
    now += MINUTE;
    const rate = await turnsASecond(engine, people, kit, now, MEASURED_FOR);
    await engine.stop();
    await store.close();
    return [
      {
        name: `durable turns with ${AT_ONCE} people at once, understanding included, ${label}`,
        value: rate,
        unit: '/s',
      },
      { name: `store opened and next due moment known, ${label}`, value: ready, unit: 'ms' },
      { name: `tick with nothing due, ${label}`, value: nothingDue, unit: 'ms' },
      { name: `${REMINDERS} due reminders claimed, handed over and marked, ${label}`, value: reminded, unit: 'ms' },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** Measures the engine over the embedded store, with the real dialogue, content and recogniser; about a minute. */
export const benchEngine = async (): Promise<Figure[]> => {
  const kit = await equipment();
  return [...(await measure(10_000, kit)), ...(await measure(100_000, kit))];
};
