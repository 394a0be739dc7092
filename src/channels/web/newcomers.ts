import type { Instant } from '../../dialogue/model/instant.ts';

/** What happens to a newcomer: they are answered after so many milliseconds, or are asked to come again in so many seconds. */
export type Turn =
  | { readonly type: 'wait'; readonly milliseconds: number }
  | { readonly type: 'come_back'; readonly seconds: number };

/** Newcomers by the network that they come from. */
export interface Newcomers {
  /** The turn of one more newcomer. Who is asked to come again takes no turn from others. */
  turnOf(network: string, now: Instant): Turn;
}

/** After the allowance one newcomer is let in so often: as many as the allowance come back in about eight minutes. */
const EVERY = 1_000;

/** A page gives up after 30 s; nobody is held back longer than so, and no more requests than ten of a network wait. */
const LONGEST_WAIT = 10_000;

/** From so many networks on, those that have their whole allowance again are forgotten. */
const MANY_NETWORKS = 10_000;

/**
 * Lets `atOnce` newcomers of a network in at once and the others one a second, in turn (the generic cell rate algorithm,
 * ITU-T I.371). Kept in memory, by each process for itself.
 */
export const newcomersByNetwork = (atOnce: number): Newcomers => {
  /** When each network has its whole allowance again. */
  const full = new Map<string, Instant>();
  const tolerated = (atOnce - 1) * EVERY;
  let lookedAt: Instant | undefined;

  /** Looks through them once in a while only: somebody with many networks must not make every newcomer dear. */
  const forgetFull = (now: Instant): void => {
    if (full.size < MANY_NETWORKS || (lookedAt !== undefined && Math.abs(now - lookedAt) < EVERY)) return;
    lookedAt = now;
    for (const [network, moment] of full) if (moment <= now) full.delete(network);
  };

  return {
    turnOf(network, now) {
      forgetFull(now);
      const known = full.get(network) ?? now;
      // No moment lies further ahead; where one does, the clock was set back, and the count begins anew.
      const isOfAnotherClock = known > now + tolerated + LONGEST_WAIT + EVERY;
      const moment = isOfAnotherClock ? now : Math.max(known, now);
      const milliseconds = Math.max(0, moment - now - tolerated);
      if (milliseconds > LONGEST_WAIT)
        return { type: 'come_back', seconds: Math.ceil((milliseconds - LONGEST_WAIT) / 1_000) };
      full.set(network, moment + EVERY);
      return { type: 'wait', milliseconds };
    },
  };
};
