import { resolve } from 'node:path';
import { restoreStore } from '../store/lmdb/backup.ts';
import { StoreError } from '../store/store-error.ts';
import { folderFor } from './with-store.ts';

/** Puts a copy that `backup` made in the place of the store, whose own file is kept beside it. */
export const runRestore = (
  copy: string,
  data: string | undefined,
  now: number,
  write: (text: string) => void,
): void => {
  const folder = folderFor(data);
  if (folder === undefined)
    throw new StoreError(
      'store_unusable',
      '数据在 PostgreSQL 里，请用 pg_restore 恢复。 / The state is in PostgreSQL: restore it with pg_restore.',
    );
  const before = restoreStore(resolve(copy), folder, now);
  write(`恢复好了：${folder} / Restored.\n`);
  if (before !== undefined) write(`原来的文件留在 ${before} / The file that was there is kept.\n`);
};
