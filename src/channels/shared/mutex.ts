/**
 * Does work while no other process does the same, as far as that can be told. It may be done by two all the same, which
 * must be harmless. Rejects with what the work rejects with, or when it cannot be found out whether another does it.
 */
export type Mutex = (work: () => Promise<void>) => Promise<void>;

/** How work is done where there is only one process. */
export const withoutMutex: Mutex = (work) => work();
