import { setMaxListeners } from 'node:events';
import type { Capabilities } from '../../channel.ts';
import type { PlatformChannel, PlatformDeps } from '../../platform-channel.ts';
import { errorCodeOf } from '../../shared/error-code.ts';
import { type ChannelLease, uncontestedLease } from '../../shared/lease.ts';
import { createCallBudget } from '../call-budget.ts';
import type { BotSettings } from '../settings.ts';
import { createConnection } from './connection.ts';
import { MAXIMUM_BYTES } from './encode.ts';
import { type ReadFrame, readEvent, readMessage } from './receive.ts';
import { createSender } from './send.ts';

/** What the AI bot's channel is made of. */
export interface WecomBotDeps extends PlatformDeps {
  readonly settings: BotSettings;
  /** The right to connect, where several processes share a bot. */
  readonly sole?: ChannelLease;
}

/**
 * Limits as published (101463): replies and pushes together 30 a minute and 1,000 an hour in a chat. A repeat of an
 * unacknowledged answer takes the place of the first while the connection lives; a repeated push may be seen twice, which
 * is better than never.
 */
const abilities = {
  maximumBytes: MAXIMUM_BYTES,
  idempotent: true,
  perAddressPerMinute: 30,
  perAddressPerHour: 1_000,
  perSecond: 50,
} satisfies Capabilities;

/** WeCom does not send again what could not be saved: it is tried here, after these many milliseconds. */
const SAVED_AFTER = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const;

/** Makes the channel; nothing runs until it is started. */
export const createWecomBotChannel = (deps: WecomBotDeps): PlatformChannel => {
  const { receive, clock, log, sleep, sole = uncontestedLease() } = deps;
  const stopping = new AbortController();
  // Every message that is being saved again listens to it.
  setMaxListeners(0, stopping.signal);
  const saving = new Set<Promise<void>>();

  const save = async (heard: Extract<ReadFrame, { event: unknown }>): Promise<boolean> => {
    for (const wait of [...SAVED_AFTER, undefined]) {
      try {
        await receive(heard.event);
        return true;
      } catch (error) {
        const entry = { code: 'message_not_saved', cause: errorCodeOf(error) };
        if (wait === undefined || stopping.signal.aborted) {
          log.error(entry, 'A message could not be saved and is lost: WeCom does not send it again.');
          return false;
        }
        log.warn(entry, 'A message could not be saved; it is tried again.');
        await sleep(wait, stopping.signal);
      }
    }
    return false;
  };

  const take = async (heard: ReadFrame): Promise<void> => {
    switch (heard.type) {
      case 'ignored':
        return;
      case 'unreadable':
        return log.warn({ code: 'unreadable_message', shape: heard.shape }, 'A frame cannot be answered.');
      case 'heard':
        if (heard.oddShape !== undefined) {
          log.warn({ code: 'odd_message', shape: heard.oddShape }, 'A message has an unknown form; it is answered.');
        }
        await save(heard);
        return;
      case 'tapped':
        if (await save(heard)) await speaker.markTap(heard.tap);
    }
  };

  const connection = createConnection({
    ...deps,
    sole,
    stopping: stopping.signal,
    frame(kind, frame) {
      const heard = kind === 'message' ? readMessage(frame, clock()) : readEvent(frame, clock());
      const taken = take(heard).finally(() => saving.delete(taken));
      saving.add(taken);
    },
  });
  const speaker = createSender({ connection, budget: createCallBudget(clock), clock, log });

  return {
    id: 'wecom',
    capabilities: abilities,
    start: () => connection.start(),
    send: async (delivery) =>
      stopping.signal.aborted ? { status: 'retry', reason: 'channel_stopped' } : speaker.send(delivery),
    health: () => connection.health(),
    carries: () => sole.state() === 'here',
    async stop() {
      stopping.abort();
      await connection.stopped();
      await Promise.all(saving);
    },
  };
};
