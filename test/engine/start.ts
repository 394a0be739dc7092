import { Registry } from 'prom-client';
import type { Channel } from '../../src/channels/channel.ts';
import type { Log } from '../../src/channels/log.ts';
import type { ChannelId } from '../../src/dialogue/model/address.ts';
import type { MessageReceived } from '../../src/dialogue/model/event.ts';
import { type PersonId, personAt } from '../../src/dialogue/model/person.ts';
import { openMonthlyUsage } from '../../src/engine/delivery/monthly-usage.ts';
import { createEngine, type Engine, type EngineDeps } from '../../src/engine/engine.ts';
import { createMetrics } from '../../src/engine/metrics.ts';
import type { PurchasersPort } from '../../src/engine/purchasers-port.ts';
import type { Store } from '../../src/store/store.ts';
import { emptyContent, fakeDialogue } from './fake-dialogue.ts';
import { type FakeStore, fakeStore } from './fake-store.ts';
import { type FakeTime, fakeTime } from './fake-time.ts';

/** A desk that knows nobody. */
const closedDesk: PurchasersPort = {
  redeem: async () => ({ type: 'refused', why: 'unknown' }),
  snapshot: async () => undefined,
  members: async () => [],
  handleRequest: async () => {
    throw new Error('nobody asks this desk');
  },
};

/** A log that is kept, one code a line. */
export const keptLog = (): Log & { readonly codes: string[]; readonly lines: string[] } => {
  const codes: string[] = [];
  const lines: string[] = [];
  const keep = (entry: object, message: string): void => {
    if ('code' in entry) codes.push(String(entry.code));
    lines.push(`${JSON.stringify(entry)} ${message}`);
  };
  return { codes, lines, info: keep, warn: keep, error: keep };
};

/** What a test may want to be special. */
export interface Options extends Partial<Omit<EngineDeps, 'store' | 'channels' | 'clock' | 'sleep' | 'log'>> {
  readonly store?: FakeStore;
  readonly time?: FakeTime;
  readonly channels?: readonly Channel[];
}

export interface Started {
  readonly engine: Engine;
  readonly time: FakeTime;
  readonly registry: Registry;
  readonly log: ReturnType<typeof keptLog>;
}

/** An engine over a given store, with everything else around it made up. Random is always one half. */
export const startOn = async (
  store: Store,
  { time = fakeTime(), channels = [], ...wishes }: Omit<Options, 'store'> = {},
): Promise<Started> => {
  const log = keptLog();
  const registry = new Registry();
  const usage = wishes.usage ?? (await openMonthlyUsage(undefined, () => 480, log));
  const engine = createEngine({
    dialogue: fakeDialogue,
    purchasers: closedDesk,
    content: () => emptyContent,
    recogniser: () => undefined,
    offset: () => 480,
    publicUrl: 'https://ruzhu.example',
    random: () => 0.5,
    metrics: createMetrics(registry, { store, usage, clock: time.clock }),
    ...wishes,
    usage,
    store,
    log,
    clock: time.clock,
    sleep: time.sleep,
    channels: new Map(channels.map((channel) => [channel.id, channel])),
  });
  return { engine, time, registry, log };
};

/** The same over a store that can be told to fail. */
export const start = async ({
  store = fakeStore(),
  ...wishes
}: Options = {}): Promise<Started & { readonly store: FakeStore }> => ({ ...(await startOn(store, wishes)), store });

let messages = 0;

/** Somebody says something on Telegram (unless told otherwise). */
export const said = (
  user: string,
  text: string,
  { id = '', group = '', channel = 'telegram' as ChannelId } = {},
): MessageReceived => {
  messages += 1;
  return {
    type: 'said',
    id: id || `m${messages}`,
    at: 0,
    address: { channel, user, heardAt: 0, ...(group ? { group } : {}) },
    content: { type: 'text', text },
  };
};

/** The id of a person on Telegram. */
export const person = (user: string, channel: ChannelId = 'telegram'): PersonId => personAt({ channel, user });
