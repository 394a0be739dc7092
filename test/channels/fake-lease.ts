import type { ChannelLease } from '../../src/channels/shared/lease.ts';

/** A right that the test gives and takes. */
export interface FakeRight extends ChannelLease {
  give(): void;
  /** It ends here, and another process has it. */
  take(): void;
}

/** A right that another process has at first. */
export const fakeRight = (): FakeRight => {
  let over: AbortSignal = AbortSignal.abort();
  let end = new AbortController();
  const waiting = new Set<() => void>();
  return {
    state: () => (over.aborted ? 'elsewhere' : 'here'),
    async acquired(stopping) {
      while (over.aborted && !stopping.aborted) {
        await new Promise<void>((resolve) => {
          waiting.add(resolve);
          stopping.addEventListener('abort', () => resolve());
        });
      }
      return stopping.aborted ? stopping : over;
    },
    give() {
      end = new AbortController();
      over = end.signal;
      for (const resolve of waiting) resolve();
      waiting.clear();
    },
    take: () => end.abort(),
  };
};
