import { expect, it } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { loadContent } from '../../../src/content/load.ts';
import { isDuplicate, rememberMessage } from '../../../src/dialogue/core/dedupe.ts';
import { newConversation } from '../../../src/dialogue/core/new-conversation.ts';
import { publicStateOf } from '../../../src/dialogue/core/public-state.ts';
import { enqueue } from '../../../src/dialogue/core/reply/compose.ts';
import type { DialoguePort } from '../../../src/engine/dialogue-port.ts';
import { settle } from '../fake-time.ts';
import { engineBench } from './engine-bench.ts';
import { quietSdk } from './quiet.ts';
import type { Push } from './simulator.ts';

quietSdk();

/** Answers each message with its own words, once, by the rules of the real turn. */
const echo: DialoguePort = {
  newConversation: (id, world) => newConversation(id, world),
  publicStateOf,
  turn(conversation, event, world) {
    if (event.type !== 'said' || isDuplicate(conversation, event.id)) return conversation;
    const text = 'text' in event.content ? `答 ${event.content.text}` : '答';
    const answered = enqueue(conversation, { text, links: [], choices: [] }, event.address, 'reply', world.now);
    return rememberMessage(answered, event.id, world.now);
  },
};

/** The same numbers at every run (mulberry32). */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const content = async (): Promise<Content> => {
  const loaded = await loadContent(process.cwd());
  if ('content' in loaded) return loaded.content;
  throw new Error('content is wrong');
};

it('after 50 drops, 20 retirements, 10 refused handshakes and 5 half-open sockets there is one connection, and every message was answered once', async () => {
  const random = seeded(7);
  const bench = await engineBench({ dialogue: echo, content: await content(), random });
  const { simulator, channel, time } = bench;
  const pushes: Push[] = [];
  const write = (): void => {
    const text = `第 ${pushes.length} 句`;
    const user = `u${pushes.length % 7}`;
    pushes.push(simulator.push(simulator.text(text, `m${pushes.length}`, { user })));
  };
  const live = (): boolean => channel.health().up && simulator.live() === 1;

  const faults = {
    drop: () => simulator.drop(),
    retire: () => simulator.retire(),
    refuse() {
      simulator.fail('handshake', { status: 401, body: '' }, 1);
      simulator.drop();
    },
    half: () => simulator.halfOpen(),
  };
  const plan: (keyof typeof faults)[] = [
    ...Array.from({ length: 50 }, () => 'drop' as const),
    ...Array.from({ length: 20 }, () => 'retire' as const),
    ...Array.from({ length: 10 }, () => 'refuse' as const),
    ...Array.from({ length: 5 }, () => 'half' as const),
  ];
  const order = plan.map((fault) => ({ fault, place: random() })).sort((left, right) => left.place - right.place);

  channel.start();
  await bench.wait(live);
  let most = 0;
  for (const [index, { fault }] of order.entries()) {
    write();
    if (random() < 0.5) await settle();
    write();
    faults[fault]();
    write();
    await bench.wait(live, 2_000);
    most = Math.max(most, simulator.open());
    write();
    if (random() < 0.7) await time.advance(35_000);
    if (index % 4 === 3) {
      await time.advance(60_000);
      simulator.redeliver();
    }
  }
  for (let round = 0; round < 20 && simulator.redeliver() > 0; round += 1) await time.advance(60_000);
  await bench.wait(() => simulator.open() === 1);

  expect(channel.health()).toEqual({ up: true });
  expect(simulator.live()).toBe(1);
  expect(most).toBeLessThanOrEqual(2);
  expect(pushes.every(({ acknowledged }) => acknowledged)).toBe(true);
  const answers = simulator.screens.map(({ text }) => text).sort();
  expect(answers).toEqual(pushes.map((_, index) => `答 第 ${index} 句`).sort());
  expect(simulator.violations).toEqual([]);
  await time.advance(120_000);
  expect(simulator.open()).toBe(1);

  await bench.close();
  expect(time.sleepers()).toBe(0);
}, 60_000);
