import type { Log } from '../../channels/log.ts';
import type { Store } from '../../store/store.ts';
import { isStoreError } from '../../store/store-error.ts';

/**
 * Why the store cannot be used just now, in words that may be shown to whoever asks; `undefined` when it can. The whole
 * reason goes to the log, when it begins and when it is over.
 */
export const storeErrorReporter = (store: Pick<Store, 'probe'>, log: Log): (() => Promise<string | undefined>) => {
  let isSaid = false;
  return async () => {
    try {
      await store.probe();
      if (isSaid) log.info({ code: 'store_usable' }, 'The store can be used again.');
      isSaid = false;
      return undefined;
    } catch (error) {
      if (!isSaid) log.error({ err: error }, 'The store cannot be used.');
      isSaid = true;
      return isStoreError(error, 'store_moved')
        ? 'store: its folder or file is no longer the one that was opened'
        : 'store: a write does not become durable';
    }
  };
};
