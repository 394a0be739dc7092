import type { Instant } from '../../dialogue/instant.ts';
import { createAsk } from '../ask.ts';
import type { ChannelHealth } from '../channel.ts';
import type { Log } from '../log.ts';
import type { Sleep } from '../sleep.ts';
import { createToken } from './token.ts';
import { operatorWords, type Trouble, troubleOf } from './troubles.ts';

/** What an API client is made of. */
export interface ApiParts {
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
export type Asked = { readonly body: unknown } | { readonly trouble: Trouble };

/** WeCom's server API for one secret. */
export interface Api {
  /** Posts to a path such as `/cgi-bin/message/send`; a refused token is renewed once and the request repeated. */
  post(path: string, body: unknown): Promise<Asked>;
  /** Asks something harmless, to see whether secret and address are accepted. */
  probe(): Promise<void>;
  /** Up from the first answer that is no trouble of the operator's, down when there is none. */
  health(): ChannelHealth;
  /** Says to the operator, once until something works again, what only they can set right. */
  alarm(trouble: Trouble): void;
}

/** How long one request may take. */
const REQUEST = 10_000;

/** Makes the client. */
export const createApi = (parts: ApiParts): Api => {
  const { door, apiBase, clock, log, stopping } = parts;
  const ask = createAsk(parts.sleep, REQUEST, stopping);
  const token = createToken(parts, ask, clock);
  const alarmed = new Set<string>();
  let health: ChannelHealth = { up: false, reason: `${door}: no answer from WeCom yet` };

  const alarm = ({ remedy, reason, code }: Trouble): void => {
    const [name = reason] = reason.split(' ');
    const words = operatorWords[name];
    if (remedy !== 'operator' || words === undefined || alarmed.has(name)) return;
    alarmed.add(name);
    log.error({ code: `${door}_${name}`, ...(code === undefined ? {} : { platform: code }) }, words);
  };

  /** Notes how WeCom answered: a refusal of one message says that it works. */
  const note = (trouble: Trouble | undefined): void => {
    if (trouble && (trouble.remedy === 'operator' || trouble.code === undefined)) {
      health = { up: false, reason: `${door}: ${trouble.reason}` };
      alarm(trouble);
      return;
    }
    health = { up: true };
    if (!trouble) alarmed.clear();
  };

  const request = async (path: string, body?: unknown, isRepeated = false): Promise<Asked> => {
    const got = await token.get();
    if ('trouble' in got) {
      note(got.trouble);
      return got;
    }
    const reply = await ask(`${apiBase}${path}?access_token=${encodeURIComponent(got.token)}`, body);
    const trouble = troubleOf(reply);
    if (trouble?.remedy === 'fresh_token') {
      token.drop(got.token);
      if (!isRepeated) return request(path, body, true);
    }
    note(trouble);
    if (trouble) return { trouble };
    return { body: reply.came === 'answer' ? reply.body : undefined };
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
