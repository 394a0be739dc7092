import type { FastifyPluginAsync } from 'fastify';
import type { Capabilities } from '../channel.ts';
import type { PlatformChannel, PlatformDeps } from '../platform-channel.ts';
import { type ChannelLease, uncontestedLease } from '../shared/lease.ts';
import { createApi } from './api.ts';
import { rememberTypedChoices } from './button-data.ts';
import type { Texts } from './commands.ts';
import { createConnection } from './connection/connection.ts';
import { createUpdateReader } from './connection/update-reader.ts';
import { webhookRoutes } from './connection/webhook.ts';
import { MAXIMUM_BYTES } from './encode.ts';
import { createSend } from './send.ts';
import { type TelegramSettings, webhookOf } from './settings.ts';

/** What the Telegram channel is made of. */
export interface TelegramDeps extends PlatformDeps {
  readonly settings: TelegramSettings;
  readonly texts: Texts;
  /** The right to ask Telegram for messages, where several processes share a token. */
  readonly sole?: ChannelLease;
}

/** The Telegram channel, and where Telegram calls it. */
export interface TelegramChannel extends PlatformChannel {
  /** For the HTTP server: where Telegram calls when `PUBLIC_URL` is https; nothing otherwise. */
  readonly room: FastifyPluginAsync;
}

/** Limits as published (core.telegram.org/bots/faq): one a second in a chat, 20 a minute in a group, 30 a second in all. */
const abilities = {
  maximumBytes: MAXIMUM_BYTES,
  idempotent: false,
  perAddressPerMinute: 60,
  perGroupPerMinute: 20,
  perSecond: 30,
} satisfies Capabilities;

/** Makes the Telegram channel; nothing runs until it is started. */
export const createTelegramChannel = (deps: TelegramDeps): TelegramChannel => {
  const { settings, receive, clock, random, log, sleep, texts, sole = uncontestedLease() } = deps;
  const deaf = new AbortController();
  const stopping = new AbortController();
  const api = createApi(settings, sleep, stopping.signal);
  const sayings = rememberTypedChoices();
  const intake = createUpdateReader({ api, texts, sayings, receive, clock, log });
  const webhook = webhookOf(settings);
  const connection = createConnection({
    api: createApi(settings, sleep, deaf.signal),
    intake,
    texts,
    webhook,
    sole,
    clock,
    random,
    sleep,
    log,
    stopping: deaf.signal,
  });
  const send = createSend({ api, sayings, clock, log });

  const stopHearing = async (): Promise<void> => {
    deaf.abort();
    await connection.stopped();
  };

  return {
    id: 'telegram',
    capabilities: abilities,
    room: webhookRoutes({ webhook, intake, identity: connection.identity, log }),
    start: () => connection.start(),
    send: async (delivery) =>
      stopping.signal.aborted ? { status: 'retry', reason: 'channel_stopped' } : send(delivery),
    health: () => connection.health(),
    carries: () => connection.isOurs(),
    stopHearing,
    async invitationLink(code) {
      const me = connection.identity();
      return me && `https://t.me/${me.username}${code === undefined ? '' : `?start=${encodeURIComponent(code)}`}`;
    },
    async stop() {
      stopping.abort();
      await stopHearing();
      await intake.settled();
    },
  };
};
