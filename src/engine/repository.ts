import type { Log } from '../channels/log.ts';
import { delivered } from '../dialogue/core/delivery/delivery.ts';
import type { Conversation } from '../dialogue/model/conversation.ts';
import type { Store } from '../store/store.ts';
import { EngineError, errorCodeOf } from './errors.ts';
import type { Known, PersonQueue } from './person-queue.ts';

/** How often a change is repeated on a fresh record before it is refused: another process would have to win each time. */
const MAXIMUM_TRIES = 20;

/** What a record is to become; the very same conversation (or `undefined`) when there is nothing to write. */
export type Change = (conversation: Conversation | undefined) => Conversation | undefined;

/** The one way in which records are read and written. To be called from a job of the queue. */
export interface Repository {
  /**
   * Applies a change, together with the marks of what was delivered meanwhile, in one version-checked write, and repeats
   * it on a fresh record when somebody else wrote in between: `change` may be called several times, and only its last
   * call counts. Resolves to the conversation as it is durable now.
   *
   * A damaged record was set aside by the store: it is logged, and the person counts as not stored.
   * @throws EngineError `conflict_persists`; whatever the store throws.
   */
  write(queue: PersonQueue, change: Change): Promise<Conversation | undefined>;
  /** The record as it was last read or written, without the messages that are delivered already. */
  read(queue: PersonQueue): Promise<Conversation | undefined>;
}

const nobody: Known = { conversation: undefined, version: undefined };

/** Marks belong to the conversation they were made in, not to one that the same person began after being forgotten. */
const dropForeignMarks = (queue: PersonQueue, known: Known): void => {
  const begun = known.conversation?.startedAt;
  if (queue.begun !== begun) {
    queue.delivered.clear();
    queue.taken.clear();
    queue.begun = begun;
  }
};

/** The record says by now that these were delivered. */
const forget = (queue: PersonQueue, numbers: readonly number[]): void => {
  for (const number of numbers) {
    queue.delivered.delete(number);
    queue.taken.delete(number);
  }
};

/** Makes the records over a store. */
export const createRepository = (store: Store, log: Log): Repository => {
  const load = async (queue: PersonQueue): Promise<Known> => {
    try {
      return (await store.load(queue.id)) ?? nobody;
    } catch (error) {
      if (errorCodeOf(error) !== 'record_damaged') throw error;
      log.error({ code: 'record_damaged' }, 'A record was damaged and is set aside; its person begins anew.');
      return nobody;
    }
  };

  const current = async (queue: PersonQueue): Promise<Known> => {
    if (queue.known) return queue.known;
    const known = await load(queue);
    queue.known = known;
    dropForeignMarks(queue, known);
    return known;
  };

  const write = async (queue: PersonQueue, change: Change): Promise<Conversation | undefined> => {
    for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
      const { conversation, version } = await current(queue);
      const marks = [...queue.delivered.keys()];
      const marked = conversation && marks.length > 0 ? delivered(conversation, marks) : conversation;
      if (marked === conversation) forget(queue, marks);
      const next = change(marked);
      if (next === undefined || next === conversation) return conversation;
      queue.known = undefined;
      const saved = await store.save(next, version);
      if (saved === undefined) continue;
      queue.known = { conversation: next, version: saved };
      queue.begun = next.startedAt;
      forget(queue, marks);
      return next;
    }
    throw new EngineError(
      'conflict_persists',
      `A record was changed by somebody else at each of ${MAXIMUM_TRIES} tries. Look for a second process that writes without end; the message was not taken and may be sent again.`,
    );
  };

  return {
    write,
    async read(queue) {
      const { conversation } = await current(queue);
      return conversation && queue.delivered.size > 0
        ? delivered(conversation, [...queue.delivered.keys()])
        : conversation;
    },
  };
};
