import { setMaxListeners } from 'node:events';
import type { Channel } from '../channels/channel.ts';
import type { Log } from '../channels/log.ts';
import { realSleep, type Sleep } from '../channels/sleep.ts';
import type { Content } from '../content/content.ts';
import { nextWakeAt } from '../dialogue/core/delivery/next-wake.ts';
import type { World } from '../dialogue/core/world.ts';
import { type Address, sameAddress } from '../dialogue/model/address.ts';
import type { Conversation } from '../dialogue/model/conversation.ts';
import type { ChatOpened, MessageReceived } from '../dialogue/model/event.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { PublicState } from '../dialogue/model/public-state.ts';
import type { Store } from '../store/store.ts';
import { canSendOf } from './delivery/can-send.ts';
import { replyWindowOf } from './delivery/channel-reply-window.ts';
import { createDelivery } from './delivery/delivery.ts';
import { createBudget } from './delivery/monthly-budget.ts';
import type { MonthlyUsage } from './delivery/monthly-usage.ts';
import { type LeasedOutbox, leaseOutbox } from './delivery/outbox-lease.ts';
import { createRateLimiter } from './delivery/rate-limiter.ts';
import type { DeliverHere } from './delivery/sender.ts';
import type { DialoguePort } from './dialogue-port.ts';
import { EngineError } from './errors.ts';
import type { Metrics } from './metrics.ts';
import { createPersonQueues } from './person-queue.ts';
import type { PurchasersPort } from './purchasers-port.ts';
import { createReceive, type Received, type Recogniser } from './receive.ts';
import { createRepository } from './repository.ts';
import { createRunEffects } from './run-effects.ts';
import { createRunTurn } from './run-turn.ts';
import { createProcessDue, type Round } from './timers/process-due.ts';
import { createTick } from './timers/scheduler.ts';

/** What an engine is made of. What is given as a function may change while it runs. */
export interface EngineDeps {
  readonly store: Store;
  readonly dialogue: DialoguePort;
  readonly purchasers: PurchasersPort;
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
  readonly usage: MonthlyUsage;
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
  receive(event: MessageReceived | ChatOpened, deliverHere?: DeliverHere): Promise<Received>;
  /** Deals with everything that is due, and resolves when all of it is delivered or put off, to the people woken. */
  tick(): Promise<number>;
  /** The person is back (at a place, or anywhere): what waited for them is delivered. Nobody known: nothing. */
  flush(person: PersonId, place?: Address): Promise<void>;
  /** What a turn would know now. */
  world(): World;
  /** Resolves when nothing is under way with anybody: turns, deliveries, what one conversation tells another. */
  idle(): Promise<void>;
  /** How a person stands; nothing when they are not stored. */
  state(person: PersonId): Promise<PublicState | undefined>;
  /**
   * To be called once at start, by a process that is the only one to deliver from its store: sends at once what the
   * process before it saved and did not come to send. Without it that happens when the leases run out, after half a minute.
   */
  recover(): Promise<void>;
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
export const createEngine = (engineParts: EngineDeps): Engine => {
  const { store, dialogue, clock, usage, log } = engineParts;
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
    const at = listeners.size === 0 ? undefined : nextWakeAt(conversation);
    if (at !== undefined) planned(at);
  };
  const world = (): World => {
    const characters = engineParts.recogniser()?.characters;
    return {
      now: clock(),
      content: engineParts.content(),
      offset: engineParts.offset,
      publicUrl: engineParts.publicUrl,
      replyWindows: (channel) => replyWindowOf(engineParts.channels.get(channel)?.capabilities),
      ...(characters ? { characters } : {}),
    };
  };

  const sleep = engineParts.sleep ?? realSleep;
  const queues = createPersonQueues();
  const repository = createRepository(store, log);
  const canSend = canSendOf(engineParts.channels);
  const signals = { stopping: stopping.signal, leaving: leaving.signal };
  const common = { ...engineParts, ...signals, queues, repository, world, canSend, saved, planned, sleep };
  const delivery = createDelivery({ ...common, rateLimiter: createRateLimiter(), budget: createBudget(engineParts) });
  const takeTurn = createRunTurn(common);
  const runEffects = createRunEffects({ ...common, takeTurn, delivery });
  const wakeDue = createProcessDue({ ...common, delivery, takeTurn, runEffects });
  const receive = createReceive({ ...common, delivery, takeTurn, runEffects });

  const tick = createTick(wakeDue, sleep, stopping.signal);

  const allQuiet = async (): Promise<void> => {
    await runEffects.settled();
    await queues.allQuiet();
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
      await runEffects.settled();
      return woken;
    },
    async flush(person, place) {
      await queues.run(person, async (queue) => {
        // Another process may have set something aside for them since the queue was read.
        queue.known = undefined;
        let claimed: LeasedOutbox | undefined;
        const isHere = (address: Address): boolean => place === undefined || sameAddress(place, address);
        await repository.write(queue, (stored) => {
          claimed = stored && leaseOutbox(stored, { now: clock(), canSend, taken: queue.taken, isHere });
          return claimed?.conversation;
        });
        if (claimed) delivery.send(queue, claimed);
      });
      await queues.quiet(person);
    },
    world,
    idle: allQuiet,
    async state(person) {
      const conversation = await queues.run(person, (queue) => repository.read(queue));
      return conversation && dialogue.publicStateOf(conversation, world());
    },
    recover: wakeDue.adopt,
    round: wakeDue.round,
    async nextDue() {
      await queues.queued();
      return store.nextDue();
    },
    watch(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    saveCounts: () => usage.save(),
    drain,
    async stop() {
      isClosed = true;
      await drain();
      await usage.save();
    },
  };
};
