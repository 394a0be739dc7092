import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Registry } from 'prom-client';
import { openRecogniserFor } from '../../app/content/open-content.ts';
import { dialogue } from '../../app/dialogue.ts';
import { readEnvironment, SettingError } from '../../app/environment.ts';
import { createLog } from '../../app/log.ts';
import { publicUrlOf, withoutSlash } from '../../app/public-url.ts';
import { openStore } from '../../app/store/open-store.ts';
import { offsetIn } from '../../app/time-zone.ts';
import type { Content } from '../../content/content.ts';
import { publicIntent } from '../../content/schema/intent.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { openMonthlyUsage } from '../../engine/delivery/monthly-usage.ts';
import { createEngine } from '../../engine/engine.ts';
import { createMetrics } from '../../engine/metrics.ts';
import { createPurchasers } from '../../purchasers/purchasers.ts';
import { runChat } from './chat.ts';
import type { Opened, Opening } from './chat-options.ts';

/** How the chat was asked for on the command line. */
export interface ChatOptions {
  readonly json?: true;
  readonly now?: string;
  readonly user: string;
  readonly data?: string;
  /** The content, which may still be on its way. */
  readonly content: Promise<Content>;
}

interface Places {
  readonly content: Promise<Content>;
  readonly data: string;
  readonly offset: (at: Instant) => number;
  readonly publicUrl: string;
}

const openEngine = async (places: Places, { channel, clock }: Opening): Promise<Opened> => {
  const { content: loading, data, offset, publicUrl } = places;
  const log = createLog('warn');
  const content = await loading;
  const recogniser = await openRecogniserFor(content, ({ code, message }) => log.warn({ code }, message));
  const store = await openStore(data, log);
  const usage = await openMonthlyUsage(undefined, offset, log);
  const engine = createEngine({
    store,
    dialogue,
    purchasers: createPurchasers({ store, random: randomBytes }),
    content: () => content,
    recogniser: () => recogniser,
    clock,
    offset,
    publicUrl,
    channels: new Map([[channel.id, channel]]),
    random: Math.random,
    log,
    metrics: createMetrics(new Registry(), { store, usage, clock }),
    usage,
  });
  return {
    engine: {
      ...engine,
      receive: async (event, deliverHere) => {
        const { conversation, state, reading } = await engine.receive(event, deliverHere);
        const taken = conversation.log.at(-1);
        return {
          state,
          ...(reading && taken ? { reading: { ...reading, intent: publicIntent(content.intents, taken.intent) } } : {}),
        };
      },
      offers: async (person) => (await store.load(person))?.conversation.quickReplies ?? [],
    },
    texts: (locale) => content.texts('terminal', locale),
    stepTitle: (step, locale) => {
      const found = content.journey.steps.find(({ id }) => id === step);
      return found ? content.translator(locale).format(found.short, {}) : step;
    },
    async close() {
      await engine.stop();
      await store.close();
    },
  };
};

const instantOf = (written: string): Instant => {
  const at = Date.parse(written);
  if (Number.isNaN(at)) throw new SettingError('--now must be an ISO 8601 instant such as 2026-03-02T10:00:00+08:00.');
  return at;
};

/** Talks in the terminal until the input ends. Without `data` the state lies in a folder that is removed at the end. */
export const openChat = async (wishes: ChatOptions): Promise<void> => {
  const settings = readEnvironment(process.env);
  const offset = offsetIn(settings.TZ_NAME);
  const passing = wishes.data === undefined ? await mkdtemp(join(tmpdir(), 'ruzhu-chat-')) : undefined;
  const places = {
    content: wishes.content,
    data: resolve(wishes.data ?? passing ?? '.'),
    offset,
    publicUrl: withoutSlash(publicUrlOf(settings)),
  };
  try {
    await runChat({
      open: (opening) => openEngine(places, opening),
      input: process.stdin,
      output: process.stdout,
      options: {
        json: wishes.json ?? false,
        user: wishes.user,
        locale: process.env.LANG?.startsWith('en') ? 'en' : 'zh-CN',
        colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
        ...(wishes.now === undefined ? {} : { now: instantOf(wishes.now) }),
      },
      realNow: Date.now,
      offset,
      run: randomUUID().slice(0, 8),
    });
  } finally {
    if (passing !== undefined) await rm(passing, { recursive: true, force: true });
  }
};
