import type { Instant } from '../../../dialogue/model/instant.ts';
import type { Log } from '../../log.ts';
import { errorCodeOf } from '../../shared/error-code.ts';
import type { Mutex } from '../../shared/mutex.ts';
import type { Sleep } from '../../sleep.ts';
import type { Api } from '../api.ts';
import type { Cursor } from './cursor.ts';
import { Page } from './payload.ts';

/** What fetching needs. */
export interface PullDeps {
  readonly api: Api;
  readonly openKfId: string;
  readonly cursor: Cursor;
  /** How a round is kept from being done by several processes at once. */
  readonly alone: Mutex;
  /** Saves one message; rejects when it could not be saved. */
  readonly save: (message: unknown) => Promise<void>;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** Fetches what customers sent. */
export interface Sync {
  start(): void;
  /** There is something to fetch. Resolves once everything there was is saved; rejects when that failed this time. */
  hint(token: string): Promise<void>;
  /** Resolves when nothing runs any more; to be called when `stopping` was aborted. */
  stopped(): Promise<void>;
}

const MINUTE = 60_000;

/** How often is looked without a hint: one that was lost on its way costs so long. */
const LOOK = 10 * MINUTE;

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = MINUTE;

/** A hint's token lives ten minutes (94670). */
const TOKEN_LIFE = 9 * MINUTE;

const PAGE = 1_000;

/** At the very first start nobody expects an answer to what they wrote long before. */
const OLD = 60 * MINUTE;

/** A message that cannot be saved while others can is passed over after so many rounds. */
const ROUNDS_FOR_ONE = 6;

const idOf = (message: unknown): string =>
  typeof message === 'object' && message !== null && 'msgid' in message ? String(message.msgid) : '';

const sentAt = (message: unknown): Instant =>
  typeof message === 'object' && message !== null && 'send_time' in message && typeof message.send_time === 'number'
    ? message.send_time * 1_000
    : Number.POSITIVE_INFINITY;

/**
 * Fetches page after page until there is no more, one round at a time. The place is written down after everything before
 * it is saved; a crash in between fetches a page again, whose messages are known by their ids. A round that failed is
 * begun again, later and later, until it succeeds.
 */
export const createSync = (deps: PullDeps): Sync => {
  const { api, openKfId, cursor, alone, save, clock, sleep, random, log, stopping } = deps;
  const failing = new Map<string, number>();
  let token: { readonly value: string; readonly until: Instant } | undefined;
  let place: string | undefined;
  let isPlaceKnown = false;
  let skipsOld = false;
  let running: Promise<void> | undefined;
  /** The round that was asked for last, and the same while it has not begun. */
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  let isCaughtUp = false;
  let rested = new AbortController();

  /** Where the last round ended, in this process or in another: everything before is saved. */
  const findPlace = async (): Promise<void> => {
    const kept = await cursor.read();
    if (typeof kept !== 'string') place = kept.cursor;
    else if (!isPlaceKnown) skipsOld = kept === 'none';
    isPlaceKnown = true;
  };

  const fetchPage = async (): Promise<Page> => {
    const live = token && token.until > clock() ? token.value : undefined;
    const ask = (withToken: string | undefined) =>
      api.post('/cgi-bin/kf/sync_msg', {
        ...(place === undefined ? {} : { cursor: place }),
        ...(withToken === undefined ? {} : { token: withToken }),
        limit: PAGE,
        open_kfid: openKfId,
      });
    let asked = await ask(live);
    if ('error' in asked && live !== undefined && asked.error.remedy === 'refuse') {
      token = undefined;
      asked = await ask(undefined);
    }
    if ('error' in asked) throw Object.assign(new Error('not fetched'), { code: asked.error.reason });
    return Page.parse(asked.body);
  };

  /** Saves a page. A message that failed too often while others did not is given up, so that it does not hold up everybody. */
  const savePage = async (messages: readonly unknown[]): Promise<void> => {
    const wanted = skipsOld ? messages.filter((message) => sentAt(message) > clock() - OLD) : messages;
    if (wanted.length < messages.length) {
      log.info({ code: 'kf_old_messages', count: messages.length - wanted.length }, 'Old messages are not answered.');
    }
    const results = await Promise.allSettled(wanted.map((message) => save(message)));
    const failed = wanted.filter((_, index) => results[index]?.status === 'rejected');
    const reason = results.find((result) => result.status === 'rejected')?.reason;
    const isEverything = failed.length === wanted.length;
    const held = failed.filter((message) => {
      const times = (failing.get(idOf(message)) ?? 0) + 1;
      failing.set(idOf(message), times);
      return isEverything || times < ROUNDS_FOR_ONE;
    });
    if (held.length > 0) throw Object.assign(new Error('not saved'), { code: errorCodeOf(reason) });
    for (const message of failed) failing.delete(idOf(message));
    if (failed.length > 0) {
      log.error(
        { code: 'message_not_saved', cause: errorCodeOf(reason), count: failed.length },
        'Messages could not be saved again and again, while others could; they are passed over.',
      );
    } else failing.clear();
  };

  const pullAll = async (): Promise<void> => {
    await findPlace();
    for (let hasMore = true; hasMore; ) {
      if (stopping.aborted) throw Object.assign(new Error('not fetched'), { code: 'channel_stopped' });
      const page = await fetchPage();
      await savePage(page.msg_list);
      if (page.next_cursor !== undefined && page.next_cursor !== '' && page.next_cursor !== place) {
        await cursor.write(page.next_cursor);
        place = page.next_cursor;
      }
      hasMore = page.has_more === 1;
    }
    skipsOld = false;
  };

  const pullOnce = async (): Promise<void> => {
    waiting = undefined;
    try {
      await alone(pullAll);
      isCaughtUp = true;
    } catch (error) {
      isCaughtUp = false;
      rested.abort();
      if (!stopping.aborted) {
        log.warn(
          { code: 'kf_not_fetched', cause: errorCodeOf(error) },
          'Messages could not be fetched; it is tried again.',
        );
      }
      throw error;
    }
  };

  /** A round that begins from now on, behind the running one, which may have passed what the call is about. */
  const fresh = (): Promise<void> => {
    if (!waiting) {
      waiting = last.catch(() => undefined).then(pullOnce);
      last = waiting;
    }
    return waiting;
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.aborted) {
      await fresh().catch(() => undefined);
      failures = isCaughtUp ? 0 : failures + 1;
      const wait = isCaughtUp ? LOOK : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10));
      rested = new AbortController();
      await sleep(wait * (0.75 + random() / 4), AbortSignal.any([rested.signal, stopping]));
    }
  };

  return {
    start() {
      running ??= run();
    },
    hint(value) {
      token = { value, until: clock() + TOKEN_LIFE };
      return fresh();
    },
    async stopped() {
      await running;
      await last.catch(() => undefined);
    },
  };
};
