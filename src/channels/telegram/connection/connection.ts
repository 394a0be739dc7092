import type { Instant } from '../../../dialogue/model/instant.ts';
import type { ChannelHealth } from '../../channel.ts';
import type { Log } from '../../log.ts';
import { within } from '../../shared/deadline.ts';
import type { ChannelLease } from '../../shared/lease.ts';
import type { Sleep } from '../../sleep.ts';
import type { Api } from '../api.ts';
import { menuOf, type Texts } from '../commands.ts';
import { Identity } from '../payload.ts';
import type { Webhook } from '../settings.ts';
import {
  type ConnectionError,
  type ConnectionErrorCode,
  connectionErrorOf,
  connectionErrors,
  waitFor,
} from './connection-errors.ts';
import { createPolling } from './polling.ts';
import type { UpdateReader } from './update-reader.ts';
import { watchWebhook } from './watch-webhook.ts';

/** What keeps us hearing. */
export interface ConnectionDeps {
  readonly api: Api;
  readonly intake: UpdateReader;
  readonly texts: Texts;
  /** Where Telegram calls us; without it Telegram is asked. */
  readonly webhook: Webhook | undefined;
  /** The right to ask Telegram: of those who ask with one token it answers the last, and refuses the others. */
  readonly sole: ChannelLease;
  readonly clock: () => Instant;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** Keeps hearing, for as long as it is wanted. */
export interface Connection {
  start(): void;
  health(): ChannelHealth;
  /** Telegram calls us, wherever that is, or this process is the one that asks. */
  isOurs(): boolean;
  /** Who we are, once Telegram told. */
  identity(): Identity | undefined;
  /** Resolves when nothing runs any more; to be called when `stopping` was aborted. */
  stopped(): Promise<void>;
}

/** How long a call may take. */
const CALLING = 15_000;

/** Two pollers throw each other out in turn: all is well again only when nobody did for so long. */
const CONFLICT_LASTS = 2 * 60_000;

const notConnected: ChannelHealth = { up: false, reason: 'not connected yet' };

/** What is being saved when the channel stops has so long to end. */
const ENDING = 5_000;

/**
 * Keeps hearing by webhook or by asking. Nothing that goes wrong ends it; what does is said once, when it begins and when
 * it is over.
 */
export const createConnection = (deps: ConnectionDeps): Connection => {
  const { api, sole, clock, random, sleep, log, stopping } = deps;
  const polling = createPolling(deps);
  let { webhook } = deps;
  let health: ChannelHealth = notConnected;
  let running: Promise<void> | undefined;
  let me: Identity | undefined;
  let hasMenu = false;
  let hasNoWebhook = false;
  let failures = 0;
  let said: ConnectionErrorCode | undefined;
  let conflictAt: Instant | undefined;

  const up = (): void => {
    failures = 0;
    if (conflictAt !== undefined && clock() - conflictAt < CONFLICT_LASTS) return;
    if (!health.up) log.info({ code: 'telegram_connected' }, 'Connected to Telegram.');
    health = { up: true };
    said = undefined;
    conflictAt = undefined;
  };

  const down = ({ code }: ConnectionError): void => {
    const { words, slowly } = connectionErrors[code];
    health = { up: false, reason: `${code}: ${words}` };
    if (code === 'another_poller') conflictAt = clock();
    if (code === 'webhook_taken') hasNoWebhook = false;
    if (said === code) return;
    said = code;
    if (slowly === undefined) log.warn({ code }, words);
    else log.error({ code }, words);
  };

  const introduce = async (): Promise<ConnectionError | undefined> => {
    if (me) return undefined;
    const answer = await api.call('getMe', {}, CALLING);
    if (answer.type !== 'result') return connectionErrorOf(answer);
    const checked = Identity.safeParse(answer.result);
    if (!checked.success) return { code: 'answer_not_readable' };
    me = checked.data;
    return undefined;
  };

  /** The menu is a comfort: without it people write. That Telegram is away is said elsewhere. */
  const setMenu = async (): Promise<void> => {
    const inEnglish = { commands: menuOf(deps.texts('en')) };
    const inChinese = { commands: menuOf(deps.texts('zh-CN')), language_code: 'zh' };
    for (const menu of [inEnglish, inChinese]) {
      const answer = await api.call('setMyCommands', menu, CALLING);
      const outage = connectionErrorOf(answer);
      if (stopping.aborted || outage?.code === 'telegram_not_reached') return;
      if (outage) return log.warn({ code: 'menu_not_set', cause: outage.code }, 'The menu of commands was not set.');
    }
    hasMenu = true;
  };

  const askFromNowOn = async (): Promise<ConnectionError | undefined> => {
    if (hasNoWebhook) return undefined;
    const answer = await api.call('deleteWebhook', { drop_pending_updates: false }, CALLING);
    // If there is one all the same, it shows as soon as messages are asked for.
    const isUnknown = answer.type === 'refusal' && (answer.status === 400 || answer.status === 404);
    const outage = isUnknown ? undefined : connectionErrorOf(answer);
    hasNoWebhook = outage === undefined;
    return outage;
  };

  /** Asks while no other process may, until something goes wrong. */
  const ask = async (who: Identity): Promise<ConnectionError | undefined> => {
    const over = AbortSignal.any([await sole.acquired(stopping), stopping]);
    if (over.aborted) return undefined;
    const outage = (await askFromNowOn()) ?? (await polling.run(who, up, over));
    if (!over.aborted) return outage;
    if (!stopping.aborted) health = notConnected;
    return undefined;
  };

  /** Hears until something goes wrong. */
  const live = async (): Promise<ConnectionError | undefined> => {
    const error = await introduce();
    if (error || !me) return error;
    const menu = hasMenu ? undefined : setMenu();
    const outage = webhook ? await watchWebhook({ ...deps, webhook }, { up, down }) : await ask(me);
    await menu;
    return outage;
  };

  const run = async (): Promise<void> => {
    while (!stopping.aborted) {
      const outage = await live();
      if (stopping.aborted || !outage) continue;
      failures += 1;
      down(outage);
      if (outage.code === 'webhook_refused') webhook = undefined;
      await sleep(waitFor(outage, failures, random), stopping);
    }
  };

  return {
    start() {
      running ??= run();
    },
    health() {
      if (stopping.aborted) return { up: false, reason: 'stopped' };
      return me && !webhook && sole.state() === 'elsewhere' ? { up: true } : health;
    },
    isOurs: () => webhook !== undefined || sole.state() === 'here',
    identity: () => me,
    async stopped() {
      const isEnded = await within(ENDING, sleep, async () => running).then(
        () => true,
        () => false,
      );
      if (isEnded && health.up) await polling.confirm();
    },
  };
};
