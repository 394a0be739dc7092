import type { Capabilities } from '../../channel.ts';
import { type Mutex, withoutMutex } from '../../shared/mutex.ts';
import { createApi } from '../api.ts';
import type { CalledChannel, CalledDeps } from '../called-channel.ts';
import { startHealthProbe } from '../health-probe.ts';
import type { KfSettings } from '../settings.ts';
import { createLink } from './contact-link.ts';
import type { CursorOf } from './cursor.ts';
import { MAXIMUM_BYTES } from './encode.ts';
import { Hint } from './payload.ts';
import { readMessage } from './receive.ts';
import { createReplyWindow, MESSAGES, WINDOW } from './reply-window.ts';
import { createSend } from './send.ts';
import { createSync } from './sync.ts';

/** What the channel of WeChat customer service is made of. */
export interface WecomKfDeps extends CalledDeps {
  readonly settings: KfSettings & { readonly corpId: string; readonly apiBase: string };
  /** Where the place is kept up to which messages were fetched. */
  readonly cursor: CursorOf;
  /** How fetching is kept from being done by several processes at once. */
  readonly alone?: Mutex;
}

/** Limits as published (94677): within 48 hours of a customer's last message, five messages until they write again. */
const abilities = {
  maximumBytes: MAXIMUM_BYTES,
  idempotent: true,
  perAddressPerMinute: 30,
  perSecond: 100,
  replyWindowMilliseconds: WINDOW,
  messagesPerWindow: MESSAGES,
} satisfies Capabilities;

/** Failures that say that the window is closed: expired, ended, five messages (94670, `fail_type`). */
const CLOSED: ReadonlySet<number> = new Set([4, 5, 6]);

/** Makes the channel; nothing runs until it is started. */
export const createWecomKfChannel = (deps: WecomKfDeps): CalledChannel => {
  const { settings, receive, clock, random, log, sleep, calls } = deps;
  const deaf = new AbortController();
  const stopping = new AbortController();
  const { corpId, apiBase, secret, openKfId } = settings;
  const api = createApi({ door: 'wecom_kf', apiBase, corpId, secret, clock, sleep, log, stopping: stopping.signal });
  const window = createReplyWindow();
  const send = createSend({ api, openKfId, window, clock, log });
  let probing: Promise<void> | undefined;

  const save = async (message: unknown): Promise<void> => {
    const heard = readMessage(message, openKfId, clock());
    switch (heard.type) {
      case 'ignored':
        return;
      case 'unreadable':
        return log.warn({ code: 'unreadable_message', shape: heard.shape }, 'A message cannot be answered.');
      case 'send_failed':
        if (CLOSED.has(heard.failType)) window.close(heard.user);
        return log.warn(
          { code: 'kf_not_delivered', failType: heard.failType },
          'WeChat did not deliver a message that it had taken.',
        );
      case 'entered':
        return receive(heard.event);
      case 'said':
        if (heard.oddShape !== undefined) {
          log.warn({ code: 'odd_message', shape: heard.oddShape }, 'A message has an unknown form; it is answered.');
        }
        window.opened(heard.event.address.user, heard.event.address.heardAt);
        return receive(heard.event);
    }
  };

  const pull = createSync({
    api,
    openKfId,
    cursor: deps.cursor(openKfId),
    alone: deps.alone ?? withoutMutex,
    save,
    clock,
    sleep,
    random,
    log,
    stopping: deaf.signal,
  });

  const stopHearing = async (): Promise<void> => {
    deaf.abort();
    await Promise.all([pull.stopped(), probing]);
  };

  return {
    id: 'wecom_kf',
    capabilities: abilities,
    start() {
      pull.start();
      probing ??= startHealthProbe({ api, sleep, random, stopping: deaf.signal });
    },
    async take(fields) {
      const { data } = Hint.safeParse(fields);
      if (data?.OpenKfId === openKfId) await pull.hint(data.Token);
    },
    async send(delivery) {
      await calls.over();
      return stopping.signal.aborted ? { status: 'retry', reason: 'channel_stopped' } : send(delivery);
    },
    health: api.health,
    invitationLink: createLink({ api, openKfId, clock }),
    stopHearing,
    async stop() {
      stopping.abort();
      await stopHearing();
    },
  };
};
