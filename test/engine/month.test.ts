import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMonth } from '../../src/engine/month.ts';
import { keptLog } from './start.ts';

const inShanghai = () => 480;
const october = Date.UTC(2026, 9, 31, 15, 59);
const november = october + 60_000;

describe('the count of a month', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'month-'));
    file = join(folder, 'month.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is kept over a restart', async () => {
    const month = await openMonth(file, inShanghai, keptLog());
    expect([month.count('dingtalk', october), month.count('dingtalk', october)]).toEqual([1, 2]);
    await month.save();
    const after = await openMonth(file, inShanghai, keptLog());
    expect(after.sent('dingtalk', october)).toBe(2);
    expect(after.sent('telegram', october)).toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ month: '2026-10', sent: { dingtalk: 2 } });
  });

  it('begins anew with the month, by local time', async () => {
    const month = await openMonth(undefined, inShanghai, keptLog());
    month.count('dingtalk', october);
    expect(month.sent('dingtalk', november)).toBe(0);
    expect(month.count('dingtalk', november)).toBe(1);
  });

  it('begins at zero when the file cannot be understood, and says so', async () => {
    await writeFile(file, '{"month": 12');
    const log = keptLog();
    const month = await openMonth(file, inShanghai, log);
    expect(month.count('dingtalk', october)).toBe(1);
    expect(log.codes).toEqual(['month_unreadable']);
  });

  it('goes on counting when the file cannot be written, and says so', async () => {
    const log = keptLog();
    const month = await openMonth(join(folder, 'missing', 'month.json'), inShanghai, log);
    month.count('dingtalk', october);
    await month.save();
    expect(month.count('dingtalk', october)).toBe(2);
    expect(log.codes).toContain('month_unwritable');
  });
});
