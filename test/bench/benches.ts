import type { Figure } from './figure.ts';

/** Every benchmark by name, in the order they run. Loaded only when it is run: each gets a process of its own. */
export const benches: ReadonlyMap<string, () => Promise<Figure[]>> = new Map([
  ['turn', async () => (await import('./turn.bench.ts')).benchTurn()],
  ['understanding', async () => (await import('./understanding.bench.ts')).benchUnderstanding()],
  ['recognisers', async () => (await import('./recognisers.bench.ts')).benchRecognisers()],
  ['dingtalk', async () => (await import('./dingtalk.bench.ts')).benchDingtalk()],
  ['wecom', async () => (await import('./wecom.bench.ts')).benchWecom()],
  ['store', async () => (await import('./store.bench.ts')).benchStore()],
  ['postgres', async () => (await import('./postgres.bench.ts')).benchPostgres()],
  ['engine', async () => (await import('./engine.bench.ts')).benchEngine()],
  ['desk', async () => (await import('./desk.bench.ts')).benchDesk()],
  ['kills', async () => (await import('./kills.bench.ts')).benchKills()],
  ['instances', async () => (await import('./instances.bench.ts')).benchInstances()],
]);

/** Run only when they are named: each takes some minutes. */
export const onlyByName: ReadonlySet<string> = new Set(['recognisers', 'postgres', 'kills', 'instances']);
