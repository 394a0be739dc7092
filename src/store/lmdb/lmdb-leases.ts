import type { Instant } from '../../dialogue/model/instant.ts';
import { parseJson } from '../codec/checksummed.ts';
import { isLeased, Lease } from '../lease.ts';
import { keyOf } from '../record-key.ts';
import type { Store } from '../store.ts';
import { isStoreError } from '../store-error.ts';
import { followingVersion } from '../versions.ts';
import { type Databases, durably, unusable } from './databases.ts';

/**
 * `hold` and `letGo` in lmdb. What was read is written over only while it is still there, in this and any other process,
 * so of several who ask at once exactly one gets it.
 */
export const lmdbLeases = (
  { holds }: Databases,
  look: () => void,
  now: () => Instant,
): Pick<Store, 'acquireLease' | 'releaseLease'> => {
  const standing = (name: string): { version: number; held: Lease | undefined } | undefined => {
    look();
    try {
      const found = holds.getEntry(keyOf(name));
      return found?.version === undefined ? undefined : { version: found.version, held: readHeld(found.value) };
    } catch (cause) {
      throw unusable(cause);
    }
  };

  return {
    acquireLease: async (name, holder, milliseconds) => {
      for (;;) {
        const stored = standing(name);
        const at = now();
        if (isLeased(stored?.held, holder, at)) return false;
        const next = JSON.stringify({ holder, until: Math.ceil(at + milliseconds) } satisfies Lease);
        const write = (): void => void holds.put(keyOf(name), next, followingVersion(stored?.version));
        const done = await durably(() =>
          stored === undefined
            ? holds.ifNoExists(keyOf(name), write)
            : holds.ifVersion(keyOf(name), stored.version, write),
        );
        if (done) return true;
      }
    },

    releaseLease: async (name, holder) => {
      for (;;) {
        const stored = standing(name);
        if (stored?.held?.holder !== holder) return;
        const done = await durably(() =>
          holds.ifVersion(keyOf(name), stored.version, () => void holds.remove(keyOf(name))),
        );
        if (done) return;
      }
    },
  };
};

/** A hold that cannot be read is nobody's: it would block everybody for ever. */
const readHeld = (text: string): Lease | undefined => {
  try {
    return Lease.safeParse(parseJson(text)).data;
  } catch (error) {
    if (!isStoreError(error, 'record_damaged')) throw error;
    return undefined;
  }
};
