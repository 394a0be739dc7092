import { mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeErrorReporter } from '../../src/app/store/store-errors.ts';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import type { Store } from '../../src/store/store.ts';
import { silentLog } from '../silent-log.ts';

const never = (error: Error): never => {
  throw error;
};

describe('a store in a folder', () => {
  let base = '';
  let folder = '';
  let store: Store;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'ruzhu-trouble-'));
    folder = join(base, 'store');
    store = openLmdbStore({ folder, onDamaged: never });
  });
  afterEach(async () => {
    await store.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('is in no trouble as long as it can be written to', async () => {
    const trouble = storeErrorReporter(store, silentLog);
    expect(await trouble()).toBeUndefined();
    expect(await trouble()).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')('tells a full disk, and when there is room again', async () => {
    const trouble = storeErrorReporter(store, silentLog);
    // Every write to it says that no space is left.
    symlinkSync('/dev/full', join(folder, 'probe'));
    expect(await trouble()).toMatch(/durable/);
    expect(await trouble()).toBeUndefined();
  });

  it.each([
    ['its file is deleted', () => rmSync(join(folder, 'data.mdb'))],
    ['its file is moved', () => renameSync(join(folder, 'data.mdb'), join(folder, 'old.mdb'))],
    ['its folder is moved', () => renameSync(folder, join(base, 'elsewhere'))],
    ['its folder is deleted', () => rmSync(folder, { recursive: true })],
  ])('tells when %s', async (_what, happen) => {
    const trouble = storeErrorReporter(store, silentLog);
    happen();
    expect(await trouble()).toMatch(/no longer the one that was opened/);
  });

  it('tells when another file took the place of its own', async () => {
    const trouble = storeErrorReporter(store, silentLog);
    renameSync(folder, join(base, 'elsewhere'));
    const other = openLmdbStore({ folder, onDamaged: never });
    expect(await trouble()).toMatch(/no longer the one that was opened/);
    await other.close();
  });
});
