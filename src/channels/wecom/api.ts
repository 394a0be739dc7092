import type { Instant } from '../../dialogue/model/instant.ts';
import type { ChannelHealth } from '../channel.ts';
import type { Log } from '../log.ts';
import { createHttpClient } from '../shared/http-client.ts';
import type { Sleep } from '../sleep.ts';
import { createToken } from './app-token.ts';
import { operatorWords, type WecomError, wecomErrorOf } from './errors.ts';

/** What an API client is made of. */
export interface ApiDeps {
  /** Names the door in reasons and logs. */
  readonly door: string;
  readonly apiBase: string;
  readonly corpId: string;
  readonly secret: string;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  readonly log: Log;
  /** Ends every request. */
  readonly stopping: AbortSignal;
}

/** What WeCom answered, or why it did not. */
export type Asked = { readonly body: unknown } | { readonly error: WecomError };

/** WeCom's server API for one secret. */
export interface Api {
  /** Posts to a path such as `/cgi-bin/message/send`; a refused token is renewed once and the request repeated. */
  post(path: string, body: unknown): Promise<Asked>;
  /** Asks something harmless, to see whether secret and address are accepted. */
  probe(): Promise<void>;
  /** Up from the first answer that is no trouble of the operator's, down when there is none. */
  health(): ChannelHealth;
  /** Says to the operator, once until something works again, what only they can set right. */
  alarm(error: WecomError): void;
}

/** How long one request may take. */
const REQUEST = 10_000;

/** Makes the client. */
export const createApi = (deps: ApiDeps): Api => {
  const { door, apiBase, clock, log, stopping } = deps;
  const ask = createHttpClient(deps.sleep, REQUEST, stopping);
  const token = createToken(deps, ask, clock);
  const alarmed = new Set<string>();
  let health: ChannelHealth = { up: false, reason: `${door}: no answer from WeCom yet` };

  const alarm = ({ remedy, reason, code }: WecomError): void => {
    const [name = reason] = reason.split(' ');
    const words = operatorWords[name];
    if (remedy !== 'operator' || words === undefined || alarmed.has(name)) return;
    alarmed.add(name);
    log.error({ code: `${door}_${name}`, ...(code === undefined ? {} : { platform: code }) }, words);
  };

  /** Notes how WeCom answered: a refusal of one message says that it works. */
  const note = (error: WecomError | undefined): void => {
    if (error && (error.remedy === 'operator' || error.code === undefined)) {
      health = { up: false, reason: `${door}: ${error.reason}` };
      alarm(error);
      return;
    }
    health = { up: true };
    if (!error) alarmed.clear();
  };

  const request = async (path: string, body?: unknown, isRepeated = false): Promise<Asked> => {
    const got = await token.get();
    if ('error' in got) {
      note(got.error);
      return got;
    }
    const reply = await ask(`${apiBase}${path}?access_token=${encodeURIComponent(got.token)}`, body);
    const error = wecomErrorOf(reply);
    if (error?.remedy === 'fresh_token') {
      token.drop(got.token);
      if (!isRepeated) return request(path, body, true);
    }
    note(error);
    if (error) return { error };
    return { body: reply.type === 'answer' ? reply.body : undefined };
  };

  return {
    post: (path, body) => request(path, body),
    async probe() {
      await request('/cgi-bin/getcallbackip');
    },
    health: () => (stopping.aborted ? { up: false, reason: `${door}: stopped` } : health),
    alarm,
  };
};
