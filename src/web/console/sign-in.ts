import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '../../dialogue/model/instant.ts';
import { networkOf } from '../../http/network.ts';
import { secretIn } from './forms.ts';
import { type Sessions, SIGNED_IN_FOR } from './sessions.ts';
import type { SignInTrouble } from './sign-in-page.ts';

/** The cookie of who is signed in. */
const consoleCookie = 'ruzhu_desk';

const TEN_MINUTES = 600_000;

/** What signing in is made of. */
export interface SignInOptions {
  /** The sign-in secret, `DESK_TOKEN`. */
  readonly token: string;
  readonly sessions: Sessions;
  readonly now: () => Instant;
  /** The cookie goes over HTTPS alone. */
  readonly secure: boolean;
  /** Sign-ins that one network (an IPv4 address, an IPv6 /64) may try in ten minutes. */
  readonly tries: number;
  /** Answers with the way back to the page. */
  readonly back: (request: FastifyRequest, reply: FastifyReply) => FastifyReply;
  /** Answers with the page that asks for the secret, and why it has to. */
  readonly askAgain: (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    trouble: SignInTrouble,
  ) => FastifyReply;
}

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Takes the same time whatever is compared: lengths are hidden by the digests, contents by the comparison. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

/** Tells who is signed in, by their secret. */
export const whoIsSignedIn =
  (sessions: Sessions, now: () => Instant) =>
  async ({ cookies }: FastifyRequest): Promise<string | undefined> => {
    const secret = cookies[consoleCookie];
    return secret !== undefined && (await sessions.isOpen(secret, now())) ? secret : undefined;
  };

/** `POST /desk/sign-in`, `POST /desk/sign-out`. */
export const signInRoutes = (server: FastifyInstance, options: SignInOptions): void => {
  const { token, sessions, now, secure, tries, back, askAgain } = options;
  const cookie = { path: '/desk', httpOnly: true, sameSite: 'strict' as const, secure };
  const signIns = server.createRateLimit({
    max: tries,
    timeWindow: TEN_MINUTES,
    keyGenerator: (request: FastifyRequest) => `desk sign-ins from ${networkOf(request.ip)}`,
  });
  const signedIn = whoIsSignedIn(sessions, now);

  server.post('/desk/sign-in', async (request, reply) => {
    const standing = await signIns(request);
    if (!standing.isAllowed && standing.isExceeded) {
      reply.header('retry-after', standing.ttlInSeconds);
      return askAgain(request, reply, 429, { type: 'too_many_tries', minutes: Math.ceil(standing.ttlInSeconds / 60) });
    }
    const given = secretIn(request.body);
    if (given === undefined || !isSame(given, token)) {
      request.log.warn(
        { code: 'desk_sign_in_refused', network: networkOf(request.ip) },
        'Somebody tried a wrong secret at the desk.',
      );
      return askAgain(request, reply, 401, { type: 'wrong_secret' });
    }
    reply.setCookie(consoleCookie, await sessions.open(now()), { ...cookie, maxAge: SIGNED_IN_FOR / 1_000 });
    return back(request, reply);
  });

  server.post('/desk/sign-out', async (request, reply) => {
    const secret = await signedIn(request);
    if (secret !== undefined) await sessions.close(secret);
    reply.clearCookie(consoleCookie, cookie);
    return back(request, reply);
  });
};
