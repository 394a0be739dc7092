import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../../store/store.ts';
import { readKeyValue, updateKeyValue } from './key-values.ts';
import { KF_CURSOR_KEY } from './kf-cursor.ts';
import { MONTHLY_USAGE_KEY } from './usage-tally.ts';

/** What was kept in files beside the store, and the notes that took their place. */
const files: ReadonlyMap<string, string> = new Map([
  ['month.json', MONTHLY_USAGE_KEY],
  ['wecom-kf-cursor.json', KF_CURSOR_KEY],
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
export const migrateLegacyFiles = async (folder: string, store: Pick<Store, 'documents'>): Promise<void> => {
  for (const [name, note] of files) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    if ((await readKeyValue(store, note).catch(() => undefined)) === undefined)
      await updateKeyValue(store, note, () => parsed(text));
    await rm(file);
  }
};
