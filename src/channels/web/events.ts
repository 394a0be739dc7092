import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { networkOf } from '../../http/network.ts';
import { refusal } from '../../web/kit/refusal.ts';
import type { WebEngine } from './engine.ts';
import type { Recent } from './recent-messages.ts';
import { messageEvent, type Tabs } from './tabs.ts';
import type { Visitors } from './visitors.ts';

/** `have`: numbers of the messages a page already shows, so that it is given again what got lost on the way. */
const Query = z.object({
  have: z
    .string()
    .max(1_000)
    .regex(/^(\d{1,9}(,\d{1,9})*)?$/)
    .transform((list) => new Set(list.split(',').map(Number)))
    .optional(),
});

/** A browser that reconnects by itself names the last event it saw. */
const LastEventId = z.coerce.number().int().nonnegative().optional().catch(undefined);

/** Pages that find no room come back after so many seconds. */
const SECONDS_UNTIL_ROOM = 30;

/** What `GET /chat/events` is made of. */
export interface EventsOptions {
  readonly engine: WebEngine;
  readonly tabs: Tabs;
  readonly recent: Recent;
  readonly visitors: Visitors;
}

/** `GET /chat/events`: messages that come unasked, as server-sent events; first of all those that waited. */
export const eventsRoute = (server: FastifyInstance, { engine, tabs, recent, visitors }: EventsOptions): void => {
  server.get('/chat/events', async (request, reply) => {
    const query = Query.safeParse(request.query);
    if (!query.success) throw refusal(400, 'bad_query', '"have" must be message numbers separated by commas.');
    const { person } = visitors.seenOrNew(request, reply);
    const { have } = query.data;
    const last = LastEventId.parse(request.headers['last-event-id']);

    const stream = tabs.open(person, networkOf(request.ip));
    if (typeof stream === 'string') {
      reply.header('retry-after', SECONDS_UNTIL_ROOM);
      throw stream === 'full'
        ? refusal(503, 'too_many_pages', 'Too many pages are open; messages can be sent, and this page listens later.')
        : refusal(429, 'too_many_pages_here', 'Too many pages are open in this network; close some, or wait.');
    }
    reply
      .header('cache-control', 'no-cache, no-store, no-transform')
      .header('x-accel-buffering', 'no')
      .type('text/event-stream');
    reply.send(stream);
    if (have !== undefined || last !== undefined) {
      const missing = recent.of(person, (number) => (have === undefined ? number > (last ?? 0) : !have.has(number)));
      for (const item of missing) stream.write(messageEvent(item));
    }
    await engine.present(person).catch((error: unknown) => {
      request.log.error({ err: error }, 'waiting messages were not delivered');
    });
    return reply;
  });
};
