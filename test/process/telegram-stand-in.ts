import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** The token of the bot that the stand-in serves. */
export const token = '7000000001:AAstandin-token-0123456789abcdefghij';

/** A Bot API that takes whatever is sent, hands out nothing, and sees which instance asks. */
export interface TelegramStandIn {
  /** The address for an instance of this name. */
  rootFor(instance: string): string;
  /** How often each person was sent each text, by `chat text`. */
  readonly sent: ReadonlyMap<string, number>;
  /** Who is asking for messages at the moment. */
  asking(): readonly string[];
  /** Times that somebody began to ask while another one did. */
  readonly clashes: { count: number };
  close(): Promise<void>;
}

const Sent = z.object({ chat_id: z.coerce.string(), text: z.string() });
const Asked = z.object({ timeout: z.coerce.number().default(0) });

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text === '' ? {} : JSON.parse(text);
};

const me = { id: 7_000_000_001, is_bot: true, first_name: 'Ruzhu', username: 'RuzhuBot' };

/** Starts a stand-in on a free port. */
export const telegramStandIn = async (): Promise<TelegramStandIn> => {
  const sent = new Map<string, number>();
  const asking = new Map<ServerResponse, string>();
  const clashes = { count: 0 };
  let messages = 0;

  const answer = (response: ServerResponse, result: unknown): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }));
  };

  const hold = (response: ServerResponse, instance: string, seconds: number): void => {
    if ([...asking.values()].some((other) => other !== instance)) clashes.count += 1;
    asking.set(response, instance);
    const timer = setTimeout(() => answer(response, []), seconds * 1_000);
    response.once('close', () => {
      clearTimeout(timer);
      asking.delete(response);
    });
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, instance = '', , method = ''] = (request.url ?? '').split('/');
    const body = await bodyOf(request);
    if (method === 'getUpdates') return hold(response, instance, Asked.parse(body).timeout);
    if (method === 'getMe') return answer(response, me);
    if (method !== 'sendMessage') return answer(response, true);
    const { chat_id: chat, text } = Sent.parse(body);
    const key = `${chat} ${text}`;
    sent.set(key, (sent.get(key) ?? 0) + 1);
    messages += 1;
    answer(response, { message_id: messages, date: 0, chat: { id: Number(chat), type: 'private' }, text });
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');

  return {
    rootFor: (instance) => `http://127.0.0.1:${address.port}/${instance}`,
    sent,
    asking: () => [...new Set(asking.values())],
    clashes,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
