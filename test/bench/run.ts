import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { benches, onlyByName } from './benches.ts';
import type { Figure } from './figure.ts';

const one = fileURLToPath(new URL('./one.ts', import.meta.url));
const built = new URL('./built.ts', import.meta.url).href;

const Figures = z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() }));

/** One benchmark in a process of its own, so that none finds the memory or the caches of another. */
const figuresOf = async (bench: string): Promise<readonly Figure[]> => {
  const execArgv = ['--expose-gc', '--max-semi-space-size=64', '--import', 'tsx', '--import', built];
  const child = fork(one, [bench], { execArgv, stdio: ['ignore', 2, 2, 'ipc'] });
  let figures: readonly Figure[] | undefined;
  child.on('message', (message) => {
    figures = Figures.parse(message);
  });
  await once(child, 'exit');
  if (figures === undefined) throw new Error(`The benchmark "${bench}" broke off; the reason stands above.`);
  return figures;
};

const shown = (value: number): string =>
  value.toLocaleString('en', value < 1_000 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });

const table = (figures: readonly Figure[]): string => {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, value, unit }) => `${name.padEnd(width)} ${shown(value).padStart(10)} ${unit}\n`)
    .join('');
};

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const unknown = positionals.filter((name) => !benches.has(name));
if (unknown.length > 0) {
  process.stderr.write(`No benchmark ${unknown.join(', ')}. There are: ${[...benches.keys()].join(', ')}.\n`);
  process.exit(1);
}

const [load = 0] = loadavg();
process.stderr.write(
  `Node ${process.version}, ${availableParallelism()} cores, load ${load.toFixed(1)} before the start. ` +
    'What else the machine does slows these figures.\n',
);
const usual = [...benches.keys()].filter((bench) => !onlyByName.has(bench));
for (const bench of positionals.length > 0 ? positionals : usual) {
  try {
    const figures = await figuresOf(bench);
    const text = values.json
      ? figures.map((figure) => `${JSON.stringify(figure)}\n`).join('')
      : `\n${bench}\n${table(figures)}`;
    process.stdout.write(text);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
if (positionals.length === 0) {
  const left = [...onlyByName].map((bench) => `npm run bench -- ${bench}`);
  process.stderr.write(`\nNot run, because each takes minutes: ${left.join(', ')}\n`);
}
