import type { Log } from '../../channels/log.ts';
import { within } from '../../channels/shared/deadline.ts';
import type { ChannelLease } from '../../channels/shared/lease.ts';
import type { Sleep } from '../../channels/sleep.ts';
import type { Store } from '../../store/store.ts';

/** For how long the right is taken: so long nobody has it after its holder died. */
const TAKEN_FOR = 12_000;

/** How long before it runs out what needs it is told to end, so that it is over by then. */
const ENDING = 3_000;

/** How often it is renewed, and how often it is asked for by those who do not have it, or were not answered. */
const RENEWED_EVERY = 4_000;
const ASKED_EVERY = 1_000;

/** How long giving it back may take. */
const GIVING_BACK = 2_000;

/** What a process knows of the right. Moments are of its own monotonic clock, in milliseconds. */
type Known = { readonly type: 'here'; readonly until: number } | { readonly type: 'elsewhere' | 'unknown' };

/** What came of asking for it. */
type Answer = 'granted' | 'refused' | 'none';

/** What is known at a moment, with nothing heard since. */
const knownAt = (known: Known, now: number): Known =>
  known.type === 'here' && known.until <= now ? { type: 'unknown' } : known;

/**
 * What is known after an answer at `now` to what was asked at `askedAt`. The right runs from the moment at which the store
 * gave it, which lies between the two; counted from the earlier it never seems longer than it is.
 */
const afterAnswer = (known: Known, answer: Answer, askedAt: number, now: number): Known => {
  if (answer === 'refused') return { type: 'elsewhere' };
  if (answer === 'none') return known.type === 'here' ? knownAt(known, now) : { type: 'unknown' };
  return knownAt({ type: 'here', until: askedAt + TAKEN_FOR - ENDING }, now);
};

/** How long to wait with the next question. */
const pauseAfter = (known: Known, answer: Answer): number =>
  known.type === 'here' && answer === 'granted' ? RENEWED_EVERY : ASKED_EVERY;

/** What holding is made of. */
export interface LeaseHolderDeps {
  readonly store: Pick<Store, 'acquireLease' | 'releaseLease'>;
  /** The same for all processes that share the right. */
  readonly name: string;
  /** This process, as no other is called. */
  readonly holder: string;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock: () => number;
  readonly sleep: Sleep;
  readonly log: Log;
}

/** A right that is shared with other processes through the store. */
export interface LeaseHolder extends ChannelLease {
  /** Gives the right back, so that another process has it within about a second; to be called when nothing needs it any more. */
  stop(): Promise<void>;
}

/**
 * Competes for a right from the first time somebody asks for it. The store counts by its own clock and grants it to one at a
 * time; here it ends three seconds before it could end there, whether or not the store can be asked.
 */
export const createLeaseHolder = ({ store, name, holder, clock, sleep, log }: LeaseHolderDeps): LeaseHolder => {
  const stopping = new AbortController();
  const waiting = new Set<() => void>();
  let known: Known = { type: 'unknown' };
  let over = new AbortController();
  let armed = new AbortController();
  let running: Promise<void> | undefined;

  const standing = (): Known['type'] => knownAt(known, clock()).type;

  /** Takes over what is known; tells those who wait, or those who have to end. */
  const become = (next: Known): void => {
    const wasHere = known.type === 'here';
    known = next;
    armed.abort();
    if (next.type === 'here') {
      armed = new AbortController();
      void endAt(next.until, armed.signal);
      if (wasHere) return;
      over = new AbortController();
      log.info({ code: 'sole_right_taken', name }, 'This process does now what only one may do.');
      for (const wake of waiting) wake();
    } else if (wasHere) {
      over.abort();
      if (!stopping.signal.aborted)
        log.warn(
          { code: 'sole_right_lost', name },
          'This process stopped what only one may do: it could not renew the right.',
        );
    }
  };

  /** A timer may wake a little early. */
  const endAt = async (until: number, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && clock() < until) await sleep(Math.ceil(until - clock()), signal);
    if (!signal.aborted) become({ type: 'unknown' });
  };

  const ask = async (): Promise<Answer> => {
    try {
      return (await store.acquireLease(name, holder, TAKEN_FOR)) ? 'granted' : 'refused';
    } catch {
      return 'none';
    }
  };

  const compete = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const askedAt = clock();
      const answer = await ask();
      const next = afterAnswer(known, answer, askedAt, clock());
      if (next !== known) become(next);
      if (!stopping.signal.aborted) await sleep(pauseAfter(known, answer), stopping.signal);
    }
  };

  const giveBack = async (): Promise<void> => {
    await running;
    await store.releaseLease(name, holder);
  };

  return {
    state: standing,
    async acquired(ending) {
      if (!ending.aborted && !stopping.signal.aborted) running ??= compete();
      while (!ending.aborted && standing() !== 'here') {
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            ending.removeEventListener('abort', wake);
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
          ending.addEventListener('abort', wake);
        });
      }
      return ending.aborted ? ending : over.signal;
    },
    async stop() {
      stopping.abort();
      if (running === undefined) return;
      try {
        await within(GIVING_BACK, sleep, giveBack);
      } catch {
        log.warn(
          { code: 'sole_right_kept', name },
          'A right could not be given back; it ends by itself in some seconds.',
        );
      }
      become({ type: 'unknown' });
    },
  };
};
