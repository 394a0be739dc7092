import type { FastifyPluginAsync } from 'fastify';
import type { Instant } from '../../dialogue/instant.ts';
import type { Channel } from '../channel.ts';
import type { WebEngine } from './engine.ts';
import { eventsRoute } from './events.ts';
import { type PageText, pageRoutes } from './page.ts';
import { receiveRoutes, type WebLimits } from './receive.ts';
import { recentMessages } from './recent.ts';
import { webChannel } from './send.ts';
import { openTabs, type Tabs } from './tabs.ts';

/** What the web chat is made of. */
export interface WebChatOptions {
  /** Where people reach the page; decides on the cookie and on whose requests are our own. */
  readonly publicUrl: URL;
  readonly text: PageText;
  readonly now: () => Instant;
  readonly limits?: Partial<WebLimits>;
}

/** The web chat: the side the engine calls, and the side the HTTP server serves once there is an engine. */
export interface WebChat {
  readonly channel: Channel;
  /** Needs the cookie and rate-limit plugins on the server, which `httpServer` has. */
  room(engine: WebEngine): FastifyPluginAsync;
  /** Pages that are open at the moment. */
  openPages(): number;
  /** Who has one open. */
  readonly pages: Pick<Tabs, 'isOpen' | 'people'>;
}

const defaultLimits: WebLimits = { messages: 60, newVisitors: 500 };

/** Makes the web chat. */
export const webChat = ({ publicUrl, text, now, limits }: WebChatOptions): WebChat => {
  const tabs = openTabs();
  const recent = recentMessages();
  const channel = webChannel(tabs, recent);
  return {
    channel,
    openPages: tabs.count,
    pages: tabs,
    room: (engine) => async (server) => {
      receiveRoutes(server, { engine, recent, publicUrl, now, limits: { ...defaultLimits, ...limits } });
      eventsRoute(server, { engine, tabs, recent, secure: publicUrl.protocol === 'https:' });
      await pageRoutes(server, { engine, text });
      server.addHook('preClose', async () => tabs.close());
    },
  };
};
