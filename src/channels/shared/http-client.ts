import { setMaxListeners } from 'node:events';
import type { Sleep } from '../sleep.ts';
import { within } from './deadline.ts';
import { neverSent } from './never-sent.ts';

/** What came of a request. `body` is the answer's JSON; absent when it was none (a proxy's page, a cut line). */
export type HttpResult =
  | { readonly type: 'answer'; readonly status: number; readonly body?: unknown }
  /** It never reached the platform. */
  | { readonly type: 'not_sent' }
  /** It may have reached the platform, or not. */
  | { readonly type: 'nothing' };

/** Asks a platform's API: GET without a body, POST with one as JSON. Never rejects. */
export type HttpClient = (
  url: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<HttpResult>;

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

/** Makes the asking side, whose requests may take so many milliseconds each, and end when `stopping` is aborted. */
export const createHttpClient = (sleep: Sleep, milliseconds: number, stopping: AbortSignal): HttpClient => {
  // Every request under way listens to it, and there is no limit to those.
  setMaxListeners(0, stopping);
  return async (url, body, headers = {}) => {
    const ask = async (signal: AbortSignal): Promise<HttpResult> => {
      const response = await fetch(url, {
        ...(body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) }),
        // Without `accept` DingTalk's gateway answers in XML.
        headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
        redirect: 'manual',
        signal,
      });
      return { type: 'answer', status: response.status, ...jsonOf(await response.text()) };
    };
    try {
      return await within(milliseconds, sleep, ask, stopping);
    } catch (error) {
      return { type: neverSent.has(causeOf(error)) ? 'not_sent' : 'nothing' };
    }
  };
};
