import type { Conversation } from '../../model/conversation.ts';
import type { Effect } from '../../model/effect.ts';
import { type Instant, MINUTE } from '../../model/instant.ts';

/** For so long nobody else does an effect that a process has just saved; longer than it takes unless the process dies. */
export const EFFECT_LEASE = MINUTE / 2;

/** The conversation with something to be done outside it: once it is saved, or at a later moment. */
export const sendEffect = (
  conversation: Conversation,
  task: Effect['task'],
  now: Instant,
  at: Instant = now,
): Conversation => {
  const number = conversation.lastNumber + 1;
  const effect: Effect = { number, task, savedAt: now, attempts: 0, notBefore: at > now ? at : now + EFFECT_LEASE };
  return { ...conversation, lastNumber: number, effects: [...(conversation.effects ?? []), effect] };
};

/** Whether an effect is done as soon as it is saved; the others wait for their moment. */
export const isImmediate = ({ savedAt, notBefore }: Effect): boolean => notBefore <= savedAt + EFFECT_LEASE;

/** The conversation after effects were done. The same when it has none of them. */
export const effectsDone = (conversation: Conversation, numbers: readonly number[]): Conversation => {
  const { effects, ...rest } = conversation;
  if (!effects?.some(({ number }) => numbers.includes(number))) return conversation;
  const left = effects.filter(({ number }) => !numbers.includes(number));
  return left.length === 0 ? rest : { ...rest, effects: left };
};

/** Longest pause before an effect that failed is tried again. */
const LONGEST_BACKOFF = 60 * MINUTE;

/** The conversation with the effects that are due in the hands of this process; each try doubles the pause before the next. */
export const effectsTaken = (conversation: Conversation, now: Instant): Conversation => {
  const { effects } = conversation;
  if (!effects?.some(({ notBefore }) => notBefore <= now)) return conversation;
  return {
    ...conversation,
    effects: effects.map((effect) =>
      effect.notBefore > now
        ? effect
        : {
            ...effect,
            attempts: effect.attempts + 1,
            notBefore: now + Math.min(EFFECT_LEASE * 2 ** effect.attempts, LONGEST_BACKOFF),
          },
    ),
  };
};
