import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openLmdbStore } from '../../src/store/lmdb/lmdb-store.ts';
import { repairStore } from '../../src/store/lmdb/repair.ts';
import { all } from './open-place.ts';
import { membership, monday, person, purchaser, sampleConversation } from './sample-conversation.ts';

const PEOPLE = 60;
const PAGE = 4096;
const BATCH = 50;

const Line = z.union([
  z.object({
    people: z.number(),
    due: z.number(),
    roll: z.number(),
    damaged: z.number(),
    lost: z.number(),
    pages: z.number(),
  }),
  z.object({ refused: z.string(), message: z.string() }),
]);

/** Numbers that look like chance and are the same each time. */
const chance = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * below);
  };
};

describe('a store whose file was damaged', () => {
  let home: string;
  let sound: Buffer;
  let number = 0;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'ruzhu-damage.test-'));
    const store = openLmdbStore({ folder: join(home, 'sound'), onDamaged: () => {} });
    for (let round = 0; round < 3; round += 1)
      for (let index = 0; index < PEOPLE; index += 1) {
        const id = person(`u${index}`);
        const conversation = sampleConversation(id, { wakes: monday + round, messages: index === 7 ? 200 : 8 });
        await store.save({ ...conversation, membership: membership() }, (await store.load(id))?.version);
      }
    await store.documents.put('note', { format: 1, id: 'n', value: 7 }, undefined);
    await store.close();
    sound = await readFile(join(home, 'sound', 'data.mdb'));
  });
  afterAll(() => rm(home, { recursive: true }));

  /** A store with that file, as it lies after the process that used it ended. */
  const placed = async (bytes: Buffer): Promise<string> => {
    number += 1;
    const folder = join(home, String(number));
    await mkdir(folder);
    await writeFile(join(folder, 'data.mdb'), bytes);
    await cp(join(home, 'sound', 'lock.mdb'), join(folder, 'lock.mdb'));
    return folder;
  };

  /** Reads stores in another process, which must come to its end by itself. */
  const readAll = async (files: readonly Buffer[]): Promise<z.infer<typeof Line>[]> => {
    const lines: z.infer<typeof Line>[] = [];
    for (let first = 0; first < files.length; first += BATCH) {
      const folders = await Promise.all(files.slice(first, first + BATCH).map(placed));
      const script = fileURLToPath(new URL('./reading-process.ts', import.meta.url));
      const child = spawn(process.execPath, ['--import', 'tsx', script, ...folders], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const end = once(child, 'exit');
      for await (const line of createInterface(child.stdout)) lines.push(Line.parse(JSON.parse(line)));
      expect(await end).toEqual([0, null]);
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
    }
    return lines;
  };

  it('is refused with what to do when the file is empty, cut in the middle, or something else', {
    timeout: 60_000,
  }, async () => {
    const lines = await readAll([
      Buffer.alloc(0),
      sound.subarray(0, Math.floor(sound.length / 2 / PAGE) * PAGE),
      sound.subarray(0, sound.length / 2 - 100),
      Buffer.alloc(sound.length),
      Buffer.from('PK something else altogether'),
    ]);
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      expect(line).toMatchObject({ refused: 'store_unusable' });
      expect(line).toHaveProperty(
        'message',
        expect.stringMatching(/data\.mdb[\s\S]+npm run restore -- 备份文件[\s\S]+npm run restore -- FILE/),
      );
    }
  });

  it('goes on with everybody but those on the page, whichever page is zeroed', { timeout: 240_000 }, async () => {
    const pages = Array.from({ length: sound.length / PAGE }, (_, page) => page);
    const lines = await readAll(
      pages.map((page) => {
        const bytes = Buffer.from(sound);
        bytes.fill(0, page * PAGE, (page + 1) * PAGE);
        return bytes;
      }),
    );
    expect(lines).toHaveLength(pages.length);
    for (const line of lines) {
      if ('refused' in line) throw new Error(line.message);
      expect(line.people).toBeGreaterThanOrEqual(PEOPLE - 4);
      expect(line.people + line.damaged + line.lost).toBeGreaterThanOrEqual(PEOPLE);
      expect([line.due, line.roll]).toEqual([line.people, line.people]);
    }
  });

  const TRIES = 20;
  it.each([
    ['scattered over the file', 1],
    ['in a row', 100],
  ])('is met with a sentence or served when 100 bytes %s are overwritten', { timeout: 600_000 }, async (_, row) => {
    const files = Array.from({ length: TRIES }, (_, seed) => {
      const below = chance(seed + 1);
      const bytes = Buffer.from(sound);
      for (let left = 100 / row; left > 0; left -= 1) {
        const at = below(bytes.length - row);
        for (let more = 0; more < row; more += 1) bytes[at + more] = below(256);
      }
      return bytes;
    });
    const lines = await readAll(files);
    expect(lines).toHaveLength(TRIES);
    for (const line of lines) {
      if ('refused' in line) expect(line.message).toMatch(/npm run restore/);
      else expect(line.people + line.lost + line.damaged).toBeGreaterThanOrEqual(PEOPLE);
    }
  });

  it('keeps the damaged file beside the new one, byte for byte, and finds nothing wrong the next time', async () => {
    const bytes = Buffer.from(sound);
    bytes.fill(0, 2 * PAGE, 3 * PAGE);
    const folder = await placed(bytes);
    const mended = await repairStore(folder, { now: monday, muchLost: 'refuse' });
    expect(await readFile(mended?.kept ?? '')).toEqual(bytes);
    expect(await repairStore(folder, { now: monday, muchLost: 'refuse' })).toBeUndefined();
    expect((await readdir(folder)).filter((name) => name.startsWith('data.mdb'))).toEqual([
      'data.mdb',
      'data.mdb.damaged-2026-03-09T01-00-00.000Z',
    ]);
  });

  it('is left alone while another process that lives has it open, and not for one that was killed', async () => {
    const bytes = Buffer.from(sound);
    bytes.fill(0, 0, PAGE);
    const folder = await placed(bytes);
    await mkdir(join(folder, 'in-use'));
    const mark = join(folder, 'in-use', `${process.ppid}-1`);
    await writeFile(mark, '');
    await expect(repairStore(folder, { now: monday, muchLost: 'refuse' })).rejects.toThrow(/先停掉[\s\S]+stop them/);
    expect(await readFile(join(folder, 'data.mdb'))).toEqual(bytes);
    await rm(mark);
    await writeFile(join(folder, 'in-use', '2000000000-1'), '');
    expect(await repairStore(folder, { now: monday, muchLost: 'refuse' })).toMatchObject({ people: PEOPLE, lost: 0 });
  });

  it('gives what there is of a file that was cut short to whoever asks for it', async () => {
    const folder = await placed(sound);
    await truncate(join(folder, 'data.mdb'), Math.floor(sound.length / 2 / PAGE) * PAGE);
    await repairStore(folder, { now: monday, muchLost: 'take' });
    const store = openLmdbStore({ folder, onDamaged: () => {} });
    const people = (await all(store.everyone(() => {}))).length;
    expect(people).toBeGreaterThan(0);
    expect(await store.summaries(purchaser())).toHaveLength(people);
    await store.close();
  });

  it('belongs to its owner alone, also where it was open to others before', async () => {
    const folder = await placed(sound);
    await openLmdbStore({ folder, onDamaged: () => {} }).close();
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await modeOf(folder)).toBe(0o700);
    expect(await modeOf(join(folder, 'data.mdb'))).toBe(0o600);
  });
});
