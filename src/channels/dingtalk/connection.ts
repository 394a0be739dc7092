import type { Instant } from '../../dialogue/model/instant.ts';
import type { ChannelHealth } from '../channel.ts';
import { ConnectionError, type ConnectionErrorReason, connectionErrorText } from './gateway.ts';
import { type Link, type LinkDeps, openLink } from './stream-link.ts';

/** What keeps a connection up. */
export interface ConnectionDeps extends LinkDeps {
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** One connection after the other, for as long as it is wanted. */
export interface Connection {
  start(): void;
  health(): ChannelHealth;
  /** Resolves when nothing runs any more; to be called when `stopping` was aborted. */
  stopped(): Promise<void>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A connection that ends sooner was no success, so that the next one waits longer. */
const STABLE: Instant = 30 * SECOND;

const LONGEST_WAIT = MINUTE;

/** Troubles that pass by themselves only when somebody does something: asked after slowly. */
const slowly: Partial<Record<ConnectionErrorReason, number>> = {
  credentials_refused: 5 * MINUTE,
  connection_refused: MINUTE,
};

/** Doubling from one second to a minute, each drawn anew between half and the whole. */
const backoff = (failures: number, random: () => number): number =>
  Math.min(LONGEST_WAIT, SECOND * 2 ** Math.min(failures - 1, 10)) * (0.5 + random() / 2);

const troubleOf = (error: unknown): ConnectionError =>
  error instanceof ConnectionError ? error : new ConnectionError('gateway_not_reached');

const wordsFor = (trouble: ConnectionErrorReason): string => `${trouble}: ${connectionErrorText[trouble]}`;

/**
 * Keeps exactly one connection up. It is replaced when it ends, at once when it had been stable, and when DingTalk
 * retires it, while the old one is still answering. What goes wrong is said once, when it begins and when it is over.
 */
export const createConnection = (deps: ConnectionDeps): Connection => {
  const { clock, sleep, random, log, stopping } = deps;
  const leaving = new Set<Promise<void>>();
  let health: ChannelHealth = { up: false, reason: 'not connected yet' };
  let running: Promise<void> | undefined;
  let said: ConnectionErrorReason | undefined;

  const report = ({ code, platformCode }: ConnectionError): void => {
    health = { up: false, reason: wordsFor(code) };
    if (said === code) return;
    said = code;
    const entry = platformCode === undefined ? { code } : { code, platform: platformCode };
    if (slowly[code] === undefined) log.warn(entry, connectionErrorText[code]);
    else log.error(entry, connectionErrorText[code]);
  };

  const leave = (link: Link): Promise<void> => {
    const left = link.leave().finally(() => leaving.delete(left));
    leaving.add(left);
    return left;
  };

  /** One connection from its opening to its end; tells how long to wait before the next, after so many failures. */
  const live = async (failures: number): Promise<{ failures: number; wait: number }> => {
    let link: Link;
    try {
      link = await openLink(deps);
    } catch (error) {
      const trouble = troubleOf(error);
      if (!stopping.aborted) report(trouble);
      const slow = slowly[trouble.code];
      const next = failures + 1;
      return { failures: next, wait: slow === undefined ? backoff(next, random) : slow * (1 + random() / 10) };
    }
    const openedAt = clock();
    health = { up: true };
    log.info({ code: 'dingtalk_connected', afterFailures: failures }, 'Connected to DingTalk.');
    said = undefined;
    const how = await link.ended;
    void leave(link);
    if (how === 'stopped') return { failures: 0, wait: 0 };
    health = { up: false, reason: 'the connection ended; the next one is being opened' };
    log.info({ code: 'dingtalk_connection_ended', how }, 'A connection to DingTalk ended; the next one is opened.');
    if (clock() - openedAt >= STABLE) return { failures: 0, wait: 0 };
    // Retired at once is no failure yet; retired again and again is.
    return { failures: failures + 1, wait: how === 'retired' && failures === 0 ? 0 : backoff(failures + 1, random) };
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.aborted) {
      const next = await live(failures);
      failures = next.failures;
      if (next.wait > 0) await sleep(Math.ceil(next.wait), stopping);
    }
  };

  return {
    start() {
      running ??= run();
    },
    health: () => (stopping.aborted ? { up: false, reason: 'stopped' } : health),
    async stopped() {
      await running;
      await Promise.all(leaving);
    },
  };
};
