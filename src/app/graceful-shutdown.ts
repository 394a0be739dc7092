import { DeadlineError, within } from '../channels/shared/deadline.ts';
import { realSleep } from '../channels/sleep.ts';

/** The longest that a stop may take before the process ends all the same. */
const LONGEST_STOP = 10_000;

/** A signal to a whole group of processes comes once by itself and once from npm, which hands it on: that is one signal. */
const SAME_SIGNAL = 1_000;

/** How a process ends. */
export interface ShutdownStep {
  /** Aborted at the first signal: what is still being started need not go on. */
  readonly asked: AbortSignal;
  /** Adds what is to be done at the end. What was added last is done first; each is waited for so long at most. */
  last(step: () => unknown, milliseconds?: number): void;
}

/**
 * Ends the process in order at SIGTERM or SIGINT, whatever it is doing by then, with exit code 0; with 1 when a step failed,
 * ten seconds have passed, or a second signal comes. `failed` is told what went wrong.
 */
export const startGracefulShutdown = (failed: (error: unknown) => void): ShutdownStep => {
  const asked = new AbortController();
  let askedAt = 0;
  const steps: { readonly step: () => unknown; readonly milliseconds: number }[] = [];

  const stop = async (): Promise<number> => {
    let code = 0;
    for (let next = steps.pop(); next !== undefined; next = steps.pop()) {
      const { step, milliseconds } = next;
      try {
        await within(milliseconds, realSleep, async () => step());
      } catch (error) {
        if (error instanceof DeadlineError) continue;
        failed(error);
        code = 1;
      }
    }
    return code;
  };

  const onSignal = (): void => {
    if (asked.signal.aborted) {
      if (performance.now() - askedAt > SAME_SIGNAL) process.exit(1);
      return;
    }
    askedAt = performance.now();
    asked.abort();
    setTimeout(() => process.exit(1), LONGEST_STOP).unref();
    void stop().then((code) => process.exit(code));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);

  return {
    asked: asked.signal,
    last: (step, milliseconds = LONGEST_STOP) => void steps.push({ step, milliseconds }),
  };
};
