import { vi } from 'vitest';
import type { Channel, Receive } from '../../../src/channels/channel.ts';
import type { Sleep } from '../../../src/channels/sleep.ts';
import type { Content } from '../../../src/content/content.ts';
import type { ChannelId } from '../../../src/dialogue/model/address.ts';
import type { Conversation } from '../../../src/dialogue/model/conversation.ts';
import { personAt } from '../../../src/dialogue/model/person.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Recogniser } from '../../../src/understanding/recogniser.ts';
import { wholeEngine } from '../../whole-engine.ts';
import type { Screen } from '../channel-contract.ts';
import { fakeTime, settle, until } from '../fake-time.ts';
import { wecomBench } from './bench.ts';
import { connectedBot } from './bot-bench.ts';
import { callback, seal, xmlOf } from './seal.ts';
import { app, kf } from './simulator-api.ts';

/** What the product runs on. */
export interface Equipment {
  readonly content: Content;
  readonly recogniser: Recogniser;
  readonly openStore: (now: () => number) => Promise<Store>;
}

/** How a door looks from the street. */
interface Street {
  readonly channel: Channel;
  screens(): readonly Screen[];
  /** Somebody says something, in a group where the door has any. */
  says(text: string, id: string, user: string, group?: string): Promise<unknown>;
  /** Somebody taps what says these words, on the last card. */
  taps(say: string, id: string, user: string, group?: string): Promise<unknown>;
  enters(id: string, user: string, invitation?: string): Promise<unknown>;
  now(): number;
  /** Time passes without anything being waited for. */
  jump(milliseconds: number): Promise<void>;
  violations(): readonly string[];
  close(): Promise<void>;
}

/** The whole product behind one door of a simulated WeCom, with a clock. */
export interface Stage {
  readonly store: Store;
  /** Says it, or taps it where the last message offers it, and resolves to what is then shown. */
  says(text: string, from?: { user?: string; group?: string; id?: string }): Promise<string>;
  /** What is shown to somebody who opens the chat. */
  enters(user: string, invitation?: string): Promise<string>;
  /** Says it with an id that was there before; what is then shown. */
  again(text: string, id: string): Promise<string>;
  wait(milliseconds: number): Promise<readonly string[]>;
  conversation(user?: string): Promise<Conversation | undefined>;
  screens(): readonly Screen[];
  /** How many answers were taps. */
  taps(): number;
  violations(): readonly string[];
  close(): Promise<void>;
}

const begin = async (
  { content, recogniser, openStore }: Equipment,
  clock: () => number,
  sleep: Sleep,
  channels: ReadonlyMap<string, Channel>,
) => {
  const store = await openStore(clock);
  const engine = await wholeEngine({
    ...{ store, clock, channels, sleep },
    content: () => content,
    recogniser: () => recogniser,
  });
  return { engine, store };
};

const botStreet = async (receive: Receive, start: number): Promise<Street> => {
  const bench = await connectedBot({ receive });
  vi.setSystemTime(start);
  let lastCard = '';
  const place = (user: string, group?: string) => (group === undefined ? { user } : { user, group });
  return {
    channel: bench.channel,
    screens: bench.simulator.screens,
    async says(text, id, user, group) {
      await bench.advance(3_000);
      await bench.says(place(user, group), group === undefined ? text : `@入驻助手 ${text}`, id);
    },
    async taps(say, id, user, group) {
      const card = bench.simulator.frames
        .map(({ body }) => JSON.stringify(body))
        .findLast((body) => body?.includes('button_list'));
      lastCard = /"task_id":"([^"]+)"/.exec(card ?? '')?.[1] ?? '';
      const key = /"key":"(\d+:[^"]+)"/g;
      const keys = [...(card ?? '').matchAll(key)].map(([, found]) => found ?? '');
      const event = { event_key: keys.find((one) => one.endsWith(`:${say}`)), task_id: lastCard };
      await bench.advance(3_000);
      bench.simulator.event(place(user, group), { eventtype: 'template_card_event', template_card_event: event }, id);
      await bench.dealtWith();
    },
    async enters(id, user) {
      bench.simulator.event({ user }, { eventtype: 'enter_chat' }, id);
      await bench.dealtWith();
    },
    now: Date.now,
    async jump(milliseconds) {
      vi.setSystemTime(Date.now() + milliseconds);
      await bench.advance(1_000);
    },
    violations: () => bench.simulator.violations,
    close: bench.close,
  };
};

const callbackStreet = async (door: 'app' | 'kf', receive: Receive, start: number): Promise<Street> => {
  const time = fakeTime(start);
  const bench = await wecomBench({ receive, time });
  const seconds = () => Math.floor(time.now() / 1_000);
  const appEvent = (event: Readonly<Record<string, string>>, user: string) =>
    bench.post(
      seal(
        xmlOf({
          ToUserName: callback.corpId,
          FromUserName: user,
          CreateTime: seconds(),
          MsgType: 'event',
          AgentID: String(app.agentId),
          ...event,
        }),
        time.now(),
      ),
    );
  const appTap = (say: string, user: string) =>
    appEvent({ Event: 'template_card_event', EventKey: `1:${say}`, ResponseCode: bench.api.responseCode() }, user);
  const isApp = door === 'app';
  return {
    channel: isApp ? bench.app : bench.kf,
    screens: () => bench.api.screens,
    async says(text, id, user) {
      await time.advance(3_000);
      await (isApp ? bench.appSays(text, id, user) : bench.kfSays(text, id, user));
    },
    async taps(say, id, user) {
      await time.advance(3_000);
      const tapped = { msgtype: 'text', text: { content: '点了', menu_id: `1:${say}` } };
      await (isApp ? appTap(say, user) : bench.kfSays(say, id, user, tapped));
    },
    enters: (id, user, invitation = '') =>
      isApp
        ? appEvent({ Event: 'enter_agent', EventKey: '' }, user)
        : bench.kfEvent(
            {
              ...{ event_type: 'enter_session', open_kfid: kf.openKfId, external_userid: user, scene: 's' },
              ...{ scene_param: invitation, welcome_code: bench.api.kfWelcomeCode(user) },
            },
            id,
          ),
    now: time.now,
    jump: time.advance,
    violations: () => bench.api.violations,
    close: bench.close,
  };
};

/** Opens a door at a moment. */
export const setStage = async (
  id: Extract<ChannelId, `wecom${string}`>,
  equipment: Equipment,
  start: number,
): Promise<Stage> => {
  let engine: Engine | undefined;
  const receive: Receive = async (event) => {
    await engine?.receive(event);
  };
  const street =
    id === 'wecom'
      ? await botStreet(receive, start)
      : await callbackStreet(id === 'wecom_app' ? 'app' : 'kf', receive, start);
  const begun = await begin(equipment, street.now, async () => {}, new Map([[id, street.channel]]));
  engine = begun.engine;
  const running = engine;
  let said = 0;
  let tapped = 0;

  const shownAfter = async (happens: () => Promise<unknown>, expects = true): Promise<string> => {
    const before = street.screens().length;
    await happens();
    if (expects) await until(() => street.screens().length > before, 'an answer');
    await running.idle();
    await settle(60);
    return street
      .screens()
      .slice(before)
      .map(({ text }) => text)
      .join('\n');
  };
  return {
    store: begun.store,
    says(text, { user = 'u1', group, id: given } = {}) {
      said += 1;
      const messageId = given ?? `said${said}`;
      const offered = street.screens().at(-1)?.taps.includes(text) && given === undefined;
      if (offered) tapped += 1;
      return shownAfter(() => (offered ? street.taps : street.says)(text, messageId, user, group));
    },
    enters: (user, invitation) => shownAfter(() => street.enters(`enter ${user}`, user, invitation)),
    again: (text, messageId) => shownAfter(() => street.says(text, messageId, 'u1'), false),
    async wait(milliseconds) {
      const before = street.screens().length;
      const end = street.now() + milliseconds;
      for (;;) {
        const due = await running.nextDue();
        if (due === undefined || due > end) break;
        await street.jump(Math.max(0, due - street.now()));
        await running.tick();
        await settle(60);
      }
      await street.jump(end - street.now());
      return street
        .screens()
        .slice(before)
        .map(({ text }) => text);
    },
    conversation: async (user = 'u1') => (await begun.store.load(personAt({ channel: id, user })))?.conversation,
    screens: street.screens,
    taps: () => tapped,
    violations: street.violations,
    async close() {
      await running.stop();
      await street.close();
    },
  };
};
