import { setMaxListeners } from 'node:events';
import { within } from '../deadline.ts';
import type { Sleep } from '../sleep.ts';

/** What came of a request. `body` is the answer's JSON; absent when it was none (a proxy's page, a cut line). */
export type Reply =
  | { readonly came: 'answer'; readonly status: number; readonly body?: unknown }
  /** It never reached WeCom. */
  | { readonly came: 'not_sent' }
  /** It may have reached WeCom, or not. */
  | { readonly came: 'nothing' };

/** Asks WeCom: GET without a body, POST with one as JSON. Never rejects. */
export type Call = (url: string, body?: unknown) => Promise<Reply>;

/** Failures before the first byte was sent: names of Node and of its fetch. */
const beforeSending: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const causeOf = (error: unknown): unknown => {
  if (!(error instanceof Error) || typeof error.cause !== 'object' || error.cause === null) return undefined;
  return 'code' in error.cause ? error.cause.code : undefined;
};

const jsonOf = (text: string): { body?: unknown } => {
  try {
    return { body: JSON.parse(text) };
  } catch {
    return {};
  }
};

/** Makes a call whose requests may take so many milliseconds each, and end when `stopping` is aborted. */
export const createCall = (sleep: Sleep, milliseconds: number, stopping: AbortSignal): Call => {
  // Every request under way listens to it, and there is no limit to those.
  setMaxListeners(0, stopping);
  return async (url, body) => {
    const ask = async (signal: AbortSignal): Promise<Reply> => {
      const response = await fetch(url, {
        ...(body === undefined
          ? { method: 'GET' }
          : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        redirect: 'manual',
        signal,
      });
      return { came: 'answer', status: response.status, ...jsonOf(await response.text()) };
    };
    try {
      return await within(milliseconds, sleep, ask, stopping);
    } catch (error) {
      return { came: beforeSending.has(causeOf(error)) ? 'not_sent' : 'nothing' };
    }
  };
};
