import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Sleep } from '../../../src/channels/sleep.ts';
import type { Instant } from '../../../src/dialogue/model/instant.ts';
import { until } from '../fake-time.ts';
import { type Button, type Method, parameters } from './simulator-checks.ts';

/** The bot that the simulator knows. */
export const bot = {
  token: '7000000001:AAsimulated-token-0123456789abcdefghi',
  id: 7_000_000_001,
  username: 'RuzhuBot',
} as const;

/** People and groups that the simulator knows. Ivy started the bot, Noah never did. */
export const ids = {
  ivy: 5_000_000_101,
  ben: 5_000_000_102,
  noah: 5_000_000_103,
  group: -1_001_234_567_890,
  forum: -1_009_876_543_210,
} as const;

/** How a method answers instead of doing its work. `reset` cuts the line before an answer, `hang` never answers. */
export type Fault = { readonly status: number; readonly body: unknown } | 'reset' | 'hang';

/** What the Bot API says when it refuses. */
export const refusal = (status: number, description: string, more: object = {}): Fault => ({
  status,
  body: { ok: false, error_code: status, description, parameters: more },
});

/** A message that the bot sent, as it stands on a screen. */
export interface Sent {
  readonly id: number;
  readonly chat: number;
  readonly thread?: number;
  readonly repliesTo?: number;
  readonly text: string;
  readonly rows: readonly (readonly Button[])[];
}

/** Any update. */
export type AnyUpdate = { readonly update_id: number } & Readonly<Record<string, unknown>>;

interface Held {
  readonly response: ServerResponse;
  readonly release: AbortController;
}

/** A webhook as it was set. */
interface Hook {
  readonly url: string;
  readonly secret: string;
}

/** The Bot API on this machine. */
export interface Simulator {
  readonly base: string;
  /** Faults of ours that nobody would see otherwise. Must be empty at the end. */
  readonly violations: readonly string[];
  readonly sent: readonly Sent[];
  readonly calls: Readonly<Record<Method, number>>;
  /** Taps that were answered, with the notice if there was one. */
  readonly answered: ReadonlyMap<string, string | undefined>;
  readonly commands: ReadonlyMap<string, readonly string[]>;
  readonly hook: Hook | undefined;
  /** Fails so many times, after so many calls that succeed. */
  fail(method: Method, fault: Fault, times?: number, after?: number): void;
  calm(): void;
  nextId(): number;
  /** Registers a tap, so that it can be answered. */
  tapId(): string;
  /** Registers a person's message, so that it can be replied to. */
  messageId(): number;
  /** Puts an update into the queue, as Telegram keeps it until it is confirmed. */
  push(update: AnyUpdate): void;
  /** What became of an update since {@link forget}: confirmed, or handed out and asked for again. */
  outcome(update: number): 'acknowledged' | 'not_acknowledged' | undefined;
  forgetOutcome(update: number): void;
  isQueued(update: number): boolean;
  /** Calls the webhook as Telegram does, at an address of this machine; the status of the answer. */
  callWebhook(update: unknown, origin: string, secret?: string): Promise<number>;
  /** Somebody else asks for updates; what they get. */
  askAsAnother(): Promise<number>;
  setWebhookAsAnother(url: string): void;
  webhookTrouble: { pending: number; failedAt: Instant } | undefined;
  block(user: number): void;
  /** A group becomes a supergroup. */
  migrate(from: number, to: number): void;
  /** Questions that are held at the moment. */
  held(): number;
  connections(): number;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const webhookIsActive =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const isMethod = (name: string): name is Method => Object.hasOwn(parameters, name);

/** Starts a simulator. */
export const simulateTelegram = async (now: () => Instant, sleep: Sleep): Promise<Simulator> => {
  const violations: string[] = [];
  const sent: Sent[] = [];
  const calls = Object.fromEntries(Object.keys(parameters).map((name) => [name, 0])) as Record<Method, number>;
  const failing = new Map<Method, { readonly fault: Fault; left: number; before: number }>();
  const answered = new Map<string, string | undefined>();
  const taps = new Set<string>();
  const commands = new Map<string, readonly string[]>();
  const started = new Set<number>([ids.ivy, ids.ben]);
  const blocked = new Set<number>();
  const groups = new Set<number>([ids.group, ids.forum]);
  const migrated = new Map<number, number>();
  const messages = new Set<number>();
  const sockets = new Set<Socket>();
  const hanging = new Set<ServerResponse>();
  const outcomes = new Map<number, 'acknowledged' | 'not_acknowledged'>();
  const handedOut = new Set<number>();
  let queue: AnyUpdate[] = [];
  let held: Held | undefined;
  let hook: Hook | undefined;
  let counter = 100;
  let base = '';
  const next = (): number => {
    counter += 1;
    return counter;
  };

  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    if (response.destroyed || response.writableEnded) return;
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
    response.end(isText ? body : JSON.stringify(body));
  };
  const give = (response: ServerResponse, fault: Fault): void => {
    if (fault === 'hang') hanging.add(response);
    else if (fault === 'reset') response.socket?.destroy();
    else answer(response, fault.status, fault.body);
  };
  const ok = (result: unknown): Fault => ({ status: 200, body: { ok: true, result } });
  const bad = (description: string, more: object = {}): Fault => refusal(400, `Bad Request: ${description}`, more);

  const letGo = (fault: Fault): void => {
    const mine = held;
    held = undefined;
    mine?.release.abort();
    if (mine) give(mine.response, fault);
  };

  const confirm = (offset: number | undefined): void => {
    for (const id of handedOut) {
      const isConfirmed = offset !== undefined && id < offset;
      outcomes.set(id, isConfirmed ? 'acknowledged' : 'not_acknowledged');
      handedOut.delete(id);
    }
    if (offset !== undefined) queue = queue.filter(({ update_id: id }) => id >= offset);
  };

  const handOut = (limit: number): Fault => {
    const given = queue.slice(0, limit);
    for (const { update_id: id } of given) handedOut.add(id);
    return ok(given);
  };

  const getUpdates = (body: unknown, response: ServerResponse): void => {
    const { offset, limit, timeout } = parameters.getUpdates.parse(body);
    if (hook) {
      give(response, refusal(409, webhookIsActive));
      return;
    }
    letGo(
      refusal(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'),
    );
    confirm(offset);
    if (queue.length > 0 || timeout === 0) {
      give(response, handOut(limit));
      return;
    }
    const release = new AbortController();
    const mine: Held = { response, release };
    held = mine;
    response.on('close', () => {
      release.abort();
      if (held === mine) held = undefined;
    });
    void sleep(timeout * 1_000, release.signal).then(() => {
      if (held === mine) letGo(ok([]));
    });
  };

  const refuseToWrite = (chat: number): Fault | undefined => {
    const to = migrated.get(chat);
    if (to !== undefined) return bad('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: to });
    if (groups.has(chat)) return undefined;
    if (chat === ids.noah) return refusal(403, "Forbidden: bot can't initiate conversation with a user");
    if (blocked.has(chat)) return refusal(403, 'Forbidden: bot was blocked by the user');
    return started.has(chat) ? undefined : bad('chat not found');
  };

  const sendMessage = (body: unknown): Fault => {
    const message = parameters.sendMessage.parse(body);
    const { chat_id: chat, message_thread_id: thread, reply_parameters: reply } = message;
    const refused = refuseToWrite(chat);
    if (refused) return refused;
    const text = message.text.trim();
    if (text === '') return bad('message text is empty');
    if (text.length > 4_096) return bad('message is too long');
    if (!text.isWellFormed()) return bad('strings must be encoded in UTF-8');
    if (thread !== undefined && (chat !== ids.forum || thread !== 7)) return bad('message thread not found');
    const repliesTo = reply && messages.has(reply.message_id) ? reply.message_id : undefined;
    if (reply && repliesTo === undefined && !reply.allow_sending_without_reply)
      return bad('message to be replied not found');
    const id = next();
    messages.add(id);
    sent.push({
      id,
      chat,
      ...(thread === undefined ? {} : { thread }),
      ...(repliesTo === undefined ? {} : { repliesTo }),
      text,
      rows: message.reply_markup?.inline_keyboard ?? [],
    });
    return ok({ message_id: id, date: Math.floor(now() / 1_000), chat: { id: chat, type: 'private' }, text });
  };

  const work: Readonly<Record<Exclude<Method, 'getUpdates'>, (body: unknown) => Fault>> = {
    getMe: () =>
      ok({
        id: bot.id,
        is_bot: true,
        first_name: 'Ruzhu',
        username: bot.username,
        can_join_groups: true,
        can_read_all_group_messages: false,
        supports_inline_queries: false,
      }),
    deleteWebhook: () => {
      hook = undefined;
      return ok(true);
    },
    setWebhook: (body) => {
      const { url, secret_token: secret = '' } = parameters.setWebhook.parse(body);
      const { protocol, port } = new URL(url);
      if (protocol !== 'https:') return bad('bad webhook: An HTTPS URL must be provided for webhook');
      if (!['', '443', '80', '88', '8443'].includes(port))
        return bad('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
      hook = { url, secret };
      letGo(refusal(409, 'Conflict: terminated by setWebhook request'));
      return ok(true);
    },
    getWebhookInfo: () => {
      const { pending = 0, failedAt } = simulator.webhookTrouble ?? {};
      const trouble =
        failedAt === undefined
          ? {}
          : { last_error_date: Math.floor(failedAt / 1_000), last_error_message: 'Connection timed out' };
      return ok({ url: hook?.url ?? '', has_custom_certificate: false, pending_update_count: pending, ...trouble });
    },
    setMyCommands: (body) => {
      const { commands: menu, language_code: language = '' } = parameters.setMyCommands.parse(body);
      commands.set(
        language,
        menu.map(({ command }) => command),
      );
      return ok(true);
    },
    answerCallbackQuery: (body) => {
      const { callback_query_id: tap, text } = parameters.answerCallbackQuery.parse(body);
      if (!taps.has(tap)) return bad('query is too old and response timeout expired or query ID is invalid');
      taps.delete(tap);
      answered.set(tap, text);
      return ok(true);
    },
    sendMessage,
  };

  const faultAt = (method: Method): Fault | undefined => {
    calls[method] += 1;
    const failure = failing.get(method);
    if (!failure) return undefined;
    failure.before -= 1;
    if (failure.before >= 0) return undefined;
    failure.left -= 1;
    if (failure.left <= 0) failing.delete(method);
    return failure.fault;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const raw = await readBody(request);
    if (token !== bot.token) return answer(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' });
    if (!isMethod(method) || request.method !== 'POST' || request.headers['content-type'] !== 'application/json') {
      violations.push(`no such call: ${request.method} ${method} ${request.headers['content-type']}`);
      return answer(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
    }
    const fault = faultAt(method);
    if (fault) return give(response, fault);
    const body: unknown = JSON.parse(raw === '' ? '{}' : raw);
    const checked = parameters[method].safeParse(body);
    if (!checked.success) {
      violations.push(`${method}: ${checked.error.message}`);
      return give(response, bad(`wrong parameters: ${checked.error.issues[0]?.message}`));
    }
    if (method === 'getUpdates') getUpdates(body, response);
    else give(response, work[method](body));
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      violations.push(`simulator: ${String(error)}`);
      response.destroy();
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const leave = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;

  const simulator: Simulator = {
    base,
    violations,
    sent,
    calls,
    answered,
    commands,
    get hook() {
      return hook;
    },
    fail(method, fault, times = Number.POSITIVE_INFINITY, after = 0) {
      failing.set(method, { fault, left: times, before: after });
    },
    calm: () => {
      failing.clear();
      blocked.clear();
    },
    nextId: next,
    tapId: () => {
      const id = `tap-${next()}`;
      taps.add(id);
      return id;
    },
    messageId: () => {
      const id = next();
      messages.add(id);
      return id;
    },
    push(update) {
      queue.push(update);
      queue.sort((left, right) => left.update_id - right.update_id);
      if (held) letGo(handOut(100));
    },
    outcome: (update) => outcomes.get(update),
    forgetOutcome: (update) => {
      outcomes.delete(update);
      handedOut.delete(update);
    },
    isQueued: (update) => queue.some(({ update_id: id }) => id === update),
    async callWebhook(update, origin, secret = hook?.secret ?? '') {
      const url = new URL(new URL(hook?.url ?? '').pathname, origin);
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: typeof update === 'string' ? update : JSON.stringify(update),
      });
      await response.text();
      return response.status;
    },
    async askAsAnother() {
      const response = await fetch(`${base}/bot${bot.token}/getUpdates`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"timeout":0}',
      });
      await response.text();
      return response.status;
    },
    setWebhookAsAnother: (url) => {
      hook = url === '' ? undefined : { url, secret: 'theirs' };
      letGo(refusal(409, 'Conflict: terminated by setWebhook request'));
    },
    webhookTrouble: undefined,
    block: (user) => blocked.add(user),
    migrate: (from, to) => {
      groups.delete(from);
      groups.add(to);
      migrated.set(from, to);
    },
    held: () => (held ? 1 : 0),
    connections: () => sockets.size,
    goAway: leave,
    async comeBack() {
      if (!server.listening) await listen(port);
    },
    async close() {
      await leave();
      await until(() => sockets.size === 0, 'closing the simulator');
    },
  };
  return simulator;
};
