import type { Instant } from '../../../dialogue/model/instant.ts';
import { EnvelopeError, WINDOW } from './envelope.ts';

/** Lets each signed call in once. */
export interface ReplayGuard {
  /**
   * Runs the work of a call. The same call while it runs joins it; once it succeeded, the call is refused; when it failed,
   * it may come again, as WeCom does.
   * @throws EnvelopeError when it was let in before; whatever the work throws.
   */
  once(signature: string, work: () => Promise<void>): Promise<void>;
}

/** How often old signatures are forgotten. */
const SWEEP = 60_000;

/** Makes an empty admission. Calls are too old after {@link WINDOW}, so that signatures are kept no longer than twice that. */
export const createReplayGuard = (clock: () => Instant): ReplayGuard => {
  const running = new Map<string, Promise<void>>();
  const done = new Map<string, Instant>();
  let swept = clock();

  const sweep = (now: Instant): void => {
    if (now - swept < SWEEP) return;
    swept = now;
    for (const [signature, at] of done) {
      if (now - at <= 2 * WINDOW) break;
      done.delete(signature);
    }
  };

  return {
    async once(signature, work) {
      const now = clock();
      sweep(now);
      if (done.has(signature)) throw new EnvelopeError(403, 'replayed', 'This call was taken before.');
      const joined = running.get(signature);
      if (joined) return joined;
      const run = work()
        .then(() => {
          done.set(signature, now);
        })
        .finally(() => running.delete(signature));
      running.set(signature, run);
      return run;
    },
  };
};
