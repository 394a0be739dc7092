import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLeaseHolder, type LeaseHolder } from '../../src/app/channels/lease-holder.ts';
import type { Sleep } from '../../src/channels/sleep.ts';
import { memoryDisk } from '../../src/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type FakeTime, fakeTime, settle } from '../channels/fake-time.ts';
import { keptLog } from '../engine/start.ts';
import { seeded } from '../process/seeded.ts';

type Holds = Pick<Store, 'acquireLease' | 'releaseLease'>;

/** What may be done by one process at a time, and who does it. */
interface Ring {
  readonly inside: Set<string>;
  /** The most that were inside at once. */
  most: number;
  /** Everybody who came in, in order. */
  readonly history: string[];
}

const newRing = (): Ring => ({ inside: new Set(), most: 0, history: [] });

/** A process that does it whenever it may, and needs so long to end. */
const competitor = (
  name: string,
  { time, ring, store, endsIn = () => 0 }: { time: FakeTime; ring: Ring; store: Holds; endsIn?: () => number },
) => {
  const stopping = new AbortController();
  let isDead = false;
  // Whoever is dead neither wakes up nor hears anything.
  const sleep: Sleep = async (milliseconds, signal) => {
    await time.sleep(milliseconds, signal);
    if (isDead) await new Promise<never>(() => undefined);
  };
  const log = keptLog();
  const right: LeaseHolder = createLeaseHolder({ store, name: 'bot', holder: name, clock: time.now, sleep, log });
  const live = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const over = await right.acquired(stopping.signal);
      if (isDead) return;
      if (over.aborted) continue;
      ring.inside.add(name);
      ring.history.push(name);
      ring.most = Math.max(ring.most, ring.inside.size);
      const both = AbortSignal.any([over, stopping.signal]);
      await new Promise<void>((resolve) => {
        if (both.aborted) resolve();
        else both.addEventListener('abort', () => resolve());
      });
      const ending = endsIn();
      if (ending > 0) await sleep(ending, new AbortController().signal);
      if (!isDead) ring.inside.delete(name);
    }
  };
  const living = live();
  return {
    right,
    log,
    /** Ends in order: what it does first, the right last. */
    async stop() {
      stopping.abort();
      await living;
      await right.stop();
    },
    kill() {
      isDead = true;
      ring.inside.delete(name);
    },
  };
};

const stage = async (count: number) => {
  const time = fakeTime();
  const ring = newRing();
  const disk = memoryDisk();
  const store = openMemoryStore({ disk, now: time.now });
  const all = Array.from({ length: count }, (_, index) => competitor(`p${index}`, { time, ring, store }));
  await settle();
  return { time, ring, store, all };
};

/** Milliseconds until somebody (else) is inside. */
const untilInside = async (time: FakeTime, ring: Ring, not = ''): Promise<number> => {
  const begun = time.now();
  while (ring.inside.size === 0 || ring.inside.has(not)) {
    if (time.now() - begun > 60_000) throw new Error('nobody came in for a minute');
    await time.advance(100);
  }
  return time.now() - begun;
};

describe('what only one process may do', () => {
  it('is done at once by the only one there is, for as long as it lives', async () => {
    const { time, ring, all } = await stage(1);
    expect(ring.history).toEqual(['p0']);
    await time.advance(600_000);
    expect(ring.history).toEqual(['p0']);
    expect(all[0]?.right.state()).toBe('here');
    await all[0]?.stop();
    expect(ring.inside.size).toBe(0);
    expect(all[0]?.right.state()).toBe('unknown');
    expect(all[0]?.log.codes).toEqual(['sole_right_taken']);
  });

  it('is done by one of three; the others know that it is done elsewhere', async () => {
    const { time, ring, all } = await stage(3);
    await time.advance(60_000);
    expect(ring.history).toEqual(['p0']);
    expect(all.map(({ right }) => right.state())).toEqual(['here', 'elsewhere', 'elsewhere']);
  });

  it('is taken over within 15 seconds of a death', async () => {
    for (const livedFor of [100, 3_900, 4_100, 7_777]) {
      const { time, ring, all } = await stage(3);
      await time.advance(livedFor);
      all[0]?.kill();
      expect(await untilInside(time, ring, 'p0')).toBeLessThanOrEqual(13_200);
      expect(ring.history).toHaveLength(2);
    }
  });

  it('is taken over within about a second of an orderly stop', async () => {
    const { time, ring, all } = await stage(3);
    await time.advance(5_500);
    await all[0]?.stop();
    expect(await untilInside(time, ring)).toBeLessThanOrEqual(1_100);
  });

  it('ends before it could be taken over when it cannot be renewed, and begins again when it can', async () => {
    const time = fakeTime();
    const ring = newRing();
    const memory = openMemoryStore({ disk: memoryDisk(), now: time.now });
    let isAway = false;
    const store: Holds = {
      acquireLease: async (...asked) => (isAway ? Promise.reject(new Error('away')) : memory.acquireLease(...asked)),
      releaseLease: memory.releaseLease,
    };
    const one = competitor('p0', { time, ring, store });
    await settle();
    await time.advance(4_500);
    isAway = true;
    await time.advance(8_000);
    expect(one.right.state()).toBe('here');
    await time.advance(1_000);
    expect(one.right.state()).toBe('unknown');
    expect(ring.inside.size).toBe(0);
    expect(await memory.acquireLease('bot', 'another', 1)).toBe(false);
    isAway = false;
    await time.advance(1_000);
    expect(ring.history).toEqual(['p0', 'p0']);
    expect(one.log.codes).toEqual(['sole_right_taken', 'sole_right_lost', 'sole_right_taken']);
  });

  it('ends in time although the question for more time is never answered', async () => {
    const time = fakeTime();
    const ring = newRing();
    const memory = openMemoryStore({ disk: memoryDisk(), now: time.now });
    let asked = 0;
    const store: Holds = {
      acquireLease: async (...request) => {
        asked += 1;
        return asked === 1 ? memory.acquireLease(...request) : new Promise<never>(() => undefined);
      },
      releaseLease: memory.releaseLease,
    };
    const one = competitor('p0', { time, ring, store });
    await settle();
    await time.advance(9_000);
    expect(ring.inside.size).toBe(0);
    expect(one.right.state()).toBe('unknown');
    const stopped = one.stop();
    await settle();
    await time.advance(2_000);
    await stopped;
    expect(one.log.codes).toEqual(['sole_right_taken', 'sole_right_lost', 'sole_right_kept']);
  });

  it('does not begin with a right that was granted so long ago that it may be over', async () => {
    const time = fakeTime();
    const ring = newRing();
    const memory = openMemoryStore({ disk: memoryDisk(), now: time.now });
    const store: Holds = {
      async acquireLease(...request) {
        const granted = await memory.acquireLease(...request);
        await time.sleep(10_000, new AbortController().signal);
        return granted;
      },
      releaseLease: memory.releaseLease,
    };
    const one = competitor('p0', { time, ring, store });
    await settle();
    await time.advance(40_000);
    expect(ring.history).toEqual([]);
    expect(one.right.state()).toBe('unknown');
  });

  it('is not waited for by somebody who stops', async () => {
    const { time, all } = await stage(2);
    await time.advance(2_000);
    const stopping = new AbortController();
    const waited = all[1]?.right.acquired(stopping.signal);
    stopping.abort();
    expect((await waited)?.aborted).toBe(true);
  });
});

/** What befalls the processes, after so many milliseconds. */
const fate = fc.record({
  after: fc.integer({ min: 0, max: 9_000 }),
  whom: fc.nat({ max: 2 }),
  what: fc.constantFrom('kill', 'stop', 'cut', 'mend', 'slow', 'quick'),
});

describe('at no moment do two have it', () => {
  it('whoever dies or stops, however late or lost the answers of the store are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 25 }), fc.nat(), async (fates, chance) => {
        const draw = seeded(chance);
        const time = fakeTime();
        const ring = newRing();
        const memory = openMemoryStore({ disk: memoryDisk(), now: time.now });
        const links = [0, 1, 2].map(() => ({ isCut: false, isSlow: false }));
        /** The way to the store and back takes time; either way something may get lost. */
        const wayTo = (link: { isCut: boolean; isSlow: boolean }) => {
          const travel = async (): Promise<void> => {
            await time.sleep(link.isSlow ? draw() * 14_000 : draw() * 50, new AbortController().signal);
            if (link.isCut) throw new Error('cut');
          };
          const by = async <Result>(use: () => Promise<Result>): Promise<Result> => {
            await travel();
            const result = await use();
            await travel();
            return result;
          };
          return {
            acquireLease: (...asked: Parameters<Holds['acquireLease']>) => by(() => memory.acquireLease(...asked)),
            releaseLease: (...asked: Parameters<Holds['releaseLease']>) => by(() => memory.releaseLease(...asked)),
          };
        };
        let born = 0;
        const begin = (link: { isCut: boolean; isSlow: boolean }) => {
          born += 1;
          return competitor(`p${born}`, { time, ring, store: wayTo(link), endsIn: () => draw() * 2_000 });
        };
        const running = links.map(begin);
        for (const { after, whom, what } of fates) {
          await time.advance(after);
          const link = links[whom];
          if (link === undefined) continue;
          if (what === 'cut' || what === 'mend') link.isCut = what === 'cut';
          else if (what === 'slow' || what === 'quick') link.isSlow = what === 'slow';
          else {
            if (what === 'kill') running[whom]?.kill();
            else void running[whom]?.stop();
            running[whom] = begin(link);
          }
          expect(ring.most).toBeLessThanOrEqual(1);
        }
        for (const link of links) {
          link.isCut = false;
          link.isSlow = false;
        }
        await time.advance(45_000);
        expect(ring.most).toBeLessThanOrEqual(1);
        expect(ring.inside.size, 'and in the end one does').toBe(1);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  }, 60_000);
});
