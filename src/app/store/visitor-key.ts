import { z } from 'zod';
import type { Store } from '../../store/store.ts';
import { isStoreError } from '../../store/store-error.ts';
import { readKeyValue, updateKeyValue } from './key-values.ts';

/** The note that holds the key which signs visitors' cookies. */
const KEY_NOTE = 'visitor-key';

const BYTES = 32;

const Kept = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/**
 * The key that signs the cookies of the web chat's visitors, 32 bytes. It is made once by whoever comes first, and is the
 * same for all processes at one store. When its note was damaged, or says something else, there is a new one: visitors
 * begin anew.
 */
export const visitorKey = async (
  store: Pick<Store, 'documents'>,
  random: (bytes: number) => Buffer,
): Promise<Buffer> => {
  const read = await readKeyValue(store, KEY_NOTE).catch((error: unknown) => {
    if (isStoreError(error, 'record_damaged')) return undefined;
    throw error;
  });
  const kept = Kept.safeParse(read).data;
  const key =
    kept ??
    (await updateKeyValue(store, KEY_NOTE, (said) => Kept.safeParse(said).data ?? random(BYTES).toString('base64url')));
  return Buffer.from(key, 'base64url');
};
