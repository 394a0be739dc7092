import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRecogniser } from '../../src/understanding/model/load-model.ts';
import { builtIn, developmentLines, developmentSets, partsFor } from '../understanding/loaded-model.ts';
import type { Figure } from './figure.ts';

const rounds = 15;
const megabyte = 1024 * 1024;

const timed = async <T>(run: () => Promise<T>): Promise<{ readonly value: T; readonly milliseconds: number }> => {
  const start = performance.now();
  const value = await run();
  return { value, milliseconds: performance.now() - start };
};

const residentMemory = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / megabyte;
};

/** The recogniser: trained from nothing, opened from the cache, reading the development set. */
export const benchUnderstanding = async (): Promise<Figure[]> => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'ruzhu-bench-'));
  try {
    const parts = partsFor(await builtIn(), cacheDir);
    const texts = (await Promise.all(developmentSets.map(developmentLines))).flat().map(({ text }) => text);
    const cold = await timed(() => loadRecogniser(parts));
    const before = residentMemory();
    const warm = await timed(() => loadRecogniser(parts));
    const durations: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const text of texts) {
        const start = performance.now();
        warm.value.read(text);
        durations.push((performance.now() - start) * 1000);
      }
    }
    const settled = durations.slice(texts.length).sort((one, other) => one - other);
    const at = (share: number): number => settled[Math.floor(settled.length * share)] ?? 0;
    return [
      { name: 'recogniser: a message, median', value: at(0.5), unit: 'µs' },
      { name: 'recogniser: a message, 99th percentile', value: at(0.99), unit: 'µs' },
      { name: 'recogniser: start with a warm cache', value: warm.milliseconds, unit: 'ms' },
      { name: 'recogniser: training from nothing', value: cold.milliseconds / 1000, unit: 's' },
      { name: 'recogniser: memory for one more', value: Math.max(0, residentMemory() - before), unit: 'MB' },
      { name: 'recogniser: memory of the process after training', value: before, unit: 'MB' },
    ];
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
};
