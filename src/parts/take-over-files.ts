import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../store/store.ts';
import { KF_CURSOR_NOTE } from './kf-cursor.ts';
import { MONTH_NOTE } from './month-tally.ts';
import { readNote, rewriteNote } from './notes.ts';

/** What was kept in files beside the store, and the notes that took their place. */
const files: ReadonlyMap<string, string> = new Map([
  ['month.json', MONTH_NOTE],
  ['wecom-kf-cursor.json', KF_CURSOR_NOTE],
]);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * Moves what lies in files beside a store into notes of the store, once: a file is removed when its note is durable, and
 * a note that is there already stays. What cannot be understood becomes a note that cannot be either, so that its reader
 * says so.
 */
export const takeOverFiles = async (folder: string, store: Pick<Store, 'shelf'>): Promise<void> => {
  for (const [name, note] of files) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    if ((await readNote(store, note).catch(() => undefined)) === undefined)
      await rewriteNote(store, note, () => parsed(text));
    await rm(file);
  }
};
