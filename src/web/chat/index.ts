import type { FastifyPluginAsync } from 'fastify';
import type { Channel } from '../../channels/channel.ts';
import type { Sleep } from '../../channels/sleep.ts';
import type { WebEngine } from '../../channels/web/engine.ts';
import { eventsRoute } from '../../channels/web/events.ts';
import { receiveRoutes, type WebLimits } from '../../channels/web/receive.ts';
import { recentMessages } from '../../channels/web/recent-messages.ts';
import { webChannel } from '../../channels/web/send.ts';
import { openTabs, type TabLimits, type Tabs } from '../../channels/web/tabs.ts';
import { type Visitors, visitorsBy } from '../../channels/web/visitors.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { type PageText, pageRoutes } from './page.ts';

/** What the web chat is made of. */
export interface WebChatOptions {
  /** Where people reach the page; decides on the cookie and on whose requests are our own. */
  readonly publicUrl: URL;
  /** Signs visitors' cookies: 32 bytes that all processes at one store share. */
  readonly visitorKey: Buffer;
  readonly text: PageText;
  readonly now: () => Instant;
  readonly sleep: Sleep;
  readonly limits?: Partial<WebLimits & TabLimits>;
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
  /** Tells who asks, for pages beside the chat. */
  readonly visitors: Pick<Visitors, 'seen'>;
}

/** A big factory, or a mobile carrier with many behind one address, must not feel any of them. */
const defaultLimits: WebLimits & TabLimits = {
  messages: 60,
  newVisitors: 500,
  pages: 10_000,
  pagesPerNetwork: 2_000,
};

/** Makes the web chat. */
export const createWebChat = ({ publicUrl, visitorKey, text, now, sleep, limits: given }: WebChatOptions): WebChat => {
  const limits = { ...defaultLimits, ...given };
  const visitors = visitorsBy({ key: visitorKey, secure: publicUrl.protocol === 'https:' });
  const tabs = openTabs(limits);
  const recent = recentMessages();
  const channel = webChannel(tabs, recent);
  return {
    channel,
    openPages: tabs.count,
    pages: tabs,
    visitors,
    room: (engine) => async (server) => {
      receiveRoutes(server, { engine, recent, publicUrl, now, sleep, visitors, texts: text.texts, limits });
      eventsRoute(server, { engine, tabs, recent, visitors });
      await pageRoutes(server, { engine, text, visitors });
      server.addHook('preClose', async () => tabs.close());
    },
  };
};
