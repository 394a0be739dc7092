import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PersonId, personAt } from '../../dialogue/model/person.ts';

/** The cookie that says who a visitor is. Whoever has it reads and continues the conversation: it is a secret. */
const visitorCookie = 'ruzhu_chat';

/** Somebody in front of the web chat. */
export interface Visitor {
  /** The id that others may see. It does not lead back to the cookie. */
  readonly user: string;
  readonly person: PersonId;
}

/** Tells visitors by their cookie. */
export interface Visitors {
  /** The visitor whose cookie a request carries, or nothing. */
  seen(request: FastifyRequest): Visitor | undefined;
  /** The visitor of a request; who has no cookie of ours gets one. Who has one keeps it for another 400 days. */
  seenOrNew(request: FastifyRequest, reply: FastifyReply): Visitor;
}

/** What visitors are told by. */
export interface VisitorsOptions {
  /** Signs the cookies: 32 bytes that all processes at one store share. */
  readonly key: Buffer;
  /** The cookie goes over HTTPS alone. */
  readonly secure: boolean;
}

/** 32 random bytes in base64url, and their HMAC-SHA256 (RFC 2104) likewise: 43 characters each. */
const wellFormed = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;

/** Browsers keep a cookie for 400 days at most (RFC 6265bis §5.5). */
const SECONDS_KEPT = 400 * 24 * 3600;

const visitorOf = (secret: string): Visitor => {
  const user = createHash('sha256').update('ruzhu web visitor\n').update(secret).digest('hex').slice(0, 32);
  return { user, person: personAt({ channel: 'web', user }) };
};

/**
 * Cookies are `SECRET.SIGNATURE`; who shows one that was not signed with the key is a newcomer and gets another, so that
 * nobody chooses an id. That goes for the cookies of releases that did not sign as well, though there may be a record
 * behind them: whoever planted one knows it as well as the person who used it since, so its record proves nothing, and
 * taking it over would open the talk to both. These people begin anew and say where they stand in one sentence.
 */
export const visitorsBy = ({ key, secure }: VisitorsOptions): Visitors => {
  const signatureOf = (secret: string): string =>
    createHmac('sha256', key).update('ruzhu web visitor cookie\n').update(secret).digest('base64url');

  /** The secret of a cookie that was made here. Both signatures have 43 characters of ASCII; they are compared whole. */
  const secretOf = (request: FastifyRequest): string | undefined => {
    const [, secret, signature] = wellFormed.exec(request.cookies[visitorCookie] ?? '') ?? [];
    if (secret === undefined || signature === undefined) return undefined;
    return timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(secret))) ? secret : undefined;
  };

  return {
    seen(request) {
      const secret = secretOf(request);
      return secret === undefined ? undefined : visitorOf(secret);
    },
    seenOrNew(request, reply) {
      const secret = secretOf(request) ?? randomBytes(32).toString('base64url');
      const options = {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        maxAge: SECONDS_KEPT,
      } satisfies CookieSerializeOptions;
      reply.setCookie(visitorCookie, `${secret}.${signatureOf(secret)}`, options);
      return visitorOf(secret);
    },
  };
};
