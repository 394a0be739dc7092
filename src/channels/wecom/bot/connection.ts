import type { Instant } from '../../../dialogue/model/instant.ts';
import type { ChannelHealth } from '../../channel.ts';
import type { ChannelLease } from '../../shared/lease.ts';
import { type Link, type LinkDeps, type LinkEnd, LinkError, openLink } from './socket-link.ts';

/** What keeps a connection up. */
export interface ConnectionDeps extends LinkDeps {
  /** The right to connect: WeCom throws out who was connected before. */
  readonly sole: ChannelLease;
  readonly clock: () => Instant;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** One connection after the other, for as long as it is wanted. */
export interface Connection {
  start(): void;
  health(): ChannelHealth;
  /** The connection, waiting for it so long at most; nothing when there is none by then. */
  link(milliseconds: number): Promise<Link | undefined>;
  /** Resolves when nothing runs any more; to be called when `stopping` was aborted. */
  stopped(): Promise<void>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const notConnected: ChannelHealth = { up: false, reason: 'wecom: not connected yet' };

/** A connection that ends sooner was no success, so that the next one waits longer. */
const STABLE = 30 * SECOND;

const FIRST_WAIT = 2 * SECOND;
const LONGEST_WAIT = MINUTE;

/** Two processes with the same bot throw each other out: the waits grow until somebody stops one of them. */
const FIRST_WAIT_WHEN_KICKED = 2 * MINUTE;
const LONGEST_WAIT_WHEN_KICKED = 30 * MINUTE;

/** Subscribing often is refused as well, so that a refusal is waited out. */
const waitWhenRefused: Partial<Record<LinkError['code'], number>> = {
  credentials_refused: 5 * MINUTE,
  refused: MINUTE,
};

const doubling = (first: number, longest: number, times: number): number =>
  Math.min(longest, first * 2 ** Math.min(times - 1, 10));

const words = {
  credentials_refused:
    'WeCom does not accept WECOM_BOT_ID with WECOM_BOT_SECRET. Copy both again from the page of the bot (长连接); it is tried again every 5 minutes.',
  refused: 'WeCom refuses the connection of the bot for now; it is tried again every minute.',
  not_reached:
    'WeCom does not take the connection at WECOM_WS_URL. Let this machine reach openws.work.weixin.qq.com on port 443; it is tried again.',
  no_answer: 'WeCom took the connection and then did not answer; it is tried again.',
} as const;

const endWords: Readonly<Record<Exclude<LinkEnd, 'stopped' | 'kicked'>, string>> = {
  closed: 'The connection to WeCom ended; the next one is opened.',
  unsubscribed: 'WeCom forgot that this connection is subscribed; the next one is opened.',
  mute: 'The connection to WeCom does not answer any more; the next one is opened.',
};

/**
 * Keeps exactly one subscribed connection up, and never gives up. What goes wrong is said once, when it begins and when it
 * is over. Being thrown out by another process is an alarm: it comes back late, so that the two do not fight.
 */
export const createConnection = (deps: ConnectionDeps): Connection => {
  const { sole, clock, sleep, random, log, stopping } = deps;
  let health: ChannelHealth = notConnected;
  let current: Link | undefined;
  let running: Promise<void> | undefined;
  let said: string | undefined;
  let failures = 0;
  let kicks = 0;
  const waiting = new Set<() => void>();

  const wake = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };

  const failed = ({ code, platformCode }: LinkError, over: AbortSignal): number => {
    failures += 1;
    health = { up: false, reason: `wecom: ${code}: ${words[code]}` };
    if (said !== code && !over.aborted) {
      said = code;
      const entry = { code, ...(platformCode === undefined ? {} : { platform: platformCode }) };
      if (code === 'credentials_refused') log.error(entry, words[code]);
      else log.warn(entry, words[code]);
    }
    const slow = waitWhenRefused[code];
    if (slow !== undefined) return slow * (1 + random() / 10);
    return doubling(FIRST_WAIT, LONGEST_WAIT, failures) * (0.5 + random() / 2);
  };

  const kicked = (): number => {
    kicks += 1;
    const wait = doubling(FIRST_WAIT_WHEN_KICKED, LONGEST_WAIT_WHEN_KICKED, kicks) * (1 + random() / 2);
    health = { up: false, reason: 'wecom: another process took over the connection of this bot' };
    log.error(
      { code: 'connection_taken_over', again: Math.round(wait / SECOND) },
      'Another process connected with the same WECOM_BOT_ID, and WeCom allows one. Stop the other one, or give it a bot of its own; this one comes back later.',
    );
    return wait;
  };

  const ended = (how: Exclude<LinkEnd, 'stopped'>, openedAt: Instant): number => {
    if (how === 'kicked') return kicked();
    kicks = 0;
    health = { up: false, reason: `wecom: connection ${how}; the next one is being opened` };
    log.warn({ code: 'connection_ended', how }, endWords[how]);
    if (clock() - openedAt >= STABLE) failures = 0;
    else failures += 1;
    return failures === 0 ? random() * SECOND : doubling(FIRST_WAIT, LONGEST_WAIT, failures) * (0.5 + random() / 2);
  };

  /** One connection from its opening to its end; tells how long to wait before the next. */
  const live = async (over: AbortSignal): Promise<number> => {
    try {
      current = await openLink({ ...deps, stopping: over });
    } catch (error) {
      return failed(error instanceof LinkError ? error : new LinkError('not_reached'), over);
    }
    const openedAt = clock();
    health = { up: true };
    said = undefined;
    log.info({ code: 'wecom_connected', afterFailures: failures }, 'Connected to WeCom.');
    wake();
    const how = await current.ended;
    current = undefined;
    return how === 'stopped' ? 0 : ended(how, openedAt);
  };

  const run = async (): Promise<void> => {
    while (!stopping.aborted) {
      const over = AbortSignal.any([await sole.acquired(stopping), stopping]);
      const wait = over.aborted ? 0 : await live(over);
      if (over.aborted) health = notConnected;
      else if (wait > 0) await sleep(wait, over);
    }
    wake();
  };

  return {
    start() {
      running ??= run();
    },
    health() {
      if (stopping.aborted) return { up: false, reason: 'wecom: stopped' };
      return sole.state() === 'elsewhere' ? { up: true } : health;
    },
    async link(milliseconds) {
      if (stopping.aborted || sole.state() !== 'here') return undefined;
      if (current && !current.isOver()) return current;
      const done = new AbortController();
      const late = sleep(milliseconds, done.signal);
      await Promise.race([late, new Promise<void>((resolve) => waiting.add(resolve))]);
      done.abort();
      return current?.isOver() ? undefined : current;
    },
    async stopped() {
      await running;
    },
  };
};
