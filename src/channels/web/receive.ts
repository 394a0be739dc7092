import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Locale, locales } from '../../content/schema/text.ts';
import type { ChatOpened, MessageReceived } from '../../dialogue/model/event.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { type PersonId, personAt } from '../../dialogue/model/person.ts';
import { networkOf } from '../../http/network.ts';
import type { SurfaceTexts } from '../../messages/surfaces.ts';
import { readInvitationCode } from '../../text/invitation-code.ts';
import { demandSameOrigin } from '../../web/kit/csrf.ts';
import { languageOf } from '../../web/kit/language.ts';
import { refusal } from '../../web/kit/refusal.ts';
import type { Sleep } from '../sleep.ts';
import type { DeliverHere, WebEngine } from './engine.ts';
import { newcomersByNetwork } from './newcomers.ts';
import type { Recent } from './recent-messages.ts';
import { shown } from './shown-message.ts';
import type { Visitor, Visitors } from './visitors.ts';

/** Longest message, in characters (code points). */
export const MAXIMUM_CHARACTERS = 4_000;

const Id = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');
const Message = z.object({ text: z.string(), id: Id.optional() });
/** What is no code is handed on as it came: the person is told that nobody knows it. */
const Code = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .transform((written) => readInvitationCode(written) ?? written);
const Entry = z.object({ id: Id.optional(), language: z.enum(locales).optional(), code: Code.optional() });

/** What could not be saved may come again after so many seconds. */
const SECONDS_UNTIL_SAVED = 10;

/** How fast a visitor may write, and how many new ones may come from one network (an IPv4 address, an IPv6 /64) at once. */
export interface WebLimits {
  /** Messages of one visitor in ten seconds. */
  readonly messages: number;
  /** New visitors from one network at once; after these, one a second. */
  readonly newVisitors: number;
}

/** What the routes that take messages are made of. */
export interface ReceiveOptions {
  readonly engine: WebEngine;
  readonly recent: Recent;
  readonly publicUrl: URL;
  readonly limits: WebLimits;
  readonly visitors: Visitors;
  readonly texts: (locale: Locale) => Pick<SurfaceTexts<'web'>, 'not_accepted' | 'not_saved' | 'too_fast' | 'too_long'>;
  readonly now: () => Instant;
  readonly sleep: Sleep;
}

/**
 * `POST /chat/messages` takes one message; `POST /chat/enter` says that a page with nothing on it was opened, or that one
 * was opened by an invitation. Both answer
 * `{"replies","state"}`, and in the header `x-message-numbers` the numbers of the replies, for pages that put together
 * what came by different ways.
 */
export const receiveRoutes = (server: FastifyInstance, options: ReceiveOptions): void => {
  const { publicUrl, now, sleep, visitors } = options;
  const messages = server.createRateLimit({
    max: options.limits.messages,
    timeWindow: 10_000,
    keyGenerator: (request: FastifyRequest) => `visitor ${visitors.seen(request)?.user}`,
  });
  const newcomers = newcomersByNetwork(options.limits.newVisitors);

  const refuse = (reply: FastifyReply, seconds: number): Error => {
    reply.header('retry-after', seconds);
    return refusal(429, 'too_fast', `Too many messages at once; wait ${seconds} s and send it again.`);
  };

  /** Holds a newcomer back until their turn; whoever leaves meanwhile leaves nothing behind. */
  const letIn = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const turn = newcomers.turnOf(networkOf(request.ip), now());
    if (turn.type === 'come_back') throw refuse(reply, turn.seconds);
    if (turn.milliseconds === 0) return;
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    reply.raw.once('close', leave);
    await sleep(turn.milliseconds, gone.signal);
    reply.raw.off('close', leave);
    if (gone.signal.aborted) throw refusal(408, 'left_early', 'The visitor left before their turn.');
  };

  /** The visitor of a request that may be answered; refuses other origins and the hasty. */
  const admitted = async (request: FastifyRequest, reply: FastifyReply): Promise<Visitor> => {
    demandSameOrigin(request, publicUrl);
    if (visitors.seen(request) === undefined) await letIn(request, reply);
    else {
      const result = await messages(request);
      if (!result.isAllowed && result.isExceeded) throw refuse(reply, result.ttlInSeconds);
    }
    return visitors.seenOrNew(request, reply);
  };

  server.post('/chat/messages', async (request, reply) => {
    const body = Message.safeParse(request.body);
    if (!body.success) throw badBody(body.error, '{"text","id"?}');
    const text = body.data.text.toWellFormed();
    if (text.trim() === '') throw refusal(400, 'empty_message', 'The text is empty; say something.');
    if (text.length > MAXIMUM_CHARACTERS && [...text].length > MAXIMUM_CHARACTERS) {
      throw refusal(413, 'message_too_long', `A message may have ${MAXIMUM_CHARACTERS} characters; send it in parts.`);
    }
    const { user } = await admitted(request, reply);
    const at = now();
    const address = { channel: 'web', user, heardAt: at } as const;
    return answer(options, request, reply, {
      type: 'said',
      id: body.data.id ?? randomUUID(),
      at,
      address,
      network: networkOf(request.ip),
      content: { type: 'text', text },
    });
  });

  server.post('/chat/enter', async (request, reply) => {
    const body = Entry.safeParse(request.body ?? {});
    if (!body.success) throw badBody(body.error, '{"id"?,"language"?,"code"?}');
    const { user } = await admitted(request, reply);
    const at = now();
    const language = body.data.language ?? languageOf(request.headers['accept-language']);
    const { id = randomUUID(), code } = body.data;
    return answer(options, request, reply, {
      type: 'entered',
      id,
      at,
      address: { channel: 'web', user, heardAt: at },
      network: networkOf(request.ip),
      language,
      ...(code === undefined ? {} : { code }),
    });
  });
};

const badBody = (error: z.ZodError, shape: string): Error => {
  const where = error.issues[0]?.path.join('.') || 'body';
  return refusal(400, 'bad_message', `"${where}" is not as expected; send ${shape} with strings.`);
};

/** Hands an event to the engine and its answers to the client; they count as delivered once written to the connection. */
const answer = async (
  options: ReceiveOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  event: MessageReceived | ChatOpened,
): Promise<FastifyReply> => {
  const { engine, recent } = options;
  reply.header('cache-control', 'no-store');
  const give: DeliverHere = async (items, state) => {
    if (reply.sent || request.raw.socket.destroyed) return 'absent';
    const written = writtenOut(reply);
    reply.header('x-message-numbers', items.map(({ number }) => number).join(','));
    reply.send({ replies: items.map(shown), state });
    const outcome = await written;
    if (outcome === 'sent') recent.add(personAt(event.address), items);
    return outcome;
  };
  const received = await engine.receive(event, give).catch((error: unknown) => {
    request.log.error({ err: error }, 'a message could not be saved');
    return undefined;
  });
  if (received === undefined) throw await notSaved(options, request, reply, personAt(event.address));
  return reply.sent ? reply : reply.send({ replies: [], state: received.state });
};

/** A message that was not saved is said to be so, in the visitor's language, and comes again with the same id. */
const notSaved = async (
  { engine, texts }: ReceiveOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonId,
): Promise<Error> => {
  const state = await engine.state(person).catch(() => undefined);
  const locale = state?.locale ?? languageOf(request.headers['accept-language']);
  reply.header('retry-after', SECONDS_UNTIL_SAVED);
  return refusal(503, 'not_saved', texts(locale).not_saved);
};

/** Whether the reply was handed to the network whole, or the client left before. */
const writtenOut = (reply: FastifyReply): Promise<'sent' | 'absent'> =>
  new Promise((resolve) => {
    reply.raw.once('finish', () => resolve('sent'));
    reply.raw.once('close', () => resolve('absent'));
  });
