import { createAsk } from '../ask.ts';
import type { Abilities } from '../channel.ts';
import type { PlatformChannel, PlatformParts } from '../platform-channel.ts';
import { createConnection } from './connection.ts';
import { MAXIMUM_BYTES } from './encode.ts';
import { hear } from './receive.ts';
import { createSend } from './send.ts';
import type { DingtalkSettings } from './settings.ts';
import { createToken } from './token.ts';

/** What the DingTalk channel is made of. */
export interface DingtalkParts extends PlatformParts {
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
  perPlacePerMinute: 20,
  perSecond: 20,
} satisfies Abilities;

/** Makes the DingTalk channel; nothing runs until it is started. */
export const createDingtalkChannel = (parts: DingtalkParts): PlatformChannel => {
  const { settings, receive, clock, random, log, sleep } = parts;
  const deaf = new AbortController();
  const stopping = new AbortController();
  const post = createAsk(sleep, REQUEST, stopping.signal);
  const token = createToken(settings, post, clock);
  const send = createSend({ settings, post, token, clock, log });
  let isQuotaSpent = false;

  const message = async (data: string): Promise<void> => {
    const heard = hear(data, settings.robotCode, clock());
    switch (heard.kind) {
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
    post: createAsk(sleep, REQUEST, deaf.signal),
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
    abilities,
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
