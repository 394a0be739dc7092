import type { FastifyPluginAsync } from 'fastify';
import type { Receive } from '../../channels/channel.ts';
import { createDingtalkChannel } from '../../channels/dingtalk/index.ts';
import type { Log } from '../../channels/log.ts';
import type { PlatformChannel } from '../../channels/platform-channel.ts';
import type { ChannelLease } from '../../channels/shared/lease.ts';
import type { Mutex } from '../../channels/shared/mutex.ts';
import { realSleep } from '../../channels/sleep.ts';
import { createTelegramChannel } from '../../channels/telegram/index.ts';
import { createWecom } from '../../channels/wecom/index.ts';
import type { CursorOf } from '../../channels/wecom/kf/cursor.ts';
import type { Content } from '../../content/content.ts';
import type { ChannelId } from '../../dialogue/model/address.ts';
import type { Environment } from '../environment.ts';

/** The platforms whose settings are complete, not yet started, and what they need of the HTTP server. */
export interface Platforms {
  readonly channels: readonly PlatformChannel[];
  readonly rooms: readonly FastifyPluginAsync[];
}

/** What platforms are opened with. */
export interface PlatformsDeps {
  readonly settings: Environment;
  readonly receive: Receive;
  readonly content: () => Content;
  readonly log: Log;
  /** How far WeChat customer service was read. */
  readonly cursor: CursorOf;
  /** How reading on is kept from being done by several processes at once. */
  readonly alone: Mutex;
  /** The right to connect to a channel that allows one connection only. */
  readonly lease: (channel: ChannelId) => ChannelLease;
}

/** Channels that allow one connection only, or one process that asks for messages. */
export const channelsOfOneProcess = ['telegram', 'wecom'] as const satisfies readonly ChannelId[];

/** Makes a channel for every platform whose settings are there. */
export const openPlatforms = (deps: PlatformsDeps): Platforms => {
  const { settings, receive, content, log, cursor, alone, lease } = deps;
  const common = { receive, clock: Date.now, random: Math.random, log, sleep: realSleep };
  const {
    DINGTALK_CLIENT_ID: clientId,
    DINGTALK_CLIENT_SECRET: clientSecret,
    DINGTALK_ROBOT_CODE: robotCode,
    TELEGRAM_BOT_TOKEN: token,
  } = settings;
  const dingtalk =
    clientId !== undefined && clientSecret !== undefined
      ? createDingtalkChannel({
          ...common,
          settings: {
            clientId,
            clientSecret,
            robotCode: robotCode ?? clientId,
            apiBase: settings.DINGTALK_API_BASE.replace(/\/+$/, ''),
          },
        })
      : undefined;
  const telegram =
    token === undefined
      ? undefined
      : createTelegramChannel({
          ...common,
          settings: {
            token,
            apiRoot: settings.TELEGRAM_API_ROOT,
            ...(settings.PUBLIC_URL === undefined ? {} : { publicUrl: new URL(settings.PUBLIC_URL) }),
          },
          texts: (locale) => content().texts('telegram', locale),
          sole: lease('telegram'),
        });
  const wecom = createWecom({ ...common, settings: settings.wecom, cursor, alone, sole: lease('wecom') });
  return {
    channels: [dingtalk, telegram, ...wecom.channels].filter((channel) => channel !== undefined),
    rooms: [telegram?.room, wecom.room].filter((room) => room !== undefined),
  };
};
