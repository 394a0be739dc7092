import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { releaseStaleLeases } from '../../src/app/channels/release-stale-leases.ts';
import { updateKeyValue } from '../../src/app/store/key-values.ts';
import { HOUR } from '../../src/dialogue/model/instant.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';

const name = 'channel:telegram';

/** A store whose last process had this number, on this host, and held the right. */
const leftBy = async (before: unknown) => {
  const store = openMemoryStore();
  await store.acquireLease(name, 'before', HOUR);
  await updateKeyValue(store, 'process', () => before);
  return store;
};

/** The number of a process that has ended. */
const deadPid = async (): Promise<number> => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
};

describe('what the last process of a folder held', () => {
  it('is free at once when that process is gone', async () => {
    const store = await leftBy({ host: hostname(), pid: await deadPid(), holder: 'before' });
    await releaseStaleLeases(store, 'now', [name]);
    expect(await store.acquireLease(name, 'now', HOUR)).toBe(true);
  });

  it('is free when this process has its number: it is gone', async () => {
    const store = await leftBy({ host: hostname(), pid: process.pid, holder: 'before' });
    await releaseStaleLeases(store, 'now', [name]);
    expect(await store.acquireLease(name, 'now', HOUR)).toBe(true);
  });

  it('stays with a process that lives, on another machine, or that nobody knows of', async () => {
    const unknown = [
      { host: hostname(), pid: process.ppid, holder: 'before' },
      { host: `not ${hostname()}`, pid: await deadPid(), holder: 'before' },
      { host: hostname(), pid: await deadPid(), holder: 'yet another' },
      'nonsense',
    ];
    for (const before of unknown) {
      const store = await leftBy(before);
      await releaseStaleLeases(store, 'now', [name]);
      expect(await store.acquireLease(name, 'now', HOUR)).toBe(false);
    }
  });

  it('is known of this process to the next', async () => {
    const store = openMemoryStore();
    await releaseStaleLeases(store, 'one', [name]);
    await store.acquireLease(name, 'one', HOUR);
    await releaseStaleLeases(store, 'two', [name]);
    expect(await store.acquireLease(name, 'two', HOUR)).toBe(true);
  });
});
