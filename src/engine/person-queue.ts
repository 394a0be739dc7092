import type { Conversation } from '../dialogue/model/conversation.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import { waitingKey } from './delivery/outbox-lease.ts';
import type { Sender } from './delivery/sender.ts';

/** What a record was when it was last read or written: nothing stored, or a conversation with its version. */
export type Known =
  | { readonly conversation: undefined; readonly version: undefined }
  | { readonly conversation: Conversation; readonly version: number };

/** What this process holds about one person while something is going on with them; gone as soon as nothing is. */
export interface PersonQueue {
  readonly id: PersonId;
  /** Resolves when the last job so far has ended. */
  tail: Promise<void>;
  jobs: number;
  /** The record, when it need not be read again before the next write. */
  known: Known | undefined;
  /** Which conversation the numbers below belong to: a person who was forgotten starts anew, with the same numbers. */
  begun: Instant | undefined;
  /** Messages that the platform took and the record does not say so yet, with their addresses. */
  readonly delivered: Map<number, string>;
  /** Messages in the hands of this process, with the end of the lease it wrote for them. */
  readonly taken: Map<number, Instant>;
  /** A job that writes `delivered` down is waiting its turn. */
  marking: boolean;
  /** Who is carrying messages, by place. */
  readonly senders: Map<string, Sender>;
}

/** What waited for the messages of this queue that are delivered by now, as `claim` names it. */
export const releasedBy = ({ delivered, taken }: PersonQueue): ReadonlySet<string> => {
  const released = new Set<string>();
  for (const [number, place] of delivered) {
    const lease = taken.get(number);
    if (lease !== undefined) released.add(waitingKey(place, lease));
  }
  return released;
};

/** The queues of all people with whom something is going on. */
export interface PersonQueues {
  /** Runs a job after all earlier jobs of the same person; people run side by side. */
  run<T>(id: PersonId, job: (queue: PersonQueue) => Promise<T>): Promise<T>;
  /** Lets go of a queue with which nothing is going on any more. */
  release(queue: PersonQueue): void;
  /** Resolves when nothing is going on with this person. */
  quiet(id: PersonId): Promise<void>;
  /** Resolves when the jobs that are queued by now have ended, whatever is still being carried. */
  queued(): Promise<void>;
  /** Resolves when nothing is going on with anybody. */
  allQuiet(): Promise<void>;
}

const newPersonQueue = (id: PersonId): PersonQueue => ({
  id,
  tail: Promise.resolve(),
  jobs: 0,
  known: undefined,
  begun: undefined,
  delivered: new Map(),
  taken: new Map(),
  marking: false,
  senders: new Map(),
});

const isBusy = (queue: PersonQueue): boolean => queue.jobs > 0 || queue.senders.size > 0;

/** Makes an empty set of queues. */
export const createPersonQueues = (): PersonQueues => {
  const lanes = new Map<PersonId, PersonQueue>();

  const release = (queue: PersonQueue): void => {
    if (!isBusy(queue) && queue.delivered.size === 0) lanes.delete(queue.id);
  };

  const whenQuiet = async (queue: PersonQueue): Promise<void> => {
    while (isBusy(queue)) {
      await queue.tail;
      for (const sender of queue.senders.values()) await sender.done;
    }
  };

  return {
    release,
    run<T>(id: PersonId, job: (queue: PersonQueue) => Promise<T>): Promise<T> {
      let queue = lanes.get(id);
      if (!queue) {
        queue = newPersonQueue(id);
        lanes.set(id, queue);
      }
      const mine = queue;
      const idle = mine.jobs === 0;
      mine.jobs += 1;
      const result = idle ? job(mine) : mine.tail.then(() => job(mine));
      const ended = () => {
        mine.jobs -= 1;
        release(mine);
      };
      mine.tail = result.then(ended, ended);
      return result;
    },
    async quiet(id) {
      const queue = lanes.get(id);
      if (queue) await whenQuiet(queue);
    },
    async queued() {
      await Promise.all([...lanes.values()].map(({ tail }) => tail));
    },
    async allQuiet() {
      let busy = [...lanes.values()].filter(isBusy);
      while (busy.length > 0) {
        for (const queue of busy) await whenQuiet(queue);
        busy = [...lanes.values()].filter(isBusy);
      }
    },
  };
};
