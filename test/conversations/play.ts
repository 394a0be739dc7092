import { randomBytes } from 'node:crypto';
import dayjs from 'dayjs';
import duration from 'dayjs/plugin/duration.js';
import type { Capabilities } from '../../src/channels/channel.ts';
import type { Content } from '../../src/content/content.ts';
import type { ChannelId } from '../../src/dialogue/model/address.ts';
import type { Conversation, OutboxItem } from '../../src/dialogue/model/conversation.ts';
import type { MessageReceived, MessageContent as Sent } from '../../src/dialogue/model/event.ts';
import { personAt } from '../../src/dialogue/model/person.ts';
import type { Invitation } from '../../src/dialogue/model/programme/invitation.ts';
import type { PurchaserTerms } from '../../src/dialogue/model/programme/purchaser.ts';
import { makeInvitation } from '../../src/purchasers/invitations.ts';
import { addPurchaser } from '../../src/purchasers/registry.ts';
import type { Store } from '../../src/store/store.ts';
import type { Recogniser } from '../../src/understanding/recogniser.ts';
import { wholeEngine } from '../whole-engine.ts';

dayjs.extend(duration);

/** A message that reached somebody, and when. */
export interface Heard {
  readonly item: OutboxItem;
  readonly at: number;
}

/** The whole product but for its channels and its disk: engine, core, real content and recogniser, and a clock. */
export interface Stage {
  say(text: string, from?: { user?: string; group?: string }): Promise<readonly Heard[]>;
  send(content: Sent, user?: string): Promise<readonly Heard[]>;
  /** Names a purchaser, as the operator does; resolves to the code by which it is claimed. */
  addPurchaser(terms: PurchaserTerms): Promise<string>;
  /** The newest invitation of a supplier by that company's name; of anybody, of a colleague, when it names that. */
  invitation(to: string): Promise<string>;
  again(): Promise<readonly Heard[]>;
  wait(period: string): Promise<readonly Heard[]>;
  down(period: string): Promise<readonly Heard[]>;
  crashAfter(text: string): Promise<readonly Heard[]>;
  conversation(user?: string): Promise<Conversation | undefined>;
  now(): number;
}

/** The channels a page can be played on, with what they allow. */
const windows = {
  terminal: {},
  wecom_kf: { replyWindowMilliseconds: 48 * 3_600_000, messagesPerWindow: 5 },
} as const satisfies Partial<Record<ChannelId, Partial<Capabilities>>>;

/** A channel a page can be played on. */
export type StageChannel = keyof typeof windows;

/** What a stage is set with. */
export interface StageOptions {
  readonly content: Content;
  readonly recogniser: Recogniser;
  readonly start: number;
  readonly on: StageChannel;
  readonly openStore: (now: () => number) => Promise<Store>;
}

/** Sets a stage. A crash leaves the store as it is and puts a new engine on it. */
export const setStage = async ({ content, recogniser, start, on, openStore }: StageOptions): Promise<Stage> => {
  let now = start;
  let said = 0;
  let last: MessageReceived | undefined;
  let heard: Heard[] = [];
  const store = await openStore(() => now);

  const newEngine = () => {
    const channel = {
      id: on,
      capabilities: {
        ...{ maximumBytes: 100_000, idempotent: false, perAddressPerMinute: 10_000, perSecond: 10_000 },
        ...windows[on],
      },
      send: async ({ item }: { item: OutboxItem }) => {
        heard.push({ item, at: now });
        return { status: 'sent' } as const;
      },
      health: () => ({ up: true }) as const,
      stop: async () => {},
    } as const;
    return wholeEngine({
      store,
      content: () => content,
      recogniser: () => recogniser,
      clock: () => now,
      channels: new Map([[on, channel]]),
      sleep: async () => {},
    });
  };
  let engine = await newEngine();

  const event = (body: Sent, user = 'u1', group?: string): MessageReceived => {
    said += 1;
    const address = { channel: on, user, heardAt: now, ...(group === undefined ? {} : { group }) } as const;
    return { type: 'said', id: `m${said}`, at: now, address, content: body };
  };
  const receive = async (received: MessageReceived): Promise<readonly Heard[]> => {
    heard = [];
    last = received;
    await engine.receive(received, async (items) => {
      heard.push(...items.map((item) => ({ item, at: now })));
      return 'sent';
    });
    await engine.idle();
    return heard;
  };

  return {
    say: (text, from = {}) => receive(event({ type: 'text', text }, from.user, from.group)),
    send: (body, user) => receive(event(body, user)),
    async addPurchaser(terms) {
      const { id } = await addPurchaser(store.documents, randomBytes, terms, now);
      const { code } = await makeInvitation(store.documents, randomBytes, { purchaser: id, as: 'purchaser' }, now);
      return code;
    },
    async invitation(to) {
      const found: Invitation[] = [];
      for await (const invitation of store.documents.every('invitation')) found.push(invitation);
      const [newest] = found
        .filter(({ as, company }) =>
          to === 'colleague' ? as === to : as === 'supplier' && (company ?? 'anybody') === to,
        )
        .sort((left, right) => right.createdAt - left.createdAt);
      if (!newest) throw new Error(`there is no invitation of ${to}`);
      return newest.code;
    },
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
        await engine.idle();
      }
      now = end;
      return heard;
    },
    async down(period) {
      heard = [];
      now = dayjs(now).add(dayjs.duration(period)).valueOf();
      engine = await newEngine();
      await engine.recover();
      await engine.tick();
      await engine.idle();
      return heard;
    },
    async crashAfter(text) {
      heard = [];
      await engine.receive(event({ type: 'text', text }), async () => 'absent');
      engine = await newEngine();
      await engine.recover();
      await engine.flush(personAt({ channel: on, user: 'u1' }));
      return heard;
    },
    conversation: async (user = 'u1') => (await store.load(personAt({ channel: on, user })))?.conversation,
    now: () => now,
  };
};
