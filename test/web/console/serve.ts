import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { openContent } from '../../../src/app/content/open-content.ts';
import { home } from '../../../src/app/paths.ts';
import type { Instant } from '../../../src/dialogue/model/instant.ts';
import { httpServer } from '../../../src/http/server.ts';
import type { ContentEdit } from '../../../src/operator/content-edit.ts';
import type { Store } from '../../../src/store/store.ts';
import { consoleRoutes } from '../../../src/web/console/index.ts';
import { monday } from '../../store/sample-conversation.ts';

export const token = 'a-secret-of-the-operator';
const content = await openContent(home);

/** What a desk is served with. */
export interface ServeOptions {
  readonly now?: () => Instant;
  readonly publicUrl?: string;
  readonly contentEdit?: () => ContentEdit | undefined;
}

/** A server with the operator's desk on a store. */
export const serveDesk = async (
  store: Store,
  { now = () => monday, publicUrl = 'https://ruzhu.example', contentEdit = () => undefined }: ServeOptions = {},
) =>
  httpServer({
    logger: pino({ level: 'error' }),
    publicUrl: new URL(publicUrl),
    metrics: new Registry(),
    readiness: async () => [],
    rooms: [
      consoleRoutes({
        ...{ token, store, contentEdit, publicUrl: new URL(publicUrl), random: randomBytes },
        world: () => ({ now: now(), content, offset: () => 480, publicUrl }),
      }),
    ],
  });

type Server = Awaited<ReturnType<typeof serveDesk>>;

/** An operator's browser: keeps the cookie, and says with each form where it comes from. */
export const browserOf = (server: Server) => {
  let cookie: string | undefined;
  const headers = () => ({ 'accept-language': 'zh-CN', ...(cookie === undefined ? {} : { cookie }) });
  const keep = (sent: string | readonly string[] | undefined): void => {
    for (const one of [sent ?? []].flat()) {
      const [pair = ''] = one.split(';');
      cookie = pair.endsWith('=') ? undefined : pair;
    }
  };
  return {
    cookie: () => cookie,
    look: (path = '/desk/') => server.inject({ url: path, headers: headers() }),
    async send(path: string, form: Readonly<Record<string, string>> = {}, site = 'same-origin') {
      const response = await server.inject({
        method: 'POST',
        url: path,
        headers: { ...headers(), 'sec-fetch-site': site, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(form).toString(),
      });
      keep(response.headers['set-cookie']);
      return response;
    },
  };
};
