import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEASE } from '../../src/engine/delivery/outbox-lease.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { fakeChannel } from './fake-channel.ts';
import { fakeTime, monday } from './fake-time.ts';
import { person, startOn } from './start.ts';

const script = fileURLToPath(new URL('engine-process.ts', import.meta.url));

/** Runs the process and kills it when it has acknowledged so many messages; what it printed until then. */
const killedAfter = async (folder: string, acknowledgements: number): Promise<readonly string[]> => {
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    acknowledged += line.startsWith('acknowledged') ? 1 : 0;
    if (acknowledged === acknowledgements) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return lines;
};

describe('kill -9 among 500 messages', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engine-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([1, 111, 350])(
    'after %i acknowledgements: all of these are there, and every answer arrives',
    async (kill) => {
      const lines = await killedAfter(folder, kill);
      const acknowledged = lines.flatMap((line) => (line.startsWith('acknowledged') ? [line.split(' ').slice(1)] : []));
      const before = lines.flatMap((line) => (line.startsWith('sent') ? [line.slice('sent '.length)] : []));

      const store = openLmdbStore({ folder, onDamaged: (error) => expect.fail(error.message) });
      for (const [user = '', id] of acknowledged) {
        const stored = await store.load(person(user));
        expect(stored?.conversation.seen.map((seen) => seen.id)).toContain(id);
      }

      const platform = fakeChannel('telegram', { perAddressPerMinute: 1_000_000, perSecond: 1_000_000 });
      const { engine } = await startOn(store, { channels: [platform], time: fakeTime(monday + LEASE) });
      await engine.tick();
      await engine.stop();
      const after = platform.got.map((line) => line.replace(': ', ' '));

      const everything = [...before, ...after];
      const distinct = new Set(everything);
      for (const [user, id] of acknowledged) expect(distinct).toContain(`${user} re:${id}`);
      const doubles = everything.length - distinct.size;
      // Only what was between the platform's answer and its mark: one message a person at most.
      expect(doubles).toBeLessThanOrEqual(16);
      expect(new Set(after).size).toBe(after.length);
      await store.close();
    },
    60_000,
  );
});
