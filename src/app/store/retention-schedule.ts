import { z } from 'zod';
import type { Log } from '../../channels/log.ts';
import type { Sleep } from '../../channels/sleep.ts';
import { DAY, HOUR, type Instant } from '../../dialogue/model/instant.ts';
import { forgetOld } from '../../operator/retention.ts';
import type { Store } from '../../store/store.ts';
import { isStoreError } from '../../store/store-error.ts';
import { readKeyValue, updateKeyValue } from './key-values.ts';

/** The note that says when the store was last gone through; all processes at one store share it. */
const SWEEP_NOTE = 'retention';

/** What forgetting needs. */
export interface RetentionDeps {
  readonly store: Store;
  /** After how many days of silence suppliers are forgotten; never, unless it is set. */
  readonly days: number | undefined;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  readonly log: Log;
}

/** One look: once a day somebody goes through the store. */
const sweep = async ({ store, days, clock, log }: RetentionDeps): Promise<void> => {
  const now = clock();
  const last = z.number().safeParse(await readKeyValue(store, SWEEP_NOTE)).data;
  // A clock that was set back does not put it off.
  if (last !== undefined && Math.abs(now - last) < DAY) return;
  await updateKeyValue(store, SWEEP_NOTE, () => now);
  const forgotten = await forgetOld(store, now, days, () => undefined);
  if (forgotten.empty + forgotten.silent > 0) log.info({ code: 'people_forgotten', ...forgotten }, 'Old records went.');
};

/** Forgets once a day whom there is no reason to keep. `stop` resolves when nothing is being forgotten. */
export const startRetention = (deps: RetentionDeps): { stop(): Promise<void> } => {
  const { sleep, log } = deps;
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sweep(deps).catch((err: unknown) => {
        if (!isStoreError(err, 'store_closed'))
          log.error({ code: 'retention_failed', err }, 'Old records could not be forgotten. Tried again in an hour.');
      });
      await sleep(HOUR, stopping.signal);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
};
