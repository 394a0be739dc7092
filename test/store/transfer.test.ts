import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/dialogue/conversation.ts';
import { memoryDisk, openMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { exportLines, importLines } from '../../src/store/transfer.ts';
import { monday, person, sampleConversation } from './sample-conversation.ts';

const linesOf = async (store: Store, wishes?: Parameters<typeof exportLines>[1]): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of exportLines(store, wishes)) lines.push(line);
  return lines;
};

const users = ['ann', 'bob', 'cheng'];
const filled = async (change: (conversation: Conversation) => Conversation = (same) => same): Promise<Store> => {
  const store = openMemoryStore();
  for (const user of users) await store.save(change(sampleConversation(person(user), { wakes: monday })), undefined);
  return store;
};
const nothing = { added: 0, replaced: 0, unchanged: 0, kept: 0, refused: [] };

describe('exporting and importing', () => {
  it('moves everybody to another store, and both sides have the same digest', async () => {
    const store = await filled();
    const lines = await linesOf(store);
    const target = openMemoryStore();
    const report = await importLines(target, lines);
    expect(report).toMatchObject({ ...nothing, added: 3, complete: true });
    expect(await linesOf(target)).toEqual(lines);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ conversations: 3, left_out: 0, digest: report.digest });
    expect(await target.due(monday, 10)).toEqual(users.map(person));
  });

  it('says the same digest whatever the order of the lines', async () => {
    const lines = await linesOf(await filled());
    const there = await importLines(openMemoryStore(), lines);
    const back = await importLines(openMemoryStore(), [...lines].reverse());
    expect(back).toEqual(there);
  });

  it('exports one person, or nobody when there is none', async () => {
    const store = await filled();
    const lines = await linesOf(store, { person: person('bob') });
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([undefined, person('bob'), undefined]);
    expect(await linesOf(store, { person: person('stranger') })).toHaveLength(2);
  });

  it('tells what it leaves out', async () => {
    const disk = memoryDisk();
    const store = openMemoryStore({ disk });
    await store.save(sampleConversation(person('ann')), undefined);
    for (const user of ['bob', 'cheng']) disk.records.set(person(user), { json: '{}', version: 1, due: undefined });
    const told: Error[] = [];
    const onDamaged = (error: Error): void => void told.push(error);
    expect(JSON.parse((await linesOf(store, { person: person('bob'), onDamaged })).at(-1) ?? '')).toMatchObject({
      conversations: 0,
      left_out: 1,
    });
    expect(JSON.parse((await linesOf(store, { onDamaged })).at(-1) ?? '')).toMatchObject({
      conversations: 1,
      left_out: 1,
    });
    expect(told).toHaveLength(2);
  });

  it('leaves people alone who are stored already, unless told to replace them', async () => {
    const lines = await linesOf(await filled());
    const change = (conversation: Conversation): Conversation =>
      conversation.id === person('ann') ? conversation : { ...conversation, lastNumber: 99 };
    const target = await filled(change);
    expect(await importLines(target, lines)).toMatchObject({ ...nothing, unchanged: 1, kept: 2 });
    expect((await target.load(person('bob')))?.conversation.lastNumber).toBe(99);
    expect(await importLines(target, lines, { replace: true })).toMatchObject({
      ...nothing,
      unchanged: 1,
      replaced: 2,
    });
    expect(await linesOf(target)).toEqual(lines);
  });

  it('refuses bad lines by number and reason, imports the others, and says that the file is not whole', async () => {
    const [head = '', ann = '', bob = '', ...rest] = await linesOf(await filled());
    const broken = JSON.stringify({ ...JSON.parse(bob), mode: 'secret words' });
    const report = await importLines(openMemoryStore(), [
      `\uFEFF${head}`,
      `${ann}\r`,
      '',
      broken,
      '{"a":',
      ann,
      ...rest,
    ]);
    expect(report).toMatchObject({ added: 2, complete: false });
    expect(report.refused).toEqual([
      { line: 4, reason: expect.stringContaining('mode') },
      { line: 5, reason: expect.stringContaining('not JSON') },
      { line: 6, reason: expect.stringContaining('line 2') },
    ]);
    expect(JSON.stringify(report)).not.toContain('secret words');
  });

  it('notices a file that was cut short', async () => {
    const lines = await linesOf(await filled());
    expect(await importLines(openMemoryStore(), lines.slice(0, 3))).toMatchObject({ added: 2, complete: false });
    const withoutOne = lines.filter((_, index) => index !== 2);
    expect(await importLines(openMemoryStore(), withoutOne)).toMatchObject({ added: 2, complete: false });
  });

  it('brings lines of an older format up to today’s', async () => {
    const old = JSON.stringify({ ...sampleConversation(person('ann')), format: 0, overdue: undefined });
    const store = openMemoryStore();
    const upgrades = new Map([[0, (record: object) => ({ ...record, overdue: [] })]]);
    expect(await importLines(store, [old], { upgrades })).toMatchObject({ added: 1, refused: [] });
    expect((await store.load(person('ann')))?.conversation).toEqual(sampleConversation(person('ann')));
  });

  it('refuses a file of a later release before it changes anything', async () => {
    const [, ...rest] = await linesOf(await filled());
    const store = openMemoryStore();
    await expect(importLines(store, ['{"export":"ruzhu","format":99}', ...rest])).rejects.toMatchObject({
      code: 'format_newer',
    });
    expect(await store.count()).toEqual({ people: 0, damaged: 0 });
  });

  it('puts an imported record in the place of a damaged one, which is set aside', async () => {
    const disk = memoryDisk();
    disk.records.set(person('ann'), { json: '{}', version: 1, due: undefined });
    const store = openMemoryStore({ disk });
    expect(await importLines(store, await linesOf(await filled()))).toMatchObject({ added: 3, refused: [] });
    expect(await store.count()).toEqual({ people: 3, damaged: 1 });
  });
});
