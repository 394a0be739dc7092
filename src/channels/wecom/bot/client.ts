import { WSClient, type WsFrame } from '@wecom/aibot-node-sdk';
import type { Log } from '../../log.ts';
import type { BotSettings } from '../settings.ts';
import { RefusalFrame } from './payload.ts';

/** What became of a frame. */
export type Acked =
  | { readonly type: 'taken' }
  | { readonly type: 'refused'; readonly code: number }
  /** There was no connection to send it by. */
  | { readonly type: 'not_sent' }
  /** It went out, and no answer came. */
  | { readonly type: 'none' };

/** How often the peer is asked whether it is there; after the third silence the SDK hangs up. */
const HEARTBEAT = 20_000;

/** What the SDK says in its log, without what it adds: that can be somebody's words. */
const oddities: readonly (readonly [beginning: string, code: string])[] = [
  ['Failed to parse WebSocket message', 'odd_frame'],
  ['Received unknown frame', 'unexpected_answer'],
  ['Received invalid message format', 'odd_frame'],
  ['Failed to handle message', 'odd_frame'],
];

const quietLogger = (log: Log) => {
  const note = (message: string): void => {
    const code = oddities.find(([beginning]) => message.startsWith(beginning))?.[1];
    if (code !== undefined) log.warn({ code }, 'WeCom sent a frame that cannot be used.');
  };
  return { debug: () => {}, info: () => {}, warn: note, error: note };
};

/**
 * One client of WeCom's SDK, to be connected once and thrown away. Its own reconnecting gives up in silence, doubles
 * connections and does not notice a lost subscription; it is switched off, and any end is final.
 */
export const createClient = ({ botId, secret, wsUrl }: BotSettings, log: Log): WSClient =>
  new WSClient({
    botId,
    secret,
    ...(wsUrl === undefined ? {} : { wsUrl }),
    maxReconnectAttempts: 0,
    maxAuthFailureAttempts: 0,
    heartbeatInterval: HEARTBEAT,
    logger: quietLogger(log),
  });

/** What a sent frame came to. The SDK rejects with the refusing frame itself, or with an error; never rejects. */
export const acked = async (answer: Promise<WsFrame>): Promise<Acked> => {
  try {
    await answer;
    return { type: 'taken' };
  } catch (error) {
    const refusal = RefusalFrame.safeParse(error);
    if (refusal.success) return { type: 'refused', code: refusal.data.errcode };
    const isUnsent = error instanceof Error && error.message.startsWith('WebSocket not connected');
    return { type: isUnsent ? 'not_sent' : 'none' };
  }
};
