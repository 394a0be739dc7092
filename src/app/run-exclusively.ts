import type { Mutex } from '../channels/shared/mutex.ts';
import type { Sleep } from '../channels/sleep.ts';
import type { Store } from '../store/store.ts';

/** For how long work has the field to itself; what takes longer may be done by two. */
const TAKEN_FOR = 15_000;

/** How often is looked whether the other is done, and how long: it may have died. */
const LOOK_EVERY = 100;
const LOOKS = 25;

/** Does work of that name in one process of all that share a store; the others wait for it for some seconds. */
export const exclusivelyWith =
  (store: Pick<Store, 'acquireLease' | 'releaseLease'>, name: string, holder: string, sleep: Sleep): Mutex =>
  async (work) => {
    for (let looks = 1; !(await store.acquireLease(name, holder, TAKEN_FOR)) && looks < LOOKS; looks += 1) {
      await sleep(LOOK_EVERY, new AbortController().signal);
    }
    try {
      await work();
    } finally {
      // What is not given back ends by itself.
      await store.releaseLease(name, holder).catch(() => undefined);
    }
  };
