import type { Sleep } from '../sleep.ts';

/** Work that took longer than it may, or that nobody waits for any more. */
export class DeadlineError extends Error {
  readonly code = 'deadline_passed';
}

/** Given as a reason, so that no error with its stack is made for all that is done in time. */
const IN_TIME = 'in time';

/**
 * Runs work that may take so many milliseconds; after that its signal is aborted and the promise rejects, whether the work
 * listens or not; as soon as `stopping` is aborted, too. No timer is left behind.
 * @throws DeadlineError; whatever the work throws.
 */
export const within = async <T>(
  milliseconds: number,
  sleep: Sleep,
  work: (signal: AbortSignal) => Promise<T>,
  stopping?: AbortSignal,
): Promise<T> => {
  const late = new AbortController();
  const done = new AbortController();
  const giveUp = (): void => late.abort(new DeadlineError(`Not done within ${milliseconds} ms.`));
  stopping?.addEventListener('abort', giveUp);
  if (stopping?.aborted) giveUp();
  try {
    return await new Promise<T>((resolve, reject) => {
      late.signal.addEventListener('abort', () => reject(late.signal.reason));
      if (late.signal.aborted) return reject(late.signal.reason);
      void sleep(milliseconds, done.signal).then(() => {
        if (!done.signal.aborted) giveUp();
      });
      work(late.signal).then(resolve, reject);
    });
  } finally {
    done.abort(IN_TIME);
    stopping?.removeEventListener('abort', giveUp);
  }
};
