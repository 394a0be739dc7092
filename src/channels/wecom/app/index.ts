import type { Abilities } from '../../channel.ts';
import { createApi } from '../api.ts';
import type { CalledChannel, CalledParts } from '../called-channel.ts';
import { keepProbing } from '../probing.ts';
import type { AppSettings } from '../settings.ts';
import { MAXIMUM_BYTES } from './encode.ts';
import { hear } from './receive.ts';
import { createSpeaker, type Speaker } from './send.ts';

/** What the app's channel is made of. */
export interface WecomAppParts extends CalledParts {
  readonly settings: AppSettings & { readonly corpId: string; readonly apiBase: string };
}

/** Limits as published (90236): 30 a minute and 1,000 an hour for one member, the excess dropped without a word. */
const abilities = {
  maximumBytes: MAXIMUM_BYTES,
  idempotent: true,
  perPlacePerMinute: 30,
  perPlacePerHour: 1_000,
  perSecond: 100,
} satisfies Abilities;

/** Makes the channel; nothing runs until it is started. */
export const createWecomAppChannel = (parts: WecomAppParts): CalledChannel => {
  const { settings, receive, clock, log, sleep, random, calls } = parts;
  const stopping = new AbortController();
  const { corpId, apiBase, secret, agentId } = settings;
  const api = createApi({ door: 'wecom_app', apiBase, corpId, secret, clock, sleep, log, stopping: stopping.signal });
  const speaker: Speaker = createSpeaker({ api, agentId, clock });
  const marking = new Set<Promise<void>>();
  let probing: Promise<void> | undefined;

  return {
    id: 'wecom_app',
    abilities,
    start() {
      probing ??= keepProbing({ api, sleep, random, stopping: stopping.signal });
    },
    async take(fields) {
      const heard = hear(fields, agentId, clock());
      if (heard.kind === 'ignored') return;
      if (heard.kind === 'unreadable') {
        return log.warn({ code: 'unreadable_message', shape: heard.shape }, 'A message cannot be answered.');
      }
      await receive(heard.event);
      if (heard.kind !== 'tapped') return;
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
