import type { Channel, Receive } from '../../../src/channels/channel.ts';
import { createTelegramChannel } from '../../../src/channels/telegram/index.ts';
import type { Content } from '../../../src/content/content.ts';
import { silentLog } from '../../silent-log.ts';
import { dingtalkBench } from '../dingtalk/bench.ts';
import { type FakeTime, settle, until } from '../fake-time.ts';
import { type AnyUpdate, bot, ids, simulateTelegram } from '../telegram/simulator.ts';
import { type From, tapUpdate, textUpdate } from '../telegram/updates.ts';
import { wecomBench } from '../wecom/bench.ts';
import { kf } from '../wecom/simulator-api.ts';

/** Where somebody sits: what stands on their screen, oldest first, and what they can do there. */
export interface Seat {
  texts(): readonly string[];
  says(text: string): Promise<unknown>;
  /** Taps what the newest message with such a button offers. */
  taps(label: string): Promise<unknown>;
}

/** A platform that is up, and the seat of one person at it. */
export interface Platform extends Seat {
  readonly channel: Channel;
  isUp(): boolean;
  violations(): readonly string[];
  close(): Promise<void>;
}

/** What a platform is opened with. */
export interface Options {
  readonly time: FakeTime;
  readonly receive: Receive;
}

const found = <Wanted>(wanted: Wanted | undefined, what: string): Wanted => {
  if (wanted === undefined) throw new Error(`there is no ${what}`);
  return wanted;
};

/** DingTalk with somebody of the staff at it, one-to-one. */
export const openDingtalk = async ({ time, receive }: Options, user: string): Promise<Platform> => {
  const bench = await dingtalkBench({ time, receive });
  bench.channel.start();
  await until(() => bench.channel.health().up, 'DingTalk being up');
  let said = 0;
  const says = async (text: string): Promise<void> => {
    said += 1;
    const { acknowledged } = await bench.deliver(bench.simulator.text(text, `m${said}`, { user }));
    if (!acknowledged) throw new Error('DingTalk was not told that the message was taken');
  };
  return {
    channel: bench.channel,
    isUp: () => bench.channel.health().up,
    texts: () => bench.simulator.screens.map(({ text }) => text),
    says,
    // A quick reply says its words in the name of whoever tapped it.
    taps: (label) =>
      says(found(bench.simulator.screens.findLast(({ taps }) => taps.includes(label)) && label, `button ${label}`)),
    violations: () => bench.simulator.violations,
    close: bench.close,
  };
};

/** Telegram with somebody at it in a private chat. */
export const openTelegram = async ({ time, receive }: Options, content: Content): Promise<Platform> => {
  const simulator = await simulateTelegram(time.now, time.sleep);
  const channel = createTelegramChannel({
    settings: { token: bot.token, apiRoot: simulator.base },
    receive,
    clock: time.now,
    random: () => 0.5,
    log: silentLog,
    sleep: time.sleep,
    texts: (locale) => content.texts('telegram', locale),
  });
  channel.start();
  const isUp = (): boolean => channel.health().up && simulator.held() === 1;
  await until(isUp, 'Telegram being up');
  const from: From = { user: ids.ivy };
  const push = async (update: AnyUpdate): Promise<void> => {
    simulator.push(update);
    await until(() => simulator.outcome(update.update_id) === 'acknowledged', 'Telegram taking an update');
  };
  return {
    channel,
    isUp,
    texts: () => simulator.sent.map(({ text }) => text),
    says: (text) => push(textUpdate(simulator, from, text)),
    taps: (label) => push(tapUpdate(simulator, from, label)),
    violations: () => simulator.violations,
    async close() {
      await channel.stop();
      await simulator.close();
    },
  };
};

/** WeChat customer service with a customer at it. */
export interface KfPlatform extends Platform {
  /** The customer opens the chat by a link that carries something. */
  enters(sceneParam: string): Promise<unknown>;
}

/** WeChat customer service with somebody at it who is no colleague. */
export const openKf = async ({ time, receive }: Options, user: string): Promise<KfPlatform> => {
  const bench = await wecomBench({ time, receive });
  let said = 0;
  const next = (): string => {
    said += 1;
    return `kf${said}`;
  };
  return {
    channel: bench.kf,
    isUp: () => bench.kf.health().up,
    texts: () => bench.api.screens.map(({ text }) => text),
    says: (text) => bench.kfSays(text, next(), user),
    taps(label) {
      const menu = found(
        bench.api.screens.findLast(({ taps }) => taps.includes(label)),
        `entry ${label}`,
      );
      const tapped = { msgtype: 'text', text: { content: menu.text, menu_id: `1:${label}` } };
      return bench.kfSays(label, next(), user, tapped);
    },
    async enters(sceneParam) {
      await bench.kfEvent(
        {
          ...{ event_type: 'enter_session', open_kfid: kf.openKfId, external_userid: user, scene: 'ruzhu' },
          ...{ scene_param: sceneParam, welcome_code: bench.api.kfWelcomeCode(user) },
        },
        next(),
      );
      await settle();
    },
    violations: () => bench.api.violations,
    close: bench.close,
  };
};
