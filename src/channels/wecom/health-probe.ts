import type { Sleep } from '../sleep.ts';
import type { Api } from './api.ts';

/** What probing needs. */
export interface ProbingDeps {
  readonly api: Api;
  readonly sleep: Sleep;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly stopping: AbortSignal;
}

/** How often is looked while the door is up, and how soon is asked again while it is not: doubling between these. */
const LOOK = 30_000;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 300_000;

/**
 * Asks WeCom at start, and while a door is down until it is up again; asks nothing while it is up, since what is sent tells
 * as much. Resolves when stopped.
 */
export const startHealthProbe = async ({ api, sleep, random, stopping }: ProbingDeps): Promise<void> => {
  let failures = 0;
  while (!stopping.aborted) {
    if (!api.health().up) await api.probe();
    failures = api.health().up ? 0 : failures + 1;
    const wait = failures === 0 ? LOOK : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10));
    await sleep(wait * (0.75 + random() / 4), stopping);
  }
};
