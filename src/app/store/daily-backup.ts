import type { Log } from '../../channels/log.ts';
import type { Sleep } from '../../channels/sleep.ts';
import { DAY, type Instant, MINUTE } from '../../dialogue/model/instant.ts';
import { backupStore, newestCopy } from '../../store/lmdb/backup.ts';
import type { Store } from '../../store/store.ts';
import { isStoreError } from '../../store/store-error.ts';

/** What daily copies need. */
export interface DailyBackupDeps {
  readonly store: Pick<Store, 'copy'>;
  readonly folder: string;
  /** Local time, `03:30`. */
  readonly at: string;
  readonly keep: number;
  readonly clock: () => Instant;
  /** Minutes that local time is ahead of UTC at a moment. */
  readonly offset: (at: Instant) => number;
  readonly sleep: Sleep;
  readonly log: Log;
}

/** The last moment at or before `now` at which the clock on the wall showed `at`. */
export const lastTimeOf = (at: string, now: Instant, offset: (at: Instant) => number): Instant => {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const local = now + offset(now) * MINUTE;
  const today = Math.floor(local / DAY) * DAY + (hour * 60 + minute) * MINUTE - offset(now) * MINUTE;
  return today <= now ? today : today - DAY;
};

/**
 * Looks every minute whether today's copy is there, and makes it when its time has come; one that was missed while the
 * process did not run, or failed, is made as soon as it can be. `stop` resolves when no copy is under way.
 */
export const startDailyBackup = (deps: DailyBackupDeps): { stop(): Promise<void> } => {
  const { store, folder, at, keep, clock, offset, sleep, log } = deps;
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const now = clock();
        if ((newestCopy(folder) ?? Number.NEGATIVE_INFINITY) < lastTimeOf(at, now, offset)) {
          await backupStore(store, { folder, now, keep });
          log.info({ code: 'backup_made' }, 'A copy of the store was made.');
        }
      } catch (err) {
        const code = isStoreError(err, 'store_unusable') ? 'backup_failed' : 'backup_impossible';
        log.error({ code, err }, 'The copy of the store was not made; see BACKUP_DIR. Tried again in a minute.');
      }
      await sleep(MINUTE, stopping.signal);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
};
