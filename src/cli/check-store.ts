import { existsSync } from 'node:fs';
import { kinds } from '../store/documents.ts';
import { repairStore } from '../store/lmdb/repair.ts';
import { fileIn, isSoundFile, refuseUnusable } from '../store/lmdb/store-file.ts';
import type { Store } from '../store/store.ts';
import { folderFor, withStore } from './with-store.ts';

/** Where the state lies, and whether what is damaged is to be made good. */
export interface CheckStoreCommand {
  readonly data?: string;
  readonly repair?: true;
}

/** Reads everybody and every document; says what could not be read, and how much could. Returns the exit code. */
const readEverything = async (store: Store, write: (text: string) => void): Promise<number> => {
  let people = 0;
  let documents = 0;
  let unreadable = 0;
  const tell = (error: Error): void => {
    unreadable += 1;
    write(`${error.message}\n`);
  };
  for await (const _ of store.everyone(tell)) people += 1;
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[])
    for await (const _ of store.documents.every(kind, tell)) documents += 1;
  const { damaged } = await store.count();
  write(
    `${people} 人，${documents} 份资料，读不出 ${unreadable} 条，先前放在一边的共 ${damaged} 条 / ${people} people, ${documents} documents, ${unreadable} unreadable, ${damaged} set aside in all\n`,
  );
  return unreadable === 0 ? 0 : 1;
};

/**
 * Reads the whole store, the file of one first: page by page and without lmdb, so that nothing in it can end the process.
 * With `repair` a damaged file is set aside and what can be read of it is put into a new one. Returns the exit code: 1 when
 * anything was damaged.
 * @throws StoreError `store_unusable` for what nothing can be read of.
 */
export const runCheckStore = async (
  { data, repair }: CheckStoreCommand,
  now: number,
  write: (text: string) => void,
): Promise<number> => {
  const folder = folderFor(data);
  let exitCode = 0;
  if (folder !== undefined && existsSync(fileIn(folder))) {
    refuseUnusable(folder);
    if (!isSoundFile(fileIn(folder))) {
      exitCode = 1;
      if (repair !== true) {
        write(
          '数据文件有损坏：先停掉服务，再用 npm run check-store -- --repair 救出读得出来的，或用 npm run restore -- 备份文件 恢复。 / The file of the store is damaged: stop the server, then save what can be read with npm run check-store -- --repair, or put a backup back with npm run restore -- FILE.\n',
        );
        return exitCode;
      }
      const mended = await repairStore(folder, { now, muchLost: 'take' });
      if (mended !== undefined)
        write(
          `坏了 ${mended.pages} 页，救出 ${mended.people} 人、${mended.documents} 份资料，没找回 ${mended.lost} 条；坏文件留在 ${mended.kept} / ${mended.pages} damaged pages; ${mended.people} people and ${mended.documents} documents saved, ${mended.lost} records lost; the damaged file is kept\n`,
        );
    }
  }
  return Math.max(exitCode, await withStore(data, (store) => readEverything(store, write)));
};
