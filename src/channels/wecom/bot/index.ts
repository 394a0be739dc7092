import { setMaxListeners } from 'node:events';
import type { Abilities } from '../../channel.ts';
import { codeOf } from '../../error-code.ts';
import type { PlatformChannel, PlatformParts } from '../../platform-channel.ts';
import { type SoleRight, withoutRivals } from '../../sole-right.ts';
import { createBudget } from '../budget.ts';
import type { BotSettings } from '../settings.ts';
import { createConnection } from './connection.ts';
import { MAXIMUM_BYTES } from './encode.ts';
import { type Heard, hearEvent, hearMessage } from './receive.ts';
import { createSpeaker } from './send.ts';

/** What the AI bot's channel is made of. */
export interface WecomBotParts extends PlatformParts {
  readonly settings: BotSettings;
  /** The right to connect, where several processes share a bot. */
  readonly sole?: SoleRight;
}

/**
 * Limits as published (101463): replies and pushes together 30 a minute and 1,000 an hour in a chat. A repeat of an
 * unacknowledged answer takes the place of the first while the connection lives; a repeated push may be seen twice, which
 * is better than never.
 */
const abilities = {
  maximumBytes: MAXIMUM_BYTES,
  idempotent: true,
  perPlacePerMinute: 30,
  perPlacePerHour: 1_000,
  perSecond: 50,
} satisfies Abilities;

/** WeCom does not send again what could not be saved: it is tried here, after these many milliseconds. */
const SAVED_AFTER = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const;

/** Makes the channel; nothing runs until it is started. */
export const createWecomBotChannel = (parts: WecomBotParts): PlatformChannel => {
  const { receive, clock, log, sleep, sole = withoutRivals() } = parts;
  const stopping = new AbortController();
  // Every message that is being saved again listens to it.
  setMaxListeners(0, stopping.signal);
  const saving = new Set<Promise<void>>();

  const save = async (heard: Extract<Heard, { event: unknown }>): Promise<boolean> => {
    for (const wait of [...SAVED_AFTER, undefined]) {
      try {
        await receive(heard.event);
        return true;
      } catch (error) {
        const entry = { code: 'message_not_saved', cause: codeOf(error) };
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

  const take = async (heard: Heard): Promise<void> => {
    switch (heard.kind) {
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
    ...parts,
    sole,
    stopping: stopping.signal,
    frame(kind, frame) {
      const heard = kind === 'message' ? hearMessage(frame, clock()) : hearEvent(frame, clock());
      const taken = take(heard).finally(() => saving.delete(taken));
      saving.add(taken);
    },
  });
  const speaker = createSpeaker({ connection, budget: createBudget(clock), clock, log });

  return {
    id: 'wecom',
    abilities,
    start: () => connection.start(),
    send: async (delivery) =>
      stopping.signal.aborted ? { status: 'retry', reason: 'channel_stopped' } : speaker.send(delivery),
    health: () => connection.health(),
    carries: () => sole.standing() === 'here',
    async stop() {
      stopping.abort();
      await connection.stopped();
      await Promise.all(saving);
    },
  };
};
