import type { Conversation } from '../dialogue/conversation.ts';
import type { Instant } from '../dialogue/instant.ts';
import type { PersonId } from '../dialogue/person.ts';
import { waitingKey } from './claim.ts';
import type { Courier } from './courier.ts';

/** What a record was when it was last read or written: nothing stored, or a conversation with its version. */
export type Known =
  | { readonly conversation: undefined; readonly version: undefined }
  | { readonly conversation: Conversation; readonly version: number };

/** What this process holds about one person while something is going on with them; gone as soon as nothing is. */
export interface Lane {
  readonly id: PersonId;
  /** Resolves when the last job so far has ended. */
  tail: Promise<void>;
  jobs: number;
  /** The record, when it need not be read again before the next write. */
  known: Known | undefined;
  /** Which conversation the numbers below belong to: a person who was forgotten starts anew, with the same numbers. */
  begun: Instant | undefined;
  /** Messages that the platform took and the record does not say so yet, with their places. */
  readonly delivered: Map<number, string>;
  /** Messages in the hands of this process, with the end of the lease it wrote for them. */
  readonly taken: Map<number, Instant>;
  /** A job that writes `delivered` down is waiting its turn. */
  marking: boolean;
  /** Who is carrying messages, by place. */
  readonly couriers: Map<string, Courier>;
}

/** What waited for the messages of this lane that are delivered by now, as `claim` names it. */
export const releasedBy = ({ delivered, taken }: Lane): ReadonlySet<string> => {
  const released = new Set<string>();
  for (const [number, place] of delivered) {
    const lease = taken.get(number);
    if (lease !== undefined) released.add(waitingKey(place, lease));
  }
  return released;
};

/** The lanes of all people with whom something is going on. */
export interface Lanes {
  /** Runs a job after all earlier jobs of the same person; people run side by side. */
  run<T>(id: PersonId, job: (lane: Lane) => Promise<T>): Promise<T>;
  /** Lets go of a lane with which nothing is going on any more. */
  release(lane: Lane): void;
  /** Resolves when nothing is going on with this person. */
  quiet(id: PersonId): Promise<void>;
  /** Resolves when the jobs that are queued by now have ended, whatever is still being carried. */
  queued(): Promise<void>;
  /** Resolves when nothing is going on with anybody. */
  allQuiet(): Promise<void>;
}

const newLane = (id: PersonId): Lane => ({
  id,
  tail: Promise.resolve(),
  jobs: 0,
  known: undefined,
  begun: undefined,
  delivered: new Map(),
  taken: new Map(),
  marking: false,
  couriers: new Map(),
});

const isBusy = (lane: Lane): boolean => lane.jobs > 0 || lane.couriers.size > 0;

/** Makes an empty set of lanes. */
export const createLanes = (): Lanes => {
  const lanes = new Map<PersonId, Lane>();

  const release = (lane: Lane): void => {
    if (!isBusy(lane) && lane.delivered.size === 0) lanes.delete(lane.id);
  };

  const whenQuiet = async (lane: Lane): Promise<void> => {
    while (isBusy(lane)) {
      await lane.tail;
      for (const courier of lane.couriers.values()) await courier.done;
    }
  };

  return {
    release,
    run<T>(id: PersonId, job: (lane: Lane) => Promise<T>): Promise<T> {
      let lane = lanes.get(id);
      if (!lane) {
        lane = newLane(id);
        lanes.set(id, lane);
      }
      const mine = lane;
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
      const lane = lanes.get(id);
      if (lane) await whenQuiet(lane);
    },
    async queued() {
      await Promise.all([...lanes.values()].map(({ tail }) => tail));
    },
    async allQuiet() {
      let busy = [...lanes.values()].filter(isBusy);
      while (busy.length > 0) {
        for (const lane of busy) await whenQuiet(lane);
        busy = [...lanes.values()].filter(isBusy);
      }
    },
  };
};
