import type { Conversation } from './conversation.ts';
import type { Errand } from './errand.ts';
import { type Instant, MINUTE } from './instant.ts';

/** For so long nobody else does an errand that a process has just saved; longer than it takes unless the process dies. */
export const ERRAND_LEASE = MINUTE / 2;

/** The conversation with something to be done outside it: once it is saved, or at a later moment. */
export const sendErrand = (
  conversation: Conversation,
  task: Errand['task'],
  now: Instant,
  at: Instant = now,
): Conversation => {
  const number = conversation.lastNumber + 1;
  const errand: Errand = { number, task, savedAt: now, attempts: 0, notBefore: at > now ? at : now + ERRAND_LEASE };
  return { ...conversation, lastNumber: number, errands: [...(conversation.errands ?? []), errand] };
};

/** Whether an errand is done as soon as it is saved; the others wait for their moment. */
export const isImmediate = ({ savedAt, notBefore }: Errand): boolean => notBefore <= savedAt + ERRAND_LEASE;

/** The conversation after errands were done. The same when it has none of them. */
export const errandsDone = (conversation: Conversation, numbers: readonly number[]): Conversation => {
  const { errands, ...rest } = conversation;
  if (!errands?.some(({ number }) => numbers.includes(number))) return conversation;
  const left = errands.filter(({ number }) => !numbers.includes(number));
  return left.length === 0 ? rest : { ...rest, errands: left };
};

/** Longest pause before an errand that failed is tried again. */
const LONGEST_BACKOFF = 60 * MINUTE;

/** The conversation with the errands that are due in the hands of this process; each try doubles the pause before the next. */
export const errandsTaken = (conversation: Conversation, now: Instant): Conversation => {
  const { errands } = conversation;
  if (!errands?.some(({ notBefore }) => notBefore <= now)) return conversation;
  return {
    ...conversation,
    errands: errands.map((errand) =>
      errand.notBefore > now
        ? errand
        : {
            ...errand,
            attempts: errand.attempts + 1,
            notBefore: now + Math.min(ERRAND_LEASE * 2 ** errand.attempts, LONGEST_BACKOFF),
          },
    ),
  };
};
