import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/dialogue/model/conversation.ts';
import type { Purchaser } from '../../src/dialogue/model/programme/purchaser.ts';
import { upgrades } from '../../src/store/codec/record-format.ts';
import { documentKeyOf, memoryDisk } from '../../src/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import type { Store } from '../../src/store/store.ts';
import { exportLines } from '../../src/store/transfer/export-lines.ts';
import { importLines } from '../../src/store/transfer/import-lines.ts';
import { sampleInvitation, sampleNote, samplePurchaser } from './documents-contract.ts';
import { membership, monday, person, purchaser, sampleConversation } from './sample-conversation.ts';

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
    const steps = new Map([...upgrades, [0, (record: object) => ({ ...record, overdue: [] })] as const]);
    expect(await importLines(store, [old], { upgrades: steps })).toMatchObject({ added: 1, refused: [] });
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

  describe('with purchasers, invitations and notes', () => {
    const furnished = async (change: Partial<Purchaser> = {}): Promise<Store> => {
      const store = await filled((conversation) => ({ ...conversation, membership: membership() }));
      await store.documents.put('purchaser', { ...samplePurchaser(), ...change }, undefined);
      for (const number of [1, 2]) await store.documents.put('invitation', sampleInvitation(number), undefined);
      await store.documents.put('note', sampleNote('read', { z: 1, a: [2] }), undefined);
      const pass = { format: 1, id: 'x'.repeat(22), purchaser: purchaser(), shows: { type: 'progress' } } as const;
      await store.documents.put('pass', { ...pass, expiresAt: monday }, undefined);
      return store;
    };

    it('moves them too, but no passes, and counts them in the digest', async () => {
      const lines = await linesOf(await furnished());
      const target = openMemoryStore();
      const report = await importLines(target, lines);
      expect(report).toMatchObject({ ...nothing, added: 7, complete: true });
      expect(await linesOf(target)).toEqual(lines);
      expect(lines.map((line) => JSON.parse(line).kind).filter((kind) => kind !== undefined)).toEqual([
        'purchaser',
        'invitation',
        'invitation',
        'note',
      ]);
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ conversations: 3, documents: 4, digest: report.digest });
      expect((await target.documents.get('purchaser', purchaser()))?.document).toEqual(samplePurchaser());
      expect(await target.documents.of('invitation', purchaser())).toHaveLength(2);
      expect(await target.documents.of('pass', purchaser())).toEqual([]);
      expect(await target.summaries(purchaser())).toHaveLength(3);
    });

    it('exports one person without them', async () => {
      const lines = await linesOf(await furnished(), { person: person('bob') });
      expect(lines.map((line) => JSON.parse(line).id)).toEqual([undefined, person('bob'), undefined]);
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ conversations: 1, documents: 0 });
    });

    it('imports what a release exported that had none', async () => {
      const [head = '', ...rest] = await linesOf(await filled());
      const { documents, ...foot } = JSON.parse(rest.pop() ?? '');
      expect(documents).toBe(0);
      const report = await importLines(openMemoryStore(), [head, ...rest, JSON.stringify(foot)]);
      expect(report).toMatchObject({ ...nothing, added: 3, complete: true });
    });

    it('leaves alone what is stored already, unless told to replace it', async () => {
      const lines = await linesOf(await furnished());
      const target = await furnished({ removedAt: monday });
      expect(await importLines(target, lines)).toMatchObject({ ...nothing, unchanged: 6, kept: 1 });
      expect((await target.documents.get('purchaser', purchaser()))?.document.removedAt).toBe(monday);
      expect(await importLines(target, lines, { replace: true })).toMatchObject({
        ...nothing,
        unchanged: 6,
        replaced: 1,
      });
      expect(await linesOf(target)).toEqual(lines);
    });

    it('notices that one is missing', async () => {
      const lines = await linesOf(await furnished());
      for (const index of [1, 2, 4])
        expect(
          await importLines(
            openMemoryStore(),
            lines.filter((_, line) => line !== index),
          ),
        ).toMatchObject({ added: 6, complete: false });
    });

    it('refuses lines that are no valid document, are of another kind, or come twice', async () => {
      const [head = '', first = '', second = '', ...rest] = await linesOf(await furnished());
      const { kind, document } = JSON.parse(second);
      const broken = JSON.stringify({ kind, document: { ...document, company: '密'.repeat(81) } });
      const later = JSON.stringify({ kind, document: { ...document, format: 99 } });
      const other = JSON.stringify({ kind: 'pass', document });
      const report = await importLines(openMemoryStore(), [head, first, broken, later, other, first, ...rest]);
      expect(report).toMatchObject({ added: 6, complete: false });
      expect(report.refused).toEqual([
        { line: 3, reason: expect.stringContaining('company') },
        { line: 4, reason: expect.stringContaining('format 99') },
        { line: 5, reason: expect.stringContaining('kind') },
        { line: 6, reason: 'The same document is in line 2.' },
      ]);
      expect(JSON.stringify(report)).not.toContain('密');
    });

    it('tells what it leaves out of them, and puts an imported one in the place of a damaged one', async () => {
      const lines = await linesOf(await furnished());
      const disk = memoryDisk();
      const store = openMemoryStore({ disk });
      await importLines(store, lines);
      const damage = (): void => {
        const key = documentKeyOf('invitation', sampleInvitation(1).code);
        disk.documents.set(key, { kind: 'invitation', owner: purchaser(), json: '{}', version: 1 });
      };
      damage();
      const told: Error[] = [];
      const left = await linesOf(store, { onDamaged: (error) => told.push(error) });
      expect(JSON.parse(left.at(-1) ?? '')).toMatchObject({ conversations: 3, documents: 3, left_out: 1 });
      expect(told).toHaveLength(1);
      damage();
      expect(await importLines(store, lines)).toMatchObject({ ...nothing, added: 1, unchanged: 6, complete: true });
    });
  });
});
