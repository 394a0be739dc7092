import { createHash, randomBytes } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PersonId, personAt } from '../../dialogue/person.ts';

/** The cookie that says who a visitor is. Whoever has it reads and continues the conversation: it is a secret. */
const visitorCookie = 'ruzhu_chat';

/** Somebody in front of the web chat. */
export interface Visitor {
  /** The id that others may see. It does not lead back to the cookie. */
  readonly user: string;
  readonly person: PersonId;
}

/** 32 random bytes in base64url are 43 characters; a shorter value was not made here and might be guessed. */
const wellFormed = /^[A-Za-z0-9_-]{43}$/;

/** Browsers keep a cookie for 400 days at most (RFC 6265bis §5.5). */
const SECONDS_KEPT = 400 * 24 * 3600;

const visitorOf = (secret: string): Visitor => {
  const user = createHash('sha256').update('ruzhu web visitor\n').update(secret).digest('hex').slice(0, 32);
  return { user, person: personAt({ channel: 'web', user }) };
};

/** The visitor whose cookie a request carries, or nothing. */
export const visitorSeen = (request: FastifyRequest): Visitor | undefined => {
  const secret = request.cookies[visitorCookie];
  return secret !== undefined && wellFormed.test(secret) ? visitorOf(secret) : undefined;
};

/** The visitor of a request; who has no cookie gets one. Who has one keeps it for another 400 days. */
export const visitorOrNew = (request: FastifyRequest, reply: FastifyReply, secure: boolean): Visitor => {
  const seen = visitorSeen(request);
  const secret =
    (seen !== undefined ? request.cookies[visitorCookie] : undefined) ?? randomBytes(32).toString('base64url');
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: SECONDS_KEPT,
  } satisfies CookieSerializeOptions;
  reply.setCookie(visitorCookie, secret, options);
  return seen ?? visitorOf(secret);
};
