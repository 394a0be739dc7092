import fastify, { type FastifyInstance } from 'fastify';
import { KF_CURSOR_KEY, kfCursor } from '../../../src/app/store/kf-cursor.ts';
import type { Receive } from '../../../src/channels/channel.ts';
import type { Log } from '../../../src/channels/log.ts';
import type { PlatformChannel } from '../../../src/channels/platform-channel.ts';
import { createWecom } from '../../../src/channels/wecom/index.ts';
import type { WecomSettings } from '../../../src/channels/wecom/settings.ts';
import type { Instant } from '../../../src/dialogue/model/instant.ts';
import { documentKeyOf, type MemoryDisk, memoryDisk } from '../../../src/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { type FakeTime, fakeTime, settle, until } from '../fake-time.ts';
import { callback, type SealedCall, seal, xmlOf } from './seal.ts';
import { type ApiSimulator, app, kf, simulateApi } from './simulator-api.ts';

/** What a test gives. */
export interface Options {
  readonly receive?: Receive;
  readonly log?: Log;
  readonly settings?: Partial<WecomSettings>;
  readonly time?: FakeTime;
  /** What an earlier bench kept, to go on from there. */
  readonly disk?: MemoryDisk;
  readonly api?: ApiSimulator;
}

/** App and customer service behind one callback, with a simulated WeCom and the test's clock. */
export interface Bench {
  readonly app: PlatformChannel;
  readonly kf: PlatformChannel;
  readonly api: ApiSimulator;
  readonly server: FastifyInstance;
  readonly time: FakeTime;
  readonly logged: readonly string[];
  readonly disk: MemoryDisk;
  /** How far the messages of customers were fetched, as it is kept; empty while nothing is. */
  place(): string;
  /** Calls us, and tells the status of the answer. */
  post(call: Pick<SealedCall, 'url' | 'body'>): Promise<number>;
  /** A member says something to the app. */
  appSays(text: string, id: string, user: string): Promise<number>;
  /** A customer says something; the same id again is a message that WeCom gives out again. */
  kfSays(text: string, id: string, user: string, more?: Readonly<Record<string, unknown>>): Promise<number>;
  kfEvent(event: Readonly<Record<string, unknown>>, id: string): Promise<number>;
  /** The hint alone. */
  kfHint(token: string): Promise<number>;
  /** Lets time pass until something holds. */
  wait(holds: () => boolean, step?: number): Promise<void>;
  close(): Promise<void>;
}

const digits = (id: string): string =>
  `${7_000_000_000_000_000_000n + BigInt([...id].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7))}`;

/** Makes a bench whose channels are started. */
export const wecomBench = async (wishes: Options = {}): Promise<Bench> => {
  const time = wishes.time ?? fakeTime();
  const api = wishes.api ?? (await simulateApi(time.now));
  const disk = wishes.disk ?? memoryDisk();
  const place = (): string => disk.documents.get(documentKeyOf('note', KF_CURSOR_KEY))?.json ?? '';
  const logged: string[] = [];
  const write = (entry: object, message: string): void => {
    logged.push(`${JSON.stringify(entry)} ${message}`);
  };
  const log = wishes.log ?? { info: write, warn: write, error: write };
  const settings: WecomSettings = {
    apiBase: api.base,
    app: { ...app, callback },
    kf: { ...kf, callback },
    ...wishes.settings,
  };
  const { channels, room } = createWecom({
    settings,
    cursor: kfCursor(openMemoryStore({ disk }), log),
    receive: wishes.receive ?? (async () => {}),
    clock: time.now,
    random: () => 0.5,
    log,
    sleep: time.sleep,
  });
  const [appChannel, kfChannel] = ['wecom_app', 'wecom_kf'].map((id) => channels.find((one) => one.id === id));
  if (!room || !appChannel || !kfChannel) throw new Error('a door is missing');
  const server = fastify();
  await server.register(room);
  for (const channel of channels) channel.start();
  await until(() => api.calls.getcallbackip >= 1 && api.calls.sync >= 1, 'the first requests');
  await until(() => channels.every((channel) => channel.health().up), 'the doors being up');
  await until(() => place() !== '', 'the first place being kept');
  await settle(20);

  const seconds = (at: Instant): number => Math.floor(at / 1_000);
  const post: Bench['post'] = async ({ url, body }) =>
    (await server.inject({ method: 'POST', url, payload: body, headers: { 'content-type': 'text/xml' } })).statusCode;
  const kfHint = (token: string): Promise<number> =>
    post(
      seal(
        xmlOf({
          ToUserName: callback.corpId,
          CreateTime: seconds(time.now()),
          MsgType: 'event',
          Event: 'kf_msg_or_event',
          Token: token,
          OpenKfId: kf.openKfId,
        }),
        time.now(),
      ),
    );
  return {
    app: appChannel,
    kf: kfChannel,
    api,
    server,
    time,
    logged,
    disk,
    place,
    post,
    appSays: (text, id, user) =>
      post(
        seal(
          xmlOf({
            ToUserName: callback.corpId,
            FromUserName: user,
            CreateTime: seconds(time.now()),
            MsgType: 'text',
            Content: text,
            MsgId: digits(id),
            AgentID: String(app.agentId),
          }),
          time.now(),
        ),
      ),
    kfSays(text, id, user, more = { msgtype: 'text', text: { content: text } }) {
      api.kfWindow(user);
      const message = {
        msgid: id,
        open_kfid: kf.openKfId,
        external_userid: user,
        send_time: seconds(time.now()),
        origin: 3,
      };
      return kfHint(api.kfPut({ ...message, ...more }));
    },
    kfEvent: (event, id) =>
      kfHint(api.kfPut({ msgid: id, send_time: seconds(time.now()), origin: 4, msgtype: 'event', event })),
    kfHint,
    async wait(holds, step = 1_000) {
      for (let round = 0; round < 2_000 && !holds(); round += 1) {
        await time.advance(step);
        await settle(20);
      }
      if (!holds()) throw new Error('what was waited for did not happen');
    },
    async close() {
      await Promise.all(channels.map((channel) => channel.stop()));
      await server.close();
      if (!wishes.api) await api.close();
    },
  };
};
