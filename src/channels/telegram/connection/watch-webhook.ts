import type { Instant } from '../../../dialogue/model/instant.ts';
import type { Log } from '../../log.ts';
import type { Sleep } from '../../sleep.ts';
import type { Api } from '../api.ts';
import { allowedUpdates, WebhookInfo } from '../payload.ts';
import type { Webhook } from '../settings.ts';
import { type ConnectionError, connectionErrorOf } from './connection-errors.ts';

/** What watching needs. */
export interface WatchDeps {
  readonly api: Api;
  readonly webhook: Webhook;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** Who is told how it stands. */
export interface Watcher {
  up(): void;
  down(outage: ConnectionError): void;
}

const CALLING = 15_000;

/** How often it is looked whether the webhook is still ours and works. */
const EVERY = 60_000;

/**
 * Sets the webhook and looks after it, until something goes wrong that wants it set again. Telegram cannot tell us that
 * it does not reach us; it has to be asked.
 */
export const watchWebhook = async (deps: WatchDeps, watcher: Watcher): Promise<ConnectionError | undefined> => {
  const { api, webhook, clock, sleep, log, stopping } = deps;
  const set = await api.call(
    'setWebhook',
    {
      url: webhook.url,
      secret_token: webhook.secret,
      allowed_updates: [...allowedUpdates],
      drop_pending_updates: false,
    },
    CALLING,
  );
  if (set.type === 'refusal' && set.status === 400) return { code: 'webhook_refused' };
  const refused = connectionErrorOf(set);
  if (refused) return refused;
  watcher.up();

  for (;;) {
    await sleep(EVERY, stopping);
    if (stopping.aborted) return undefined;
    const answer = await api.call('getWebhookInfo', {}, CALLING);
    if (stopping.aborted) return undefined;
    if (answer.type !== 'result') return connectionErrorOf(answer);
    const info = WebhookInfo.safeParse(answer.result);
    if (!info.success) return { code: 'answer_not_readable' };
    const { url, pending_update_count: pending, last_error_date: failedAt = 0, last_error_message: why } = info.data;
    if (url !== webhook.url) return { code: 'webhook_taken' };
    const isFailing = pending > 0 && failedAt * 1_000 > clock() - 2 * EVERY;
    if (!isFailing) {
      watcher.up();
      continue;
    }
    log.warn({ code: 'webhook_failed', pending, why: why?.slice(0, 200) }, 'Telegram could not deliver messages.');
    watcher.down({ code: 'webhook_not_reached' });
  }
};
