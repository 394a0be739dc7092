import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { invitationLook } from '../../../src/app/web/invitation-status.ts';
import { invitationText } from '../../../src/app/web/invitation-text.ts';
import { pageText } from '../../../src/app/web/page-text.ts';
import type { Channel, Receive } from '../../../src/channels/channel.ts';
import type { Content } from '../../../src/content/content.ts';
import { httpServer } from '../../../src/http/server.ts';
import { createPurchasers } from '../../../src/purchasers/purchasers.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Recogniser } from '../../../src/understanding/recogniser.ts';
import { createWebChat } from '../../../src/web/chat/index.ts';
import { filesRoutes } from '../../../src/web/console/files.ts';
import { entryLinksBy } from '../../../src/web/invitation/entry-links.ts';
import { invitationRoutes } from '../../../src/web/invitation/index.ts';
import { type OpenPage, openPageBy } from '../../web/chat/open-page.ts';
import { wholeEngine } from '../../whole-engine.ts';
import { type FakeTime, fakeTime, settle, until } from '../fake-time.ts';
import { type KfPlatform, openDingtalk, openKf, openTelegram, type Platform, type Seat } from './seats.ts';

/** The four people of the story, each at another platform. */
export const people = ['buyer', 'zhang', 'hong', 'xin'] as const;

/** What came to each of the four, in the order of coming; empty when nothing did. */
export type Seen = Readonly<Record<(typeof people)[number], string>>;

/** What came of fetching something. */
export type Fetched = Awaited<ReturnType<FastifyInstance['inject']>>;

/** The whole product behind four platforms with one person at each, and a clock. */
export interface Stage {
  readonly store: Store;
  readonly now: () => number;
  /** A purchasing officer, in DingTalk. */
  readonly buyer: Seat;
  /** A supplier's agent abroad, in Telegram. */
  readonly zhang: Seat;
  /** A supplier in WeChat, by its customer service. */
  readonly hong: Seat & Pick<KfPlatform, 'enters'>;
  /** A supplier with a browser. */
  readonly xin: Pick<Seat, 'says'> & { opens(code: string): Promise<void> };
  /** Something happens; what comes of it on every screen, after everything has come to rest. */
  after(happens: () => Promise<unknown>): Promise<Seen>;
  /** Time passes, and what falls due is sent. */
  wait(milliseconds: number): Promise<Seen>;
  /** Fetches something as a browser does, by a path or by a link of ours. */
  get(link: string): Promise<Fetched>;
  violations(): readonly string[];
  close(): Promise<void>;
}

/** Time as it passes for whoever waits, and hours that pass in a jump: nothing but idle questions would fill them. */
const jumpingTime = (start: number): FakeTime => {
  const time = fakeTime(start);
  let jumped = 0;
  return {
    ...time,
    now: () => time.now() + jumped,
    async jump(milliseconds) {
      jumped += milliseconds;
      await settle();
    },
  };
};

/** Lets something come to its end; time moves on when nothing else does. */
const ended = async <T>(time: FakeTime, doing: Promise<T>): Promise<T> => {
  let over = false;
  const noted = doing.finally(() => {
    over = true;
  });
  for (let round = 0; !over && round < 4_000; round += 1) {
    await settle(100);
    if (!over) await time.advance(250);
  }
  if (!over) throw new Error('what was begun did not end');
  return noted;
};

/** Sets the stage at a moment. */
export const setStage = async (
  content: Content,
  recogniser: Recogniser,
  start: number,
  openStore: (now: () => number) => Promise<Store>,
): Promise<Stage> => {
  const time = jumpingTime(start);
  const publicUrl = new URL('https://ruzhu.example');
  const store = await openStore(time.now);
  const channels = new Map<string, Channel>();
  const purchasers = createPurchasers({ store, random: randomBytes });
  const engine = await wholeEngine({
    ...{ store, purchasers, channels, clock: time.now, sleep: time.sleep },
    content: () => content,
    recogniser: () => recogniser,
  });
  const receive: Receive = async (event) => {
    await engine.receive(event);
  };
  const dingtalk = await openDingtalk({ time, receive }, 'li');
  const telegram = await openTelegram({ time, receive }, content);
  const wechat = await openKf({ time, receive }, 'wm-hong');
  const platforms: readonly Platform[] = [dingtalk, telegram, wechat];
  for (const { channel } of platforms) channels.set(channel.id, channel);

  const web = createWebChat({
    publicUrl,
    visitorKey: Buffer.alloc(32, 7),
    text: pageText(() => content),
    now: time.now,
    sleep: time.sleep,
  });
  let pushed = 0;
  channels.set(web.channel.id, {
    ...web.channel,
    async send(delivery) {
      const result = await web.channel.send(delivery);
      if (result.status === 'sent') pushed += 1;
      return result;
    },
  });
  const server = await httpServer({
    logger: pino({ level: 'silent' }),
    publicUrl,
    metrics: new Registry(),
    readiness: async () => [],
    rooms: [
      web.room({ ...engine, present: engine.flush }),
      invitationRoutes({
        publicUrl,
        visitors: web.visitors,
        look: invitationLook(purchasers.inspectInvitation, time.now),
        ways: entryLinksBy(channels, time.sleep),
        text: invitationText(() => content),
        sleep: time.sleep,
      }),
      filesRoutes({ store, world: engine.world }),
    ],
  });
  const origin = await server.listen({ port: 0, host: '127.0.0.1' });
  let page: OpenPage | undefined;

  const screens = {
    buyer: dingtalk.texts,
    zhang: telegram.texts,
    hong: wechat.texts,
    xin: () => page?.texts ?? [],
  };
  const atRest = async (): Promise<void> => {
    await ended(time, engine.idle());
    await until(() => (page?.unasked() ?? 0) === pushed, 'the page showing what came');
    await settle();
  };
  const after: Stage['after'] = async (happens) => {
    const before = people.map((who) => screens[who]().length);
    await happens();
    await atRest();
    const came = (who: keyof Seen): string => screens[who]().slice(before[people.indexOf(who)]).join('\n---\n');
    return { buyer: came('buyer'), zhang: came('zhang'), hong: came('hong'), xin: came('xin') };
  };
  /** After hours without a word the platforms look whether anybody is still there. */
  const pass = async (milliseconds: number): Promise<void> => {
    await time.jump(milliseconds);
    for (let round = 0; round < 200 && !platforms.every(({ isUp }) => isUp()); round += 1) {
      await time.advance(1_000);
      await settle(100);
    }
    if (!platforms.every(({ isUp }) => isUp())) throw new Error('a platform did not come back');
  };

  return {
    store,
    now: time.now,
    buyer: dingtalk,
    zhang: telegram,
    hong: wechat,
    xin: {
      async opens(code) {
        page = await openPageBy(origin, code);
      },
      async says(text) {
        if (!page) throw new Error('the page was not opened yet');
        await page.says(text);
      },
    },
    async after(happens) {
      // People take their time between two messages.
      await time.advance(5_000);
      return after(happens);
    },
    wait: (milliseconds) =>
      after(async () => {
        const end = time.now() + milliseconds;
        for (;;) {
          const due = await engine.nextDue();
          if (due === undefined || due > end) break;
          await pass(Math.max(0, due - time.now()));
          await ended(time, engine.tick());
        }
        await pass(Math.max(0, end - time.now()));
      }),
    get: async (link) => server.inject({ method: 'GET', url: link.replace(publicUrl.origin, '') }),
    violations: () => platforms.flatMap(({ violations }) => violations()),
    async close() {
      await engine.stop();
      page?.close();
      await Promise.all(platforms.map(({ close }) => close()));
      await server.close();
      await store.close();
    },
  };
};
