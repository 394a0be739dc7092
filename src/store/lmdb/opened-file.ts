import { statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../store-error.ts';
import { fileIn } from './store-file.ts';

/** Which file lies somewhere: its device and number there. */
const identityOf = (path: string): string | undefined => {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found && `${found.dev} ${found.ino}`;
};

/**
 * Remembers which files a store has open in a folder. The returned function throws when another file, or none, lies there
 * by now: what is written then is gone with the process.
 */
export const rememberOpened = (folder: string): (() => void) => {
  const opened = [folder, fileIn(folder)].map(identityOf).join();
  return () => {
    if ([folder, fileIn(folder)].map(identityOf).join() === opened) return;
    throw new StoreError(
      'store_moved',
      'The folder or the file of the store is no longer the one that was opened: it was moved, replaced or deleted. Stop the server, put it back, and start again.',
    );
  };
};

/** More than any record has: lmdb itself writes a probe into pages that it has already, also where the disk is full. */
const PROBE = Buffer.alloc(64 * 1024, 1);

/** Writes as much as a record has into a new file beside the store, to the disk, and removes it. */
export const writeRecordsWorth = async (folder: string): Promise<void> => {
  const path = join(folder, 'probe');
  try {
    await writeFile(path, PROBE, { mode: 0o600, flush: true });
  } finally {
    await rm(path, { force: true });
  }
};
