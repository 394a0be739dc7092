import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { openContent, openRecogniserFor } from '../../src/app/content/open-content.ts';
import { home } from '../../src/app/paths.ts';
import { kfCursor } from '../../src/app/store/kf-cursor.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { realSleep } from '../../src/channels/sleep.ts';
import { createWecom } from '../../src/channels/wecom/index.ts';
import { httpServer } from '../../src/http/server.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { callback } from '../channels/wecom/seal.ts';
import { app, kf } from '../channels/wecom/simulator-api.ts';
import { silentLog } from '../silent-log.ts';
import { wholeEngine } from '../whole-engine.ts';
import type { Figure } from './figure.ts';

const AT_ONCE = 50;
const BURSTS = 60;

/** Between bursts, in milliseconds: what they led to is sent, so that each finds the product at rest. */
const PAUSE = 600;

const calls = fileURLToPath(new URL('./wecom-calls.ts', import.meta.url));

const Told = z.object({ base: z.string() });
const Measured = z.object({ times: z.array(z.number()) });

/** How long each call took, with the state in a folder there. */
const timesIn = async (parent: string): Promise<readonly number[]> => {
  const folder = await mkdtemp(join(parent, 'bench-wecom-'));
  const content = await openContent(home);
  const recogniser = await openRecogniserFor(content, () => {});
  const wecomProcess = fork(calls, [], { execArgv: ['--import', 'tsx'] });
  const [told] = await once(wecomProcess, 'message');
  const store = openLmdbStore({ folder, onDamaged: () => {}, now: Date.now });
  const channels = new Map<string, Channel>();
  const registry = new Registry();
  const engine = await wholeEngine({
    ...{ store, channels, registry, clock: Date.now, random: Math.random },
    content: () => content,
    recogniser: () => recogniser,
  });
  const wecom = createWecom({
    settings: { apiBase: Told.parse(told).base, app: { ...app, callback }, kf: { ...kf, callback } },
    cursor: kfCursor(store, silentLog),
    receive: async (event) => void (await engine.receive(event)),
    clock: Date.now,
    random: Math.random,
    log: silentLog,
    sleep: realSleep,
  });
  if (!wecom.room) throw new Error('there is no callback');
  for (const channel of wecom.channels) {
    channels.set(channel.id, channel);
    channel.start();
  }
  const server = await httpServer({
    logger: pino({ level: 'silent' }),
    publicUrl: new URL('http://127.0.0.1'),
    metrics: registry,
    readiness: async () => [],
    rooms: [wecom.room],
    requestsPerNetwork: 1_000_000,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const bound = server.server.address();
  if (bound === null || typeof bound === 'string') throw new Error('there is no port');
  const { port } = bound;
  try {
    wecomProcess.send({ port, atOnce: AT_ONCE, bursts: BURSTS, pause: PAUSE });
    const [measured] = await once(wecomProcess, 'message');
    return Measured.parse(measured).times.toSorted((left, right) => left - right);
  } finally {
    wecomProcess.kill();
    await server.close();
    await engine.stop();
    await Promise.all(wecom.channels.map((channel) => channel.stop()));
    await store.close();
    await rm(folder, { recursive: true });
  }
};

/** Linux keeps files there in memory. */
const inMemory = '/dev/shm';

/**
 * Calls to `/wecom/callback` in bursts of 50 at once over HTTP, through the whole product: server, signature and cipher,
 * recogniser, turn, durable write, answer; the replies are sent meanwhile. WeCom is a process of its own. A disk that
 * stalls for a moment holds up a whole burst, so the same is measured where no disk is. Takes about two minutes.
 */
export const benchWecom = async (): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const [where, parent] of [
    ['on this disk', tmpdir()],
    ['in memory', inMemory],
  ] as const) {
    if (!existsSync(parent)) continue;
    const times = await timesIn(parent);
    const what = `wecom callback verified, understood, saved ${where} and answered, ${AT_ONCE} at once`;
    const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
    figures.push({ name: `${what}, median`, value: at(0.5), unit: 'ms' });
    figures.push({ name: `${what}, 99th percentile`, value: at(0.99), unit: 'ms' });
  }
  return figures;
};
