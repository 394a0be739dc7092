import { resolve } from 'node:path';
import { backupStore, KEEP } from '../store/lmdb/backup.ts';
import { withStore } from './with-store.ts';

/** Where the state lies, and how many copies are kept. */
export interface BackupCommand {
  readonly data?: string;
  readonly keep?: number;
}

/** Writes a copy of the store into a folder, beside a running server too, and says where. */
export const runBackup = (
  folder: string,
  { data, keep = KEEP }: BackupCommand,
  now: number,
  write: (text: string) => void,
): Promise<void> =>
  withStore(data, async (store) => {
    write(`${await backupStore(store, { folder: resolve(folder), now, keep })}\n`);
  });
