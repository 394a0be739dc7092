import dayjs from 'dayjs';
import duration from 'dayjs/plugin/duration.js';
import { Registry } from 'prom-client';
import type { Content } from '../../src/content/content.ts';
import type { Conversation, OutboxItem } from '../../src/dialogue/conversation.ts';
import type { Said, Content as Sent } from '../../src/dialogue/event.ts';
import { personAt } from '../../src/dialogue/person.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createMetrics } from '../../src/engine/metrics.ts';
import { openMonth } from '../../src/engine/month.ts';
import { dialogue } from '../../src/parts/dialogue.ts';
import { openMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import type { Recogniser } from '../../src/understanding/recogniser.ts';

dayjs.extend(duration);

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** A message that reached somebody, and when. */
export interface Heard {
  readonly item: OutboxItem;
  readonly at: number;
}

/** The whole product but for its channels and its disk: engine, core, real content and recogniser, and a clock. */
export interface Stage {
  say(text: string, from?: { user?: string; group?: string }): Promise<readonly Heard[]>;
  send(content: Sent): Promise<readonly Heard[]>;
  again(): Promise<readonly Heard[]>;
  wait(period: string): Promise<readonly Heard[]>;
  down(period: string): Promise<readonly Heard[]>;
  crashAfter(text: string): Promise<readonly Heard[]>;
  conversation(user?: string): Promise<Conversation | undefined>;
  now(): number;
}

/** Sets a stage. A crash leaves the store as it is and puts a new engine on it. */
export const setStage = async (content: Content, recogniser: Recogniser, start: number): Promise<Stage> => {
  let now = start;
  let said = 0;
  let last: Said | undefined;
  let heard: Heard[] = [];
  const store: Store = openMemoryStore();

  const newEngine = async () => {
    const month = await openMonth(undefined, () => 480, quiet);
    const channel = {
      id: 'terminal',
      abilities: { maximumBytes: 100_000, idempotent: false, perPlacePerMinute: 10_000, perSecond: 10_000 },
      send: async ({ item }: { item: OutboxItem }) => {
        heard.push({ item, at: now });
        return { status: 'sent' } as const;
      },
      health: () => ({ up: true }) as const,
      stop: async () => {},
    } as const;
    return createEngine({
      store,
      dialogue,
      content: () => content,
      recogniser: () => recogniser,
      clock: () => now,
      offset: () => 480,
      publicUrl: 'https://ruzhu.example',
      channels: new Map([['terminal', channel]]),
      random: () => 0.5,
      log: quiet,
      metrics: createMetrics(new Registry(), { store, month, clock: () => now }),
      month,
      sleep: async () => {},
    });
  };
  let engine = await newEngine();

  const event = (body: Sent, user = 'u1', group?: string): Said => {
    said += 1;
    const address = { channel: 'terminal', user, heardAt: now, ...(group === undefined ? {} : { group }) } as const;
    return { type: 'said', id: `m${said}`, at: now, address, content: body };
  };
  const receive = async (received: Said): Promise<readonly Heard[]> => {
    heard = [];
    last = received;
    await engine.receive(received, async (items) => {
      heard.push(...items.map((item) => ({ item, at: now })));
      return 'sent';
    });
    return heard;
  };

  return {
    say: (text, from = {}) => receive(event({ kind: 'text', text }, from.user, from.group)),
    send: (body) => receive(event(body)),
    again: () => {
      if (!last) throw new Error('nothing was said yet that could come again');
      return receive(last);
    },
    async wait(period) {
      heard = [];
      const end = dayjs(now).add(dayjs.duration(period)).valueOf();
      for (;;) {
        const due = await engine.nextDue();
        if (due === undefined || due > end) break;
        now = Math.max(now, due);
        await engine.tick();
      }
      now = end;
      return heard;
    },
    async down(period) {
      heard = [];
      now = dayjs(now).add(dayjs.duration(period)).valueOf();
      engine = await newEngine();
      await engine.adopt();
      await engine.tick();
      return heard;
    },
    async crashAfter(text) {
      heard = [];
      await engine.receive(event({ kind: 'text', text }), async () => 'absent');
      engine = await newEngine();
      await engine.adopt();
      await engine.flush(personAt({ channel: 'terminal', user: 'u1' }));
      return heard;
    },
    conversation: async (user = 'u1') => (await store.load(personAt({ channel: 'terminal', user })))?.conversation,
    now: () => now,
  };
};
