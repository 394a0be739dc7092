import type { FastifyRequest } from 'fastify';
import { refusal } from './refusal.ts';

/**
 * Lets a request that changes something through only from our own page, or from a program that is no browser.
 * Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`; pages cannot forge either.
 */
export const demandSameOrigin = (request: FastifyRequest, publicUrl: URL): void => {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const own =
    site === undefined
      ? origin === undefined || isOwn(origin, request.host, publicUrl)
      : site === 'same-origin' || site === 'none';
  if (!own) throw refusal(403, 'other_origin', 'Send this from the chat page itself; other sites may not write here.');
};

const isOwn = (origin: string, host: string, publicUrl: URL): boolean => {
  if (origin === publicUrl.origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
};
