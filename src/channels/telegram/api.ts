import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Telegram, TelegramError } from 'telegraf';
import type { Telegram as Methods, Opts } from 'telegraf/types';
import { within } from '../shared/deadline.ts';
import { neverSent } from '../shared/never-sent.ts';
import type { Sleep } from '../sleep.ts';
import type { TelegramSettings } from './settings.ts';

/** How the Bot API says no. */
export interface Refusal {
  readonly type: 'refusal';
  /** `error_code`; the HTTP status from 500 up. */
  readonly status: number;
  readonly description: string;
  readonly retryAfterSeconds?: number;
  /** The group has become a supergroup with this id. */
  readonly migratedTo?: number;
}

/** What came of a call. */
export type Answer =
  | { readonly type: 'result'; readonly result: unknown }
  | Refusal
  /** It never reached Telegram. */
  | { readonly type: 'not_sent' }
  /** It may have reached Telegram, or not. */
  | { readonly type: 'nothing' };

/** Calls the Bot API; never rejects. */
export interface Api {
  /** `milliseconds` is how long it may take; `stopping` ends it early, in place of the channel's own. */
  call<Method extends keyof Methods>(
    method: Method,
    payload: Opts<Method>,
    milliseconds: number,
    stopping?: AbortSignal,
  ): Promise<Answer>;
}

const errorCodeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const answerTo = (error: unknown): Answer => {
  if (!(error instanceof TelegramError)) return { type: neverSent.has(errorCodeOf(error)) ? 'not_sent' : 'nothing' };
  const { code: status, description, parameters } = error;
  const { retry_after: after, migrate_to_chat_id: migratedTo } = parameters ?? {};
  return {
    type: 'refusal',
    status,
    description,
    ...(after === undefined ? {} : { retryAfterSeconds: after }),
    ...(migratedTo === undefined ? {} : { migratedTo }),
  };
};

/**
 * Telegraf's client and nothing else of it. Its `launch` and its polling give up on some errors and then tell Telegram
 * that what they dropped was received; its middleware is cut off after 90 seconds. What goes round here is our own.
 * Errors of telegraf hold what was said, so none gets out.
 */
export const createApi = (settings: TelegramSettings, sleep: Sleep, stopping: AbortSignal): Api => {
  // Every call under way listens to it, and there is no limit to those.
  setMaxListeners(0, stopping);
  const apiRoot = settings.apiRoot.replace(/\/*$/, '/');
  const client = new Telegram(settings.token, { apiRoot, webhookReply: false });
  // A connection for each call: what goes out on an idle one that the other side is just closing is lost, and nobody can
  // tell. Given to the constructor, the agent would be dropped for an address without TLS.
  client.options.agent = apiRoot.startsWith('http://') ? new HttpAgent() : new HttpsAgent();

  return {
    async call(method, payload, milliseconds, ending = stopping) {
      try {
        const ask = (signal: AbortSignal) =>
          // Telegraf names the signal of an older package; node-fetch takes Node's own just as well.
          client.callApi(method, payload, { signal: signal as never });
        return { type: 'result', result: await within(milliseconds, sleep, ask, ending) };
      } catch (error) {
        return answerTo(error);
      }
    },
  };
};
