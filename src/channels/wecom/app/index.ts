import type { Capabilities } from '../../channel.ts';
import { createApi } from '../api.ts';
import type { CalledChannel, CalledDeps } from '../called-channel.ts';
import { startHealthProbe } from '../health-probe.ts';
import type { AppSettings } from '../settings.ts';
import { MAXIMUM_BYTES } from './encode.ts';
import { readCall } from './receive.ts';
import { createSender, type Sender } from './send.ts';

/** What the app's channel is made of. */
export interface WecomAppDeps extends CalledDeps {
  readonly settings: AppSettings & { readonly corpId: string; readonly apiBase: string };
}

/** Limits as published (90236): 30 a minute and 1,000 an hour for one member, the excess dropped without a word. */
const abilities = {
  maximumBytes: MAXIMUM_BYTES,
  idempotent: true,
  perAddressPerMinute: 30,
  perAddressPerHour: 1_000,
  perSecond: 100,
} satisfies Capabilities;

/** Makes the channel; nothing runs until it is started. */
export const createWecomAppChannel = (deps: WecomAppDeps): CalledChannel => {
  const { settings, receive, clock, log, sleep, random, calls } = deps;
  const stopping = new AbortController();
  const { corpId, apiBase, secret, agentId } = settings;
  const api = createApi({ door: 'wecom_app', apiBase, corpId, secret, clock, sleep, log, stopping: stopping.signal });
  const speaker: Sender = createSender({ api, agentId, clock });
  const marking = new Set<Promise<void>>();
  let probing: Promise<void> | undefined;

  return {
    id: 'wecom_app',
    capabilities: abilities,
    start() {
      probing ??= startHealthProbe({ api, sleep, random, stopping: stopping.signal });
    },
    async take(fields) {
      const heard = readCall(fields, agentId, clock());
      if (heard.type === 'ignored') return;
      if (heard.type === 'unreadable') {
        return log.warn({ code: 'unreadable_message', shape: heard.shape }, 'A message cannot be answered.');
      }
      await receive(heard.event);
      if (heard.type !== 'tapped') return;
      const marked = speaker.markTap(heard.tap).finally(() => marking.delete(marked));
      marking.add(marked);
    },
    async send(delivery) {
      await calls.over();
      return stopping.signal.aborted ? { status: 'retry', reason: 'channel_stopped' } : speaker.send(delivery);
    },
    health: api.health,
    async stop() {
      stopping.abort();
      await Promise.all([probing, ...marking]);
    },
  };
};
