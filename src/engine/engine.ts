import { setMaxListeners } from 'node:events';
import type { Channel } from '../channels/channel.ts';
import type { Log } from '../channels/log.ts';
import { realSleep, type Sleep } from '../channels/sleep.ts';
import type { Content } from '../content/content.ts';
import { type Address, samePlace } from '../dialogue/address.ts';
import type { Conversation } from '../dialogue/conversation.ts';
import type { Entered, Said } from '../dialogue/event.ts';
import type { Instant } from '../dialogue/instant.ts';
import type { PersonId } from '../dialogue/person.ts';
import type { State } from '../dialogue/state.ts';
import { wakeAt } from '../dialogue/wake.ts';
import type { World } from '../dialogue/world.ts';
import type { Store } from '../store/store.ts';
import { createBudget } from './budget.ts';
import { carriesOf } from './carries.ts';
import { type Claimed, claim } from './claim.ts';
import type { DeliverHere } from './courier.ts';
import { createDelivery } from './deliver.ts';
import type { Desk } from './desk.ts';
import type { Dialogue } from './dialogue.ts';
import { createErrands } from './errands.ts';
import { EngineError } from './error.ts';
import { createLanes } from './lane.ts';
import type { Metrics } from './metrics.ts';
import type { Month } from './month.ts';
import { createPace } from './pace.ts';
import { createReceive, type Received, type Recogniser } from './receive.ts';
import { createRecords } from './record.ts';
import { replyWindowOf } from './reply-window-of.ts';
import { createTick } from './tick.ts';
import { createTurns } from './turns.ts';
import { createWakeDue, type Round } from './wake-due.ts';

/** What an engine is made of. What is given as a function may change while it runs. */
export interface EngineParts {
  readonly store: Store;
  readonly dialogue: Dialogue;
  readonly desk: Desk;
  readonly content: () => Content;
  /** Nothing when texts are not read. */
  readonly recogniser: () => Recogniser | undefined;
  readonly clock: () => Instant;
  /** Minutes that the people's local time is ahead of UTC at a moment. */
  readonly offset: (at: Instant) => number;
  /** Where people reach the pages, without a slash at the end. */
  readonly publicUrl: string;
  /** By id. May be filled later, since channels need the engine to hand on what they receive. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** From 0 up to 1, for spreading retries. */
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly month: Month;
  readonly sleep?: Sleep;
}

/** For how long an engine that stops still begins to send what it has taken. */
const BEGUN_FOR = 3_000;

/** Takes what happens, keeps it, and sees to it that every answer and every reminder arrives. */
export interface Engine {
  /**
   * Takes what happened; resolves once it is durable. See `createReceive`.
   * @throws EngineError `conflict_persists`, `engine_stopped`; whatever the store throws. The message is then not taken.
   */
  receive(event: Said | Entered, deliverHere?: DeliverHere): Promise<Received>;
  /** Deals with everything that is due, and resolves when all of it is delivered or put off, to the people woken. */
  tick(): Promise<number>;
  /** The person is back (at a place, or anywhere): what waited for them is delivered. Nobody known: nothing. */
  flush(person: PersonId, place?: Address): Promise<void>;
  /** What a turn would know now. */
  world(): World;
  /** Resolves when nothing is under way with anybody: turns, deliveries, what one conversation tells another. */
  settled(): Promise<void>;
  /** How a person stands; nothing when they are not stored. */
  state(person: PersonId): Promise<State | undefined>;
  /**
   * To be called once at start, by a process that is the only one to deliver from its store: sends at once what the
   * process before it saved and did not come to send. Without it that happens when the leases run out, after half a minute.
   */
  adopt(): Promise<void>;
  /** One round of a tick, for a loop. */
  round(): Promise<Round>;
  /** When something is due next, with what was delivered by now written down. */
  nextDue(): Promise<Instant | undefined>;
  /** Hears of every moment that is planned, until the returned function is called. */
  watch(listener: (at: Instant) => void): () => void;
  /** Writes down the counts of this month. */
  saveCounts(): Promise<void>;
  /**
   * Wakes nobody any more, and begins to send nothing more once nothing is under way, or after some seconds: what waits for
   * its pace, and then everything that was not begun, is given back to the record. Still takes what happens.
   */
  drain(): Promise<void>;
  /** The same, and takes nothing any more. */
  stop(): Promise<void>;
}

/** Puts an engine together. Nothing runs until it is called. */
export const createEngine = (engineParts: EngineParts): Engine => {
  const { store, dialogue, clock, month, log } = engineParts;
  const stopping = new AbortController();
  // Everybody who waits for their pace listens to it, and there is no limit to that.
  setMaxListeners(0, stopping.signal);
  const leaving = new AbortController();
  let isClosed = false;
  const listeners = new Set<(at: Instant) => void>();
  const planned = (at: Instant): void => {
    for (const listener of listeners) listener(at);
  };
  const saved = (conversation: Conversation): void => {
    const at = listeners.size === 0 ? undefined : wakeAt(conversation);
    if (at !== undefined) planned(at);
  };
  const world = (): World => {
    const characters = engineParts.recogniser()?.characters;
    return {
      now: clock(),
      content: engineParts.content(),
      offset: engineParts.offset,
      publicUrl: engineParts.publicUrl,
      replyWindows: (channel) => replyWindowOf(engineParts.channels.get(channel)?.abilities),
      ...(characters ? { characters } : {}),
    };
  };

  const sleep = engineParts.sleep ?? realSleep;
  const lanes = createLanes();
  const records = createRecords(store, log);
  const carries = carriesOf(engineParts.channels);
  const signals = { stopping: stopping.signal, leaving: leaving.signal };
  const common = { ...engineParts, ...signals, lanes, records, world, carries, saved, planned, sleep };
  const delivery = createDelivery({ ...common, pace: createPace(), budget: createBudget(engineParts) });
  const takeTurn = createTurns(common);
  const errands = createErrands({ ...common, takeTurn, delivery });
  const wakeDue = createWakeDue({ ...common, delivery, takeTurn, errands });
  const receive = createReceive({ ...common, delivery, takeTurn, errands });

  const tick = createTick(wakeDue, sleep, stopping.signal);

  const allQuiet = async (): Promise<void> => {
    await errands.settled();
    await lanes.allQuiet();
  };

  const drain = async (): Promise<void> => {
    stopping.abort();
    const quiet = new AbortController();
    void sleep(BEGUN_FOR, quiet.signal).then(() => {
      if (!quiet.signal.aborted) leaving.abort();
    });
    await allQuiet();
    quiet.abort();
    leaving.abort();
  };

  return {
    async receive(event, deliverHere) {
      if (isClosed) {
        throw new EngineError(
          'engine_stopped',
          'The engine has stopped; the message was not taken. Send it again later.',
        );
      }
      return receive(event, deliverHere);
    },
    async tick() {
      const woken = await tick();
      await errands.settled();
      return woken;
    },
    async flush(person, place) {
      await lanes.run(person, async (lane) => {
        // Another process may have set something aside for them since the lane was read.
        lane.known = undefined;
        let claimed: Claimed | undefined;
        const isHere = (address: Address): boolean => place === undefined || samePlace(place, address);
        await records.write(lane, (stored) => {
          claimed = stored && claim(stored, { now: clock(), carries, taken: lane.taken, isHere });
          return claimed?.conversation;
        });
        if (claimed) delivery.send(lane, claimed);
      });
      await lanes.quiet(person);
    },
    world,
    settled: allQuiet,
    async state(person) {
      const conversation = await lanes.run(person, (lane) => records.read(lane));
      return conversation && dialogue.stateOf(conversation, world());
    },
    adopt: wakeDue.adopt,
    round: wakeDue.round,
    async nextDue() {
      await lanes.queued();
      return store.nextDue();
    },
    watch(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    saveCounts: () => month.save(),
    drain,
    async stop() {
      isClosed = true;
      await drain();
      await month.save();
    },
  };
};
