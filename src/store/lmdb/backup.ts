import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { enterUser, otherUsers } from '../users.ts';
import { unusable } from './databases.ts';
import { fileIn, flush, isSoundFile, refuseUnusableFile } from './store-file.ts';

/** How many copies are kept unless told otherwise. */
export const KEEP = 7;

/** `ruzhu-2026-03-09T01-00-00.000Z.mdb`: sorted by name they are sorted by time. */
const name = /^ruzhu-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.mdb$/;

const nameAt = (now: Instant): string => `ruzhu-${new Date(now).toISOString().replaceAll(':', '-')}.mdb`;

const copiesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => name.test(file))
        .sort()
    : [];

/** When the newest copy in a folder was made; `undefined` when there is none. */
export const newestCopy = (folder: string): Instant | undefined => {
  const [, hour, minute, second] = name.exec(copiesIn(folder).at(-1) ?? '') ?? [];
  return hour === undefined ? undefined : Date.parse(`${hour}:${minute}:${second}`);
};

/** Where a copy goes, by which clock it is named, and how many of its kind stay there. */
export interface BackupOptions {
  readonly folder: string;
  readonly now: Instant;
  readonly keep: number;
}

/**
 * Writes a consistent copy of a store beside whoever writes to it, reads it back as a whole, and then removes the oldest
 * copies. The name appears when the copy is on disk. Resolves to the path of the copy.
 * @throws StoreError `store_unusable`, also where the store is a database with tools of its own, naming them.
 */
export const backupStore = async (
  store: Pick<Store, 'copy'>,
  { folder, now, keep }: BackupOptions,
): Promise<string> => {
  if (store.copy === undefined)
    throw new StoreError(
      'store_unusable',
      '数据在 PostgreSQL 里，请用它自己的工具备份：pg_dump --format=custom --table="ruzhu_*" "$STORE_URL" > ruzhu.dump，恢复用 pg_restore。 / The state is in PostgreSQL: back it up with pg_dump --format=custom --table="ruzhu_*" "$STORE_URL" > ruzhu.dump, and restore it with pg_restore.',
    );
  const unfinished = join(folder, `unfinished-${process.pid}`);
  try {
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    await store.copy(unfinished);
    const copy = fileIn(unfinished);
    chmodSync(copy, 0o600);
    flush(copy);
    if (!isSoundFile(copy))
      throw new StoreError(
        'store_unusable',
        '备份出来的文件不完整，没有留下：请先运行 npm run check-store。 / The copy is not sound and was not kept: run npm run check-store.',
      );
    const path = join(folder, nameAt(now));
    renameSync(copy, path);
    flush(folder);
    for (const old of copiesIn(folder).slice(0, -keep)) rmSync(join(folder, old));
    return path;
  } catch (cause) {
    throw unusable(cause);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
};

/**
 * Puts a copy in the place of the store in a folder. What is there is kept beside it as `data.mdb.before-<moment>`; its path
 * is returned, `undefined` when there was nothing.
 * @throws StoreError `store_unusable` when the copy is not sound, or other processes use the store.
 */
export const restoreStore = (copy: string, folder: string, now: Instant): string | undefined => {
  try {
    if (!existsSync(copy))
      throw new StoreError('store_unusable', '没有这个备份文件，看看路径。 / There is no such copy: look at its path.');
    refuseUnusableFile(copy);
    if (!isSoundFile(copy))
      throw new StoreError(
        'store_unusable',
        '这个备份文件损坏了，换一个更早的。 / This copy is damaged: take an earlier one.',
      );
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const leave = enterUser(folder);
    try {
      const others = otherUsers(folder);
      if (others.length > 0)
        throw new StoreError(
          'store_unusable',
          `别的进程（${others.join('、')}）正在用这些数据：请先停掉再恢复。 / Other processes use the store (${others.join(', ')}): stop them first.`,
        );
      const file = fileIn(folder);
      const arriving = `${file}.arriving`;
      copyFileSync(copy, arriving);
      chmodSync(arriving, 0o600);
      flush(arriving);
      const before = existsSync(file)
        ? `${file}.before-${new Date(now).toISOString().replaceAll(':', '-')}`
        : undefined;
      if (before !== undefined) renameSync(file, before);
      renameSync(arriving, file);
      rmSync(join(folder, 'lock.mdb'), { force: true });
      flush(folder);
      return before;
    } finally {
      leave();
    }
  } catch (cause) {
    throw unusable(cause);
  }
};
