import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { dialogue } from '../../src/app/dialogue.ts';
import { home } from '../../src/app/paths.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { engineBench } from '../channels/dingtalk/engine-bench.ts';
import { settle, until } from '../channels/fake-time.ts';
import type { Figure } from './figure.ts';

const MESSAGES = 10_000;
const RECONNECTIONS = 200;
const PEOPLE = 200;
const AT_ONCE = 25;

/** Until everybody has said so much, records and caches still grow to the size they keep. */
const WARM_UP = 2_000;

/** What people say: two of the steps, questions, something nobody understands. */
const texts = [
  '你好',
  '收不到验证码',
  '注册好了',
  '东莞永盛五金',
  '提交了',
  '审核要多久',
  '我到哪一步了',
  '今天股票如何',
];

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Memory in bytes: of JavaScript and of what it holds outside its heap. */
const inUse = async (): Promise<number> => {
  for (let round = 0; round < 3; round += 1) {
    await settle(20);
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Waits for the disk as well, however long it takes. */
const patiently = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 100 && !holds(); tries += 1) await until(holds).catch(() => undefined);
  if (!holds()) throw new Error('The messages were not acknowledged.');
};

/**
 * Memory and speed of the product behind DingTalk, with the platform's SDK, the engine, the dialogue, the recogniser and
 * the embedded store, against a simulator in this process: 10,000 messages answered and 200 reconnections. The
 * simulator's work is counted as well. Takes about a minute.
 */
export const benchDingtalk = async (): Promise<Figure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-dingtalk-'));
  const content = await openContent(home);
  const recogniser = await openRecogniserFor(content, () => {});
  const bench = await engineBench({
    dialogue,
    content,
    recogniser,
    openStore: (now) => openLmdbStore({ folder, onDamaged: () => {}, now }),
  });
  const { simulator, time, channel } = bench;
  // The SDK tells of every connection.
  console.info = () => {};
  const connected = (): boolean => channel.health().up && simulator.live() === 1;
  channel.start();
  await until(connected, 'the first connection');

  let said = 0;
  const exchange = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += AT_ONCE) {
      const pushes = Array.from({ length: AT_ONCE }, () => {
        said += 1;
        const text = texts[Math.floor(said / PEOPLE) % texts.length] ?? '你好';
        return simulator.push(simulator.text(text, `m${said}`, { user: `u${said % PEOPLE}` }));
      });
      await patiently(() => pushes.every(({ acknowledged }) => acknowledged));
      await bench.wait(() => simulator.screens.length >= AT_ONCE);
      if (simulator.screens.length > AT_ONCE) throw new Error('A message was answered twice.');
      simulator.forget();
    }
  };

  try {
    await exchange(WARM_UP);
    const before = await inUse();
    const begun = performance.now();
    for (let times = 0; times < RECONNECTIONS; times += 1) {
      await exchange(MESSAGES / RECONNECTIONS);
      await time.advance(35_000);
      simulator.drop();
      await bench.wait(connected);
    }
    const seconds = (performance.now() - begun) / 1_000;
    const growth = (await inUse()) - before;
    const connections = simulator.open();

    const over = `dingtalk, ${MESSAGES} messages and ${RECONNECTIONS} reconnections`;
    return [
      { name: `${over}, memory growth`, value: Number((growth / 1024 / 1024).toFixed(1)), unit: 'MB' },
      { name: `${over}, connections left`, value: connections, unit: 'connections' },
      { name: `${over}, understood, saved and answered`, value: Math.round(MESSAGES / seconds), unit: 'messages/s' },
    ];
  } finally {
    await bench.close();
    await rm(folder, { recursive: true });
  }
};
