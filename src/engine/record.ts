import type { Log } from '../channels/log.ts';
import type { Conversation } from '../dialogue/conversation.ts';
import { delivered } from '../dialogue/delivery.ts';
import type { Store } from '../store/store.ts';
import { codeOf, EngineError } from './error.ts';
import type { Known, Lane } from './lane.ts';

/** How often a change is repeated on a fresh record before it is refused: another process would have to win each time. */
const MAXIMUM_TRIES = 20;

/** What a record is to become; the very same conversation (or `undefined`) when there is nothing to write. */
export type Change = (conversation: Conversation | undefined) => Conversation | undefined;

/** The one way in which records are read and written. To be called from a job of the lane. */
export interface Records {
  /**
   * Applies a change, together with the marks of what was delivered meanwhile, in one version-checked write, and repeats
   * it on a fresh record when somebody else wrote in between: `change` may be called several times, and only its last
   * call counts. Resolves to the conversation as it is durable now.
   *
   * A damaged record was set aside by the store: it is logged, and the person counts as not stored.
   * @throws EngineError `conflict_persists`; whatever the store throws.
   */
  write(lane: Lane, change: Change): Promise<Conversation | undefined>;
  /** The record as it was last read or written, without the messages that are delivered already. */
  read(lane: Lane): Promise<Conversation | undefined>;
}

const nobody: Known = { conversation: undefined, version: undefined };

/** Marks belong to the conversation they were made in, not to one that the same person began after being forgotten. */
const dropForeignMarks = (lane: Lane, known: Known): void => {
  const begun = known.conversation?.startedAt;
  if (lane.begun !== begun) {
    lane.delivered.clear();
    lane.taken.clear();
    lane.begun = begun;
  }
};

/** The record says by now that these were delivered. */
const forget = (lane: Lane, numbers: readonly number[]): void => {
  for (const number of numbers) {
    lane.delivered.delete(number);
    lane.taken.delete(number);
  }
};

/** Makes the records over a store. */
export const createRecords = (store: Store, log: Log): Records => {
  const load = async (lane: Lane): Promise<Known> => {
    try {
      return (await store.load(lane.id)) ?? nobody;
    } catch (error) {
      if (codeOf(error) !== 'record_damaged') throw error;
      log.error({ code: 'record_damaged' }, 'A record was damaged and is set aside; its person begins anew.');
      return nobody;
    }
  };

  const current = async (lane: Lane): Promise<Known> => {
    if (lane.known) return lane.known;
    const known = await load(lane);
    lane.known = known;
    dropForeignMarks(lane, known);
    return known;
  };

  const write = async (lane: Lane, change: Change): Promise<Conversation | undefined> => {
    for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
      const { conversation, version } = await current(lane);
      const marks = [...lane.delivered.keys()];
      const marked = conversation && marks.length > 0 ? delivered(conversation, marks) : conversation;
      if (marked === conversation) forget(lane, marks);
      const next = change(marked);
      if (next === undefined || next === conversation) return conversation;
      lane.known = undefined;
      const saved = await store.save(next, version);
      if (saved === undefined) continue;
      lane.known = { conversation: next, version: saved };
      lane.begun = next.startedAt;
      forget(lane, marks);
      return next;
    }
    throw new EngineError(
      'conflict_persists',
      `A record was changed by somebody else at each of ${MAXIMUM_TRIES} tries. Look for a second process that writes without end; the message was not taken and may be sent again.`,
    );
  };

  return {
    write,
    async read(lane) {
      const { conversation } = await current(lane);
      return conversation && lane.delivered.size > 0
        ? delivered(conversation, [...lane.delivered.keys()])
        : conversation;
    },
  };
};
