import { hostname } from 'node:os';
import { z } from 'zod';
import type { Store } from '../../store/store.ts';
import { readKeyValue, updateKeyValue } from '../store/key-values.ts';

/** The note that says which process used a store of this machine last. */
const PROCESS_NOTE = 'process';

const Kept = z.object({ host: z.string(), pid: z.number().int().positive(), holder: z.string() });

/** A process with this number runs, and it is not this one. */
const runs = (pid: number): boolean => {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Whoever may not be signalled is there.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
};

/**
 * Gives back, in the name of the process that used this store last, what it held, if it ran on this machine and is gone:
 * after a crash nobody has to wait until that ends by itself. For stores in a folder.
 */
export const releaseStaleLeases = async (
  store: Pick<Store, 'documents' | 'releaseLease'>,
  holder: string,
  names: readonly string[],
): Promise<void> => {
  const before = Kept.safeParse(await readKeyValue(store, PROCESS_NOTE).catch(() => undefined)).data;
  if (before !== undefined && before.host === hostname() && !runs(before.pid)) {
    for (const name of names) await store.releaseLease(name, before.holder);
  }
  const mine = { host: hostname(), pid: process.pid, holder } satisfies z.infer<typeof Kept>;
  await updateKeyValue(store, PROCESS_NOTE, () => mine);
};
