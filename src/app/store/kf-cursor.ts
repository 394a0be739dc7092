import { z } from 'zod';
import type { Log } from '../../channels/log.ts';
import type { Cursor } from '../../channels/wecom/kf/cursor.ts';
import type { Store } from '../../store/store.ts';
import { isStoreError } from '../../store/store-error.ts';
import { readKeyValue, updateKeyValue } from './key-values.ts';

/** The note that says how far the messages of WeChat customer service were fetched. */
export const KF_CURSOR_KEY = 'wecom-kf-cursor';

const Kept = z.object({ open_kfid: z.string(), cursor: z.string().min(1) });

/** The cursor of an account, in a note of the store. A note of another account counts as none. */
export const kfCursor =
  (store: Pick<Store, 'documents'>, log: Log) =>
  (openKfId: string): Cursor => ({
    async read() {
      let said: unknown;
      try {
        said = await readKeyValue(store, KF_CURSOR_KEY);
        if (said === undefined) return 'none';
      } catch (error) {
        if (!isStoreError(error, 'record_damaged')) throw error;
      }
      const kept = Kept.safeParse(said).data;
      if (kept !== undefined) return kept.open_kfid === openKfId ? { cursor: kept.cursor } : 'none';
      log.warn(
        { code: 'kf_cursor_unreadable' },
        'The place where fetching stopped cannot be read; the last three days are fetched again.',
      );
      return 'lost';
    },
    async write(cursor) {
      await updateKeyValue(store, KF_CURSOR_KEY, () => ({ open_kfid: openKfId, cursor }));
    },
  });
