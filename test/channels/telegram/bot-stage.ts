import type { Channel } from '../../../src/channels/channel.ts';
import { createTelegramChannel } from '../../../src/channels/telegram/index.ts';
import type { Content } from '../../../src/content/content.ts';
import type { Conversation } from '../../../src/dialogue/model/conversation.ts';
import { personAt } from '../../../src/dialogue/model/person.ts';
import type { PublicState } from '../../../src/dialogue/model/public-state.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Recogniser } from '../../../src/understanding/recogniser.ts';
import { silentLog } from '../../silent-log.ts';
import { wholeEngine } from '../../whole-engine.ts';
import { fakeTime, settle, until } from '../fake-time.ts';
import { type AnyUpdate, bot, type Sent, type Simulator, simulateTelegram } from './simulator.ts';
import { type From, tapUpdate, textUpdate } from './updates.ts';

/** The whole product behind a simulated Telegram, with a clock. */
export interface Stage {
  readonly simulator: Simulator;
  /** Sends an update and resolves to what the bot then says there; it says exactly so many messages. */
  send(update: AnyUpdate, messages?: number): Promise<readonly Sent[]>;
  says(from: From, text: string): Promise<Sent>;
  taps(from: From, label: string): Promise<Sent>;
  /** Time passes, and what falls due is sent. */
  wait(milliseconds: number): Promise<readonly Sent[]>;
  conversation(user: number): Promise<Conversation | undefined>;
  state(user: number): Promise<PublicState | undefined>;
  /** The process dies without a word, and another begins on the same store. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Sets a stage at a moment. */
export const setStage = async (
  content: Content,
  recogniser: Recogniser,
  start: number,
  openStore: (now: () => number) => Promise<Store>,
): Promise<Stage> => {
  const time = fakeTime(start);
  let jumped = 0;
  const clock = () => time.now() + jumped;
  const simulator = await simulateTelegram(clock, time.sleep);
  const store = await openStore(clock);

  const begin = async () => {
    const channels = new Map<string, Channel>();
    const engine = await wholeEngine({
      ...{ store, clock, channels, sleep: time.sleep },
      content: () => content,
      recogniser: () => recogniser,
    });
    const channel = createTelegramChannel({
      settings: { token: bot.token, apiRoot: simulator.base },
      receive: async (event) => void (await engine.receive(event)),
      clock,
      random: () => 0.5,
      log: silentLog,
      sleep: time.sleep,
      texts: (locale) => content.texts('telegram', locale),
    });
    channels.set(channel.id, channel);
    channel.start();
    const isHearing = () => channel.health().up && simulator.held() === 1;
    for (let round = 0; round < 20 && !isHearing(); round += 1) {
      await settle(20);
      if (!isHearing()) await time.advance(5_000);
    }
    await until(isHearing, 'hearing Telegram');
    await engine.recover();
    return { engine, channel };
  };
  let running = await begin();

  /** Hours pass in a jump: nothing but thousands of idle questions would fill them. */
  const pass = async (milliseconds: number): Promise<void> => {
    const jump = Math.max(0, milliseconds - 10 * 60_000);
    jumped += jump;
    if (milliseconds > 0) await time.advance(milliseconds - jump);
  };

  /** Chats are spoken in at a human pace. */
  const send = async (update: AnyUpdate, messages = 1): Promise<readonly Sent[]> => {
    await time.advance(3_000);
    const before = simulator.sent.length;
    simulator.push(update);
    await until(() => simulator.outcome(update.update_id) === 'acknowledged', 'taking an update');
    await until(() => simulator.sent.length >= before + messages, 'the answer');
    await running.engine.idle();
    await settle(20);
    return simulator.sent.slice(before);
  };
  const one = async (update: AnyUpdate): Promise<Sent> => {
    const [sent, ...others] = await send(update);
    if (!sent || others.length > 0) throw new Error(`${others.length + 1} messages came instead of one`);
    return sent;
  };

  return {
    simulator,
    send,
    says: (from, text) => one(textUpdate(simulator, from, text)),
    taps: (from, label) => one(tapUpdate(simulator, from, label)),
    async wait(milliseconds) {
      const before = simulator.sent.length;
      const end = clock() + milliseconds;
      for (;;) {
        const due = await running.engine.nextDue();
        if (due === undefined || due > end) break;
        await pass(due - clock());
        await running.engine.tick();
      }
      await pass(end - clock());
      await settle(20);
      return simulator.sent.slice(before);
    },
    conversation: async (user) =>
      (await store.load(personAt({ channel: 'telegram', user: String(user) })))?.conversation,
    state: (user) => running.engine.state(personAt({ channel: 'telegram', user: String(user) })),
    async restart() {
      await running.engine.stop();
      await running.channel.stop();
      running = await begin();
    },
    async close() {
      await running.engine.stop();
      await running.channel.stop();
      await simulator.close();
    },
  };
};
