import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import { dialogue } from '../src/app/dialogue.ts';
import { openMonthlyUsage } from '../src/engine/delivery/monthly-usage.ts';
import { createEngine, type Engine, type EngineDeps } from '../src/engine/engine.ts';
import { createMetrics } from '../src/engine/metrics.ts';
import { createPurchasers } from '../src/purchasers/purchasers.ts';
import { silentLog } from './silent-log.ts';

/** What a whole engine cannot do without, what else is to be special, and where its metrics go. */
type WholeDeps = Pick<EngineDeps, 'store' | 'content' | 'recogniser' | 'clock' | 'channels'> &
  Partial<Omit<EngineDeps, 'usage' | 'metrics'>> & { readonly registry?: Registry };

/**
 * The engine as the product has it, with the real core and the real desk. Unless told otherwise it is in China, random is
 * always one half, and nothing is logged.
 */
export const wholeEngine = async ({ registry = new Registry(), ...parts }: WholeDeps): Promise<Engine> => {
  const { store, clock } = parts;
  const offset = (): number => 480;
  const usage = await openMonthlyUsage(undefined, offset, silentLog);
  return createEngine({
    dialogue,
    purchasers: createPurchasers({ store, random: randomBytes }),
    offset,
    publicUrl: 'https://ruzhu.example',
    random: () => 0.5,
    log: silentLog,
    metrics: createMetrics(registry, { store, usage, clock }),
    usage,
    ...parts,
  });
};
