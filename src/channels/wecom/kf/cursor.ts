import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../log.ts';

const Kept = z.object({ open_kfid: z.string(), cursor: z.string().min(1) });

/** What is known of how far messages were fetched. `lost`: something was kept and cannot be understood. */
export type Place = { readonly cursor: string } | 'none' | 'lost';

/** How far messages were fetched, kept in a file beside the store. */
export interface Cursor {
  read(): Promise<Place>;
  /** Resolves once it is on the disk; a crash leaves the one before or this one, whole. */
  write(cursor: string): Promise<void>;
}

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** The cursor of an account, in this file. A file of another account counts as none. */
export const cursorIn = (file: string, openKfId: string, log: Log): Cursor => ({
  async read() {
    let written: string;
    try {
      written = await readFile(file, 'utf8');
    } catch (error) {
      return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
        ? 'none'
        : 'lost';
    }
    try {
      const kept = Kept.parse(JSON.parse(written));
      return kept.open_kfid === openKfId ? { cursor: kept.cursor } : 'none';
    } catch {
      log.warn(
        { code: 'kf_cursor_unreadable' },
        'The place where fetching stopped cannot be read; the last three days are fetched again.',
      );
      return 'lost';
    }
  },
  async write(cursor) {
    const beside = `${file}.new`;
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ open_kfid: openKfId, cursor }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
    await syncFolder(dirname(file));
  },
});
