import type { Instance } from './instance.ts';
import { type Cluster, type Reckoning, reckon, talkAll } from './storm.ts';

/** What a rolling restart came to. */
export interface Rolled extends Reckoning {
  /** The longest that a message went unacknowledged, from its first try, in milliseconds. */
  readonly longestWait: number;
  /** What 99 of 100 messages stayed under, likewise. */
  readonly p99: number;
  /** Tries that an instance which was stopping or not there yet did not take. */
  readonly refused: number;
  /** The longest that an instance took to stop, in milliseconds. */
  readonly longestStop: number;
  /** Instances that ended with something else than 0. */
  readonly badEnds: number;
}

/** Between two messages of a visitor: the machine also has to start instances meanwhile. */
const PAUSE = 50;

/** Stops the instances in order and starts them again, one after the other, while visitors go on talking. */
export const rollUnderLoad = async (
  cluster: Pick<Cluster, 'urls' | 'store'> & { readonly instances: readonly Instance[] },
  visitors: number,
  seed: number,
): Promise<Rolled> => {
  let longestStop = 0;
  let badEnds = 0;
  let isOver = false;

  const roll = async (): Promise<void> => {
    for (const instance of cluster.instances) {
      const begun = performance.now();
      if ((await instance.stop()) !== 0) badEnds += 1;
      longestStop = Math.max(longestStop, performance.now() - begun);
      await instance.start();
    }
    isOver = true;
  };

  const talks: Awaited<ReturnType<typeof talkAll>>[number][] = [];
  // In lots, so that the visitors go on for as long as the restart takes.
  const talk = async (): Promise<void> => {
    for (let lot = 0; !isOver; lot += 1) {
      talks.push(
        ...(await talkAll(cluster, {
          ...{ messages: visitors * 4, visitors, twice: 0.1 },
          ...{ seed: seed + lot, pause: PAUSE },
        })),
      );
    }
  };
  await Promise.all([roll(), talk()]);
  const answers = talks.flatMap((one) => [...one.answers, ...one.again]);
  const took = answers.map((answer) => answer.took).sort((left, right) => left - right);
  return {
    ...(await reckon(cluster.store, talks)),
    longestWait: Math.max(...took),
    p99: took[Math.floor(took.length * 0.99)] ?? 0,
    refused: answers.reduce((sum, { refused }) => sum + refused, 0),
    longestStop,
    badEnds,
  };
};
