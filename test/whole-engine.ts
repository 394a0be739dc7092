import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import { createDesk } from '../src/desk/desk.ts';
import { createEngine, type Engine, type EngineParts } from '../src/engine/engine.ts';
import { createMetrics } from '../src/engine/metrics.ts';
import { openMonth } from '../src/engine/month.ts';
import { dialogue } from '../src/parts/dialogue.ts';
import { silentLog } from './silent-log.ts';

/** What a whole engine cannot do without, what else is to be special, and where its metrics go. */
type WholeParts = Pick<EngineParts, 'store' | 'content' | 'recogniser' | 'clock' | 'channels'> &
  Partial<Omit<EngineParts, 'month' | 'metrics'>> & { readonly registry?: Registry };

/**
 * The engine as the product has it, with the real core and the real desk. Unless told otherwise it is in China, random is
 * always one half, and nothing is logged.
 */
export const wholeEngine = async ({ registry = new Registry(), ...parts }: WholeParts): Promise<Engine> => {
  const { store, clock } = parts;
  const offset = (): number => 480;
  const month = await openMonth(undefined, offset, silentLog);
  return createEngine({
    dialogue,
    desk: createDesk({ store, random: randomBytes }),
    offset,
    publicUrl: 'https://ruzhu.example',
    random: () => 0.5,
    log: silentLog,
    metrics: createMetrics(registry, { store, month, clock }),
    month,
    ...parts,
  });
};
