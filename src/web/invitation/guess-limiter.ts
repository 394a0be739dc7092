import type { FastifyInstance, FastifyRequest } from 'fastify';
import { networkOf } from '../../http/network.ts';

/** How often one network address may ask. */
export interface InvitationLimits {
  /** Codes that do not exist, in ten minutes. */
  readonly guesses: number;
  /** Pages, in a minute. */
  readonly pages: number;
  /** Pictures, in ten minutes. */
  readonly pictures: number;
}

/** Keeps people from finding codes by trying. */
export interface GuessLimiter {
  /** For how many seconds an address is refused; nothing when it is welcome. Counts nothing. */
  refusedFor(request: FastifyRequest): Promise<number | undefined>;
  /** Counts a code that does not exist: the answer is held back, or it is refused for so many seconds. */
  count(request: FastifyRequest): Promise<{ readonly holdBackMilliseconds: number } | { readonly refusedFor: number }>;
}

const TEN_MINUTES = 600_000;

/** Slips of the pen are answered at once; from then on each answer takes longer. */
const AT_ONCE = 5;
const SLOWER = 200;
const SLOWEST = 3_000;

/** Makes the count, in the server's own store. */
export const createGuessLimiter = (server: FastifyInstance, most: number): GuessLimiter => {
  const counted = server.createRateLimit({
    max: most,
    timeWindow: TEN_MINUTES,
    keyGenerator: (request: FastifyRequest) => `guesses from ${networkOf(request.ip)}`,
  });
  return {
    async refusedFor(request) {
      const standing = await counted(request, { increment: false });
      // Once the last wrong one was answered, right ones are refused as well: nobody learns that they found one.
      return !standing.isAllowed && standing.remaining === 0 ? standing.ttlInSeconds : undefined;
    },
    async count(request) {
      const standing = await counted(request);
      if (standing.isAllowed) return { holdBackMilliseconds: 0 };
      if (standing.isExceeded) return { refusedFor: standing.ttlInSeconds };
      const made = most - standing.remaining;
      return { holdBackMilliseconds: Math.min(SLOWEST, Math.max(0, made - AT_ONCE) * SLOWER) };
    },
  };
};
