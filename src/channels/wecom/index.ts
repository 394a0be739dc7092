import type { FastifyPluginAsync } from 'fastify';
import type { PlatformChannel, PlatformDeps } from '../platform-channel.ts';
import type { ChannelLease } from '../shared/lease.ts';
import type { Mutex } from '../shared/mutex.ts';
import { createWecomAppChannel } from './app/index.ts';
import { createWecomBotChannel } from './bot/index.ts';
import { callbackRoutes } from './callback/callback.ts';
import { createCallbackPriority } from './callback/callback-priority.ts';
import type { CalledChannel, CalledDeps } from './called-channel.ts';
import type { CursorOf } from './kf/cursor.ts';
import { createWecomKfChannel } from './kf/index.ts';
import type { WecomSettings } from './settings.ts';

/** What WeCom's doors are made of. */
export interface WecomDeps extends PlatformDeps {
  readonly settings: WecomSettings;
  /** How far the messages of WeChat customer service were fetched. */
  readonly cursor: CursorOf;
  /** How fetching them is kept from being done by several processes at once. */
  readonly alone?: Mutex;
  /** The right to connect as the AI bot, where several processes share one. */
  readonly sole?: ChannelLease;
}

/** The doors whose settings are complete. */
export interface Wecom {
  readonly channels: readonly PlatformChannel[];
  /** For the HTTP server: where WeCom calls for app and WeChat customer service; nothing without either. */
  readonly room: FastifyPluginAsync | undefined;
}

/** What the doors behind the callback share. */
type Shared = WecomDeps & CalledDeps;

const appDoor = (parts: Shared): CalledChannel | undefined => {
  const { app, apiBase } = parts.settings;
  return app && createWecomAppChannel({ ...parts, settings: { ...app, corpId: app.callback.corpId, apiBase } });
};

const kfDoor = (parts: Shared): CalledChannel | undefined => {
  const { kf, apiBase } = parts.settings;
  return kf && createWecomKfChannel({ ...parts, settings: { ...kf, corpId: kf.callback.corpId, apiBase } });
};

/** Makes the doors to WeCom; nothing runs until they are started. */
export const createWecom = (deps: WecomDeps): Wecom => {
  const { bot, app, kf } = deps.settings;
  const shared: Shared = { ...deps, calls: createCallbackPriority(deps.sleep) };
  const called = [appDoor(shared), kfDoor(shared)].filter((door) => door !== undefined);
  const callback = app?.callback ?? kf?.callback;
  return {
    channels: [...(bot ? [createWecomBotChannel({ ...deps, settings: bot })] : []), ...called],
    room: callback && callbackRoutes({ ...shared, settings: callback, doors: called.map((door) => door.take) }),
  };
};
