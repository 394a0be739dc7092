import { generateReqId } from '@wecom/aibot-node-sdk';
import type { Log } from '../../log.ts';
import { within } from '../../shared/deadline.ts';
import { createLru } from '../../shared/lru.ts';
import type { Sleep } from '../../sleep.ts';
import type { BotSettings } from '../settings.ts';
import { type Acked, acked, createClient } from './client.ts';
import { DisconnectedFrame, EventFrame, MessageFrame } from './payload.ts';

/**
 * How a connection ended: closed by anybody, taken over by another process with the same bot, open but subscribed to
 * nothing, open but silent, or not wanted any more.
 */
export type LinkEnd = 'closed' | 'kicked' | 'unsubscribed' | 'mute' | 'stopped';

/** Why there is no connection. */
export class LinkError extends Error {
  readonly code: 'credentials_refused' | 'refused' | 'not_reached' | 'no_answer';
  /** WeCom's own code, when it gave one. */
  readonly platformCode: number | undefined;

  constructor(code: LinkError['code'], platformCode?: number) {
    super(code);
    this.code = code;
    this.platformCode = platformCode;
  }
}

/** One subscribed connection. */
export interface Link {
  /** Resolves when nothing more will come by it; never rejects. */
  readonly ended: Promise<LinkEnd>;
  /** Nothing can be sent by it any more. */
  isOver(): boolean;
  /** Whether a frame came by this very connection: only here may it be answered. */
  heard(requestId: string): boolean;
  answer(requestId: string, body: Record<string, unknown>): Promise<Acked>;
  welcome(requestId: string, body: Record<string, unknown>): Promise<Acked>;
  update(requestId: string, body: Record<string, unknown>): Promise<Acked>;
  push(chat: string, body: Record<string, unknown>): Promise<Acked>;
  /** Gives the connection up. */
  end(how: LinkEnd): void;
}

/** What a connection is made of. */
export interface LinkDeps {
  readonly settings: BotSettings;
  readonly sleep: Sleep;
  readonly log: Log;
  /** Takes a frame; never rejects. */
  readonly frame: (kind: 'message' | 'event', frame: unknown) => void;
  readonly stopping: AbortSignal;
}

/** How long opening and subscribing may take together; the SDK itself waits for ever. */
const OPEN_WITHIN = 10_000;

/** So many frames without an answer, one after the other, and the connection is taken for dead. */
const MUTE_AFTER = 2;

/** How many frames may be answered at most. */
const ANSWERABLE = 10_000;

/** The SDK says a refused subscription in words only. */
const codeIn = (message: string): number | undefined => {
  const code = /\(code: (-?\d+)\)/.exec(message)?.[1];
  return code === undefined ? undefined : Number(code);
};

const credentialCodes: readonly (number | undefined)[] = [853000, 853001, 40001, 40013, 41011];

/**
 * Opens one connection and resolves once it is subscribed.
 * @throws LinkError
 */
export const openLink = async ({ settings, sleep, log, frame, stopping }: LinkDeps): Promise<Link> => {
  const client = createClient(settings, log);
  const requests = createLru<true>(ANSWERABLE);
  let settle: (how: LinkEnd) => void = () => {};
  const ended = new Promise<LinkEnd>((resolve) => {
    settle = resolve;
  });
  let unanswered = 0;
  let isOver = false;

  const end = (how: LinkEnd): void => {
    isOver = true;
    stopping.removeEventListener('abort', stop);
    settle(how);
    client.disconnect();
  };
  const stop = (): void => end('stopped');

  const hear = (kind: 'message' | 'event', received: unknown): void => {
    const { data } = (kind === 'message' ? MessageFrame : EventFrame).safeParse(received);
    if (data) requests.set(data.headers.req_id, true);
    frame(kind, received);
  };

  const noted = async (answer: Promise<Acked>): Promise<Acked> => {
    const result = await answer;
    unanswered = result.type === 'none' ? unanswered + 1 : 0;
    if (unanswered >= MUTE_AFTER) end('mute');
    return result;
  };

  client.on('message', (received) => hear('message', received));
  client.on('event', (received) => {
    if (DisconnectedFrame.safeParse(received).success) end('kicked');
    else hear('event', received);
  });
  client.on('disconnected', () => end('closed'));

  const subscribed = new Promise<void>((resolve, reject) => {
    client.on('authenticated', () => resolve());
    client.on('error', (error) => {
      const code = codeIn(error.message);
      if (code === undefined) reject(new LinkError('not_reached'));
      else reject(new LinkError(credentialCodes.includes(code) ? 'credentials_refused' : 'refused', code));
    });
    ended.then(() => reject(new LinkError('not_reached')));
  });
  subscribed.catch(() => undefined);

  stopping.addEventListener('abort', stop);
  try {
    await within(
      OPEN_WITHIN,
      sleep,
      () => {
        client.connect();
        return subscribed;
      },
      stopping,
    );
  } catch (error) {
    end('closed');
    throw error instanceof LinkError ? error : new LinkError('no_answer');
  }

  const request = (requestId: string) => ({ headers: { req_id: requestId } });
  return {
    ended,
    isOver: () => isOver,
    heard: (requestId) => requests.get(requestId) === true,
    answer: (requestId, body) => noted(acked(client.reply(request(requestId), body))),
    welcome: (requestId, body) => noted(acked(client.reply(request(requestId), body, 'aibot_respond_welcome_msg'))),
    update: (requestId, body) => noted(acked(client.reply(request(requestId), body, 'aibot_respond_update_msg'))),
    // The SDK's own `sendMessage` has no type for `chat_type`; what it does is this.
    push: (chat, body) =>
      noted(acked(client.reply(request(generateReqId('aibot_send_msg')), { chatid: chat, ...body }, 'aibot_send_msg'))),
    end,
  };
};
