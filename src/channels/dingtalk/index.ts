import type { Capabilities } from '../channel.ts';
import type { PlatformChannel, PlatformDeps } from '../platform-channel.ts';
import { createHttpClient } from '../shared/http-client.ts';
import { createToken } from './app-token.ts';
import { createConnection } from './connection.ts';
import { MAXIMUM_BYTES } from './encode.ts';
import { readMessage } from './receive.ts';
import { createSend } from './send.ts';
import type { DingtalkSettings } from './settings.ts';

/** What the DingTalk channel is made of. */
export interface DingtalkDeps extends PlatformDeps {
  readonly settings: DingtalkSettings;
}

/** How long one request may take. */
const REQUEST = 10_000;

/**
 * Limits as published: 20 calls a second for each app and API. There is no key that repeats are dropped by. How many
 * messages a month a plan allows stands in `data/settings.yaml`.
 */
const abilities = {
  maximumBytes: MAXIMUM_BYTES,
  idempotent: false,
  perAddressPerMinute: 20,
  perSecond: 20,
} satisfies Capabilities;

/** Makes the DingTalk channel; nothing runs until it is started. */
export const createDingtalkChannel = (deps: DingtalkDeps): PlatformChannel => {
  const { settings, receive, clock, random, log, sleep } = deps;
  const deaf = new AbortController();
  const stopping = new AbortController();
  const post = createHttpClient(sleep, REQUEST, stopping.signal);
  const token = createToken(settings, post, clock);
  const send = createSend({ settings, post, token, clock, log });
  let isQuotaSpent = false;

  const message = async (data: string): Promise<void> => {
    const heard = readMessage(data, settings.robotCode, clock());
    switch (heard.type) {
      case 'said':
        isQuotaSpent = false;
        if (heard.oddShape !== undefined) {
          log.warn({ code: 'odd_message', shape: heard.oddShape }, 'A message has an unknown form; it is answered.');
        }
        return receive(heard.event);
      case 'quota_used_up':
        if (isQuotaSpent) return;
        isQuotaSpent = true;
        return log.error(
          { code: 'monthly_quota_used_up' },
          'The messages of this month are used up: DingTalk leaves out what people write. Buy more for the organisation, or wait for the first of the month.',
        );
      case 'unreadable':
        return log.warn(
          { code: 'unreadable_message', shape: heard.shape },
          'A message cannot be answered: it names nobody.',
        );
      case 'not_addressed':
        return;
    }
  };

  const connection = createConnection({
    settings,
    post: createHttpClient(sleep, REQUEST, deaf.signal),
    message,
    clock,
    sleep,
    random,
    log,
    stopping: deaf.signal,
  });

  const stopHearing = async (): Promise<void> => {
    deaf.abort();
    await connection.stopped();
  };

  return {
    id: 'dingtalk',
    capabilities: abilities,
    start: () => connection.start(),
    send: async (delivery) =>
      stopping.signal.aborted ? { status: 'retry', reason: 'channel_stopped' } : send(delivery),
    health: () => connection.health(),
    stopHearing,
    async stop() {
      stopping.abort();
      await stopHearing();
    },
  };
};
