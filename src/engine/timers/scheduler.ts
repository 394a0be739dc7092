import type { Log } from '../../channels/log.ts';
import type { Sleep } from '../../channels/sleep.ts';
import { type Instant, MINUTE } from '../../dialogue/model/instant.ts';
import { errorCodeOf } from '../errors.ts';
import type { ProcessDue, Round } from './process-due.ts';

/** The longest time without a look, where one process serves everybody: a command line or an import plans things too. */
const LONGEST_PAUSE = MINUTE;

/** The same where others do: what they leave to this one, and what they plan, is to be seen soon. */
export const SHARED_PAUSE = 1_000;

/** The pause when there is nothing to do although something is due: the pace, or people who are left alone for now. */
const HELD_PAUSE = 250;

/** The pause after a round that failed as a whole: the store could not be asked. */
const FAILED_PAUSE = 5_000;

/** Rounds, one after the other, until nothing is due any more and everything is settled. Resolves to the people woken. */
export const createTick =
  ({ round }: Pick<ProcessDue, 'round'>, sleep: Sleep, stopping: AbortSignal) =>
  async (): Promise<number> => {
    let woken = 0;
    for (;;) {
      const { woken: now, held, settled } = await round();
      woken += now;
      await settled;
      if (stopping.aborted || (now === 0 && !held)) return woken;
      if (now === 0) await sleep(HELD_PAUSE, stopping);
    }
  };

/** What ticking needs of an engine; see there. */
interface Woken extends Pick<ProcessDue, 'round'> {
  nextDue(): Promise<Instant | undefined>;
  watch(listener: (at: Instant) => void): () => void;
  saveCounts(): Promise<void>;
}

/** What ticking needs. */
export interface SchedulerDeps {
  readonly engine: Woken;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  readonly log: Log;
  /** The longest time without a look; a minute unless told otherwise. */
  readonly longestPause?: number;
}

/**
 * Wakes when the next thing is due, and sooner when something is planned for sooner; rounds do not wait for the messages
 * of the rounds before them, so that one slow platform keeps nobody else waiting. `stop` resolves when no round runs.
 */
export const startScheduler = ({
  engine,
  clock,
  sleep,
  log,
  longestPause = LONGEST_PAUSE,
}: SchedulerDeps): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  let nap = new AbortController();
  let soonest = Number.POSITIVE_INFINITY;
  let wakesAt = Number.NEGATIVE_INFINITY;

  const unwatch = engine.watch((at) => {
    soonest = Math.min(soonest, at);
    if (at < wakesAt) nap.abort();
  });
  stopping.signal.addEventListener('abort', () => nap.abort());

  const pauseAfter = async ({ woken, held, elsewhere }: Omit<Round, 'settled'>): Promise<number> => {
    if (woken > 0) return 0;
    if (held) return HELD_PAUSE;
    const next = (await engine.nextDue()) ?? Number.POSITIVE_INFINITY;
    if (next > clock()) return Math.min(next - clock(), longestPause);
    // What is due is perhaps for another process, unless the right to do it comes here meanwhile.
    return elsewhere ? SHARED_PAUSE : HELD_PAUSE;
  };

  const rest = async (pause: number): Promise<void> => {
    const until = Math.min(clock() + pause, Math.max(soonest, clock()));
    if (stopping.signal.aborted || until <= clock()) return;
    nap = new AbortController();
    wakesAt = until;
    await sleep(until - clock(), nap.signal);
    wakesAt = Number.NEGATIVE_INFINITY;
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      soonest = Number.POSITIVE_INFINITY;
      let pause = FAILED_PAUSE;
      try {
        pause = await pauseAfter(await engine.round());
        await engine.saveCounts();
      } catch (error) {
        log.error({ code: errorCodeOf(error) }, 'What is due could not be looked up.');
      }
      await rest(pause);
    }
  };

  const running = loop();
  return {
    async stop() {
      stopping.abort();
      unwatch();
      await running;
    },
  };
};
