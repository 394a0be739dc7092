import type { Channel } from '../../channels/channel.ts';
import type { Log } from '../../channels/log.ts';
import { nextWakeAt } from '../../dialogue/core/delivery/next-wake.ts';
import type { Conversation } from '../../dialogue/model/conversation.ts';
import { type Instant, MINUTE } from '../../dialogue/model/instant.ts';
import { channelOf, type PersonId } from '../../dialogue/model/person.ts';
import type { Store } from '../../store/store.ts';
import type { CanSend } from '../delivery/can-send.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { LEASE, type LeasedOutbox, leaseOutbox } from '../delivery/outbox-lease.ts';
import { errorCodeOf } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import type { PersonQueues } from '../person-queue.ts';
import type { Repository } from '../repository.ts';
import type { RunEffects } from '../run-effects.ts';
import type { RunTurn } from '../run-turn.ts';

/** People looked up at a time, and how far the look goes on when all of them have to wait for their channel's pace. */
const LOOKED_UP = 500;
const FARTHEST_LOOK = 50_000;

/** How long somebody is left alone whose due moment passed and could not be dealt with. */
const LEFT_ALONE = MINUTE;

/** What one round came to. */
export interface Round {
  /** People whose due moment was dealt with by this round, and not by somebody else meanwhile. */
  readonly woken: number;
  /** More are due, and their channels are not to be given more just now. */
  readonly held: boolean;
  /** Some channel is for another process to send by; what is due there is not looked at. */
  readonly elsewhere: boolean;
  /** Resolves when the messages of this round are delivered or put off. */
  readonly settled: Promise<void>;
}

/** What waking needs. */
export interface ProcessDueDeps {
  readonly store: Store;
  readonly queues: PersonQueues;
  readonly repository: Repository;
  readonly delivery: Delivery;
  readonly takeTurn: RunTurn;
  readonly runEffects: RunEffects;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly canSend: CanSend;
  readonly clock: () => Instant;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** Deals with people whose moment has come. Rounds may overlap, in one process or in several. */
export interface ProcessDue {
  /** One round: due people go through a turn and their messages on their way, as many as the pace of a second allows. */
  round(): Promise<Round>;
  /** Delivers at once what a process that died had taken and never tried, instead of when its leases run out. */
  adopt(): Promise<void>;
}

/** Makes the waking. */
export const createProcessDue = (deps: ProcessDueDeps): ProcessDue => {
  const { store, queues, repository, delivery, takeTurn, runEffects, channels, canSend, clock, metrics, log } = deps;
  const leftAlone = new Map<PersonId, Instant>();

  const isDue = (conversation: Conversation): boolean =>
    (nextWakeAt(conversation) ?? Number.POSITIVE_INFINITY) <= clock();

  /** Tells whether this process did it. Reads the record anew: the queue may know it from before another process planned something. */
  const wake = async (id: PersonId): Promise<boolean> => {
    const { woken, toTell } = await queues.run(id, async (queue) => {
      if (!canSend(channelOf(id))) return { woken: false, toTell: [] };
      queue.known = undefined;
      const turned = await takeTurn(queue, { type: 'due' }, { onlyIf: isDue });
      const attended = turned && (await runEffects.attend(queue, turned));
      if (attended) delivery.send(queue, attended);
      const conversation = attended?.turned.conversation ?? (await repository.read(queue));
      if (conversation && !isDue(conversation))
        return { woken: attended !== undefined, toTell: attended?.toTell ?? [] };
      if (!canSend(channelOf(id))) return { woken: false, toTell: attended?.toTell ?? [] };
      leftAlone.set(id, clock() + LEFT_ALONE);
      if (conversation) log.error({ code: 'wake_not_moved', channel: channelOf(id) }, 'Still due after its turn.');
      return { woken: false, toTell: attended?.toTell ?? [] };
    });
    runEffects.tell(id, toTell);
    return woken;
  };

  const wakeSafely = async (id: PersonId): Promise<boolean> => {
    try {
      return await wake(id);
    } catch (error) {
      leftAlone.set(id, clock() + LEFT_ALONE);
      log.error({ code: errorCodeOf(error), channel: channelOf(id) }, 'A due conversation could not be dealt with.');
      return false;
    }
  };

  const rooms = (): ((id: PersonId) => boolean) => {
    const left = new Map<string, number>();
    return (id) => {
      const channel = channelOf(id);
      const perSecond = channels.get(channel)?.capabilities.perSecond ?? LOOKED_UP;
      const room = left.get(channel) ?? Math.ceil(Math.min(LOOKED_UP, perSecond)) - delivery.underWay(channel);
      left.set(channel, room - 1);
      return room > 0;
    };
  };

  /** Due people of this process who are not left alone, and those of them for whose channels there is room. */
  const choose = async (
    elsewhere: readonly string[],
  ): Promise<{ due: readonly PersonId[]; chosen: readonly PersonId[] }> => {
    const now = clock();
    const isOurs = (id: PersonId): boolean => !leftAlone.has(id) && canSend(channelOf(id));
    for (const [id, until] of leftAlone) if (until <= now) leftAlone.delete(id);
    for (let limit = LOOKED_UP; ; limit *= 10) {
      const found = await store.due(now, limit, elsewhere);
      const due = leftAlone.size + elsewhere.length === 0 ? found : found.filter(isOurs);
      const chosen = due.filter(rooms());
      if (chosen.length > 0 || found.length < limit || limit >= FARTHEST_LOOK) return { due, chosen };
    }
  };

  /** Takes over what was taken and never tried; what is due by now is left to the rounds and their pace. */
  const adoptOne = (id: PersonId): Promise<void> =>
    queues.run(id, async (queue) => {
      let claimed: LeasedOutbox | undefined;
      await repository.write(queue, (stored) => {
        claimed = undefined;
        if (!stored || isDue(stored)) return stored;
        claimed = leaseOutbox(stored, { now: clock(), taken: queue.taken, recover: clock() });
        return claimed.conversation;
      });
      if (claimed) delivery.send(queue, claimed);
    });

  return {
    async round() {
      const others = [...channels.keys()].filter((channel) => !canSend(channel));
      const elsewhere = others.length > 0;
      const { due, chosen } = await choose(others);
      if (chosen.length === 0 || deps.stopping.aborted) {
        return { woken: 0, held: due.length > 0, elsewhere, settled: Promise.resolve() };
      }
      const mine = await store.claimDue(chosen, clock(), LEASE);
      const done = await Promise.all(mine.map(wakeSafely));
      const woken = done.filter(Boolean).length;
      metrics.due(woken);
      const settled = Promise.all(mine.map((id) => queues.quiet(id))).then(() => undefined);
      return { woken, held: due.length > mine.length, elsewhere, settled };
    },

    async adopt() {
      const now = clock();
      // After a long downtime nearly everybody is due, and nobody of them was left in somebody's hands.
      const due = new Set(await store.due(now, FARTHEST_LOOK));
      for (const id of await store.due(now + LEASE, FARTHEST_LOOK + due.size)) {
        if (deps.stopping.aborted) return;
        if (due.has(id)) continue;
        try {
          await adoptOne(id);
        } catch (error) {
          log.error(
            { code: errorCodeOf(error), channel: channelOf(id) },
            'What was left behind could not be taken over.',
          );
        }
      }
    },
  };
};
