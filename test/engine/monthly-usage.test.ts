import { beforeEach, describe, expect, it } from 'vitest';
import { MONTHLY_USAGE_KEY, monthTally } from '../../src/app/store/usage-tally.ts';
import { type MonthlyUsage, openMonthlyUsage } from '../../src/engine/delivery/monthly-usage.ts';
import { type MemoryDisk, memoryDisk } from '../../src/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import type { Store } from '../../src/store/store.ts';
import { keptLog } from './start.ts';

const inShanghai = () => 480;
const october = Date.UTC(2026, 9, 31, 15, 59);
const november = october + 60_000;

describe('the count of a month', () => {
  let disk: MemoryDisk;
  const kept = async () => (await openMemoryStore({ disk }).documents.get('note', MONTHLY_USAGE_KEY))?.document.value;
  const keep = (value: unknown) =>
    openMemoryStore({ disk }).documents.put('note', { format: 1, id: MONTHLY_USAGE_KEY, value }, undefined);
  const open = (log = keptLog(), store: Pick<Store, 'documents'> = openMemoryStore({ disk })): Promise<MonthlyUsage> =>
    openMonthlyUsage(monthTally(store), inShanghai, log);
  const many = (usage: MonthlyUsage, times: number, now = october): void => {
    for (let time = 0; time < times; time += 1) usage.count('dingtalk', now);
  };

  beforeEach(() => {
    disk = memoryDisk();
  });

  it('is kept over a restart', async () => {
    const usage = await open();
    expect(usage.count('dingtalk', october)).toBe(1);
    expect(usage.count('dingtalk', october)).toBe(2);
    await usage.save();
    const after = await open();
    expect(after.sent('dingtalk', october)).toBe(2);
    expect(after.sent('telegram', october)).toBe(0);
    expect(after.count('dingtalk', october)).toBe(3);
    expect(await kept()).toEqual({ month: '2026-10', sent: { dingtalk: 2 } });
  });

  it('begins anew with the month, by local time', async () => {
    const usage = await openMonthlyUsage(undefined, inShanghai, keptLog());
    usage.count('dingtalk', october);
    expect(usage.sent('dingtalk', november)).toBe(0);
    expect(usage.count('dingtalk', november)).toBe(1);
  });

  it('of several processes adds up, and each knows it with its next writing', async () => {
    const [one, other] = [await open(), await open()];
    many(one, 10);
    many(other, 5);
    await one.save();
    await other.save();
    expect(await kept()).toMatchObject({ sent: { dingtalk: 15 } });
    many(one, 1);
    await one.save();
    expect(one.sent('dingtalk', october)).toBe(16);
    many(other, 1);
    await other.save();
    expect(other.count('dingtalk', october)).toBe(18);
  });

  it('of several processes loses nothing, however their writing falls together', async () => {
    const processes = await Promise.all(Array.from({ length: 5 }, () => open()));
    for (let time = 0; time < 20; time += 1) {
      for (const usage of processes) many(usage, 1, october - 40_000 + time * 1_500);
      await Promise.all(processes.map((usage) => usage.save()));
    }
    expect(await kept()).toEqual({ month: '2026-10', sent: { dingtalk: 100 } });
  });

  it('does not go back to a month that is over for another process', async () => {
    const [late, early] = [await open(), await open()];
    many(early, 3, november);
    await early.save();
    many(late, 2, october);
    await late.save();
    expect(await kept()).toEqual({ month: '2026-11', sent: { dingtalk: 3 } });
    many(late, 1, november);
    await late.save();
    expect(late.sent('dingtalk', november)).toBe(4);
  });

  it('begins at zero when what was kept cannot be understood, and says so', async () => {
    await keep({ month: 12 });
    const log = keptLog();
    const usage = await open(log);
    expect(usage.count('dingtalk', october)).toBe(1);
    await usage.save();
    expect(log.codes).toEqual(['month_unreadable']);
    expect(await kept()).toEqual({ month: '2026-10', sent: { dingtalk: 1 } });
  });

  it('goes on counting while it cannot be written, says so, and writes all of it later', async () => {
    const log = keptLog();
    const store = openMemoryStore({ disk });
    let broken = true;
    const documents: Store['documents'] = {
      ...store.documents,
      put: (...parameters) => (broken ? Promise.reject(new Error('full')) : store.documents.put(...parameters)),
    };
    const usage = await open(log, { documents });
    many(usage, 2);
    await usage.save();
    expect(usage.sent('dingtalk', october)).toBe(2);
    expect(log.codes).toContain('month_unwritable');
    broken = false;
    many(usage, 1);
    await usage.save();
    expect(await kept()).toEqual({ month: '2026-10', sent: { dingtalk: 3 } });
  });
});
