import type { Conversation, OutboxItem } from '../dialogue/conversation.ts';
import { givenUp, heldBack, postponed, WHEN_BACK } from '../dialogue/delivery.ts';
import type { Instant } from '../dialogue/instant.ts';
import { type AttemptParts, createAttempt } from './attempt.ts';
import { type Claimed, claim, LEASE, noteLeases } from './claim.ts';
import { type Courier, itemsOf, type Parcel } from './courier.ts';
import { codeOf } from './error.ts';
import { type Lane, type Lanes, releasedBy } from './lane.ts';
import type { Metrics } from './metrics.ts';
import { placeKey } from './place.ts';
import type { Records } from './record.ts';
import { judge } from './verdict.ts';

/** A lease with less than this left is renewed before a try, so that it outlasts the try. */
const LEASE_FOR_A_TRY = (LEASE * 2) / 3;

/** What delivering needs. */
export interface DeliveryParts extends AttemptParts {
  readonly lanes: Lanes;
  readonly records: Records;
  readonly random: () => number;
  readonly metrics: Metrics;
  /** Told when something is to be tried again. */
  readonly planned: (at: Instant) => void;
}

/** Carries messages that are saved and taken. */
export interface Delivery {
  /** Puts parcels of a lane on their way. To be called from a job of the lane, after the claim is saved. */
  carry(lane: Lane, parcels: readonly Parcel[]): void;
  /** Puts what a saved claim took on its way by the channels. To be called from the job of the lane that saved it. */
  send(lane: Lane, claimed: Pick<Claimed, 'items' | 'renewed'>): void;
  /** How many messages are on their way on a channel. */
  underWay(channel: string): number;
}

/**
 * Makes the delivery.
 *
 * What a platform took is marked in the record right after its answer; marks that come together, or together with a turn
 * of the same person, cost one write. A process that dies between answer and mark delivers that message once more, with
 * the same idempotency key; there is no other way to a double.
 */
export const createDelivery = (parts: DeliveryParts): Delivery => {
  const { lanes, records, channels, carries, clock, random, metrics, budget, log, planned } = parts;
  const attempt = createAttempt(parts);
  const counts = new Map<string, number>();

  const add = ({ address: { channel } }: OutboxItem, change: 1 | -1): void => {
    counts.set(channel, (counts.get(channel) ?? 0) + change);
  };

  /** Writes down what was delivered, unless another write of the same person does it first. */
  const mark = (lane: Lane): void => {
    if (lane.marking) return;
    lane.marking = true;
    lanes
      .run(lane.id, async (mine) => {
        mine.marking = false;
        if (mine.delivered.size === 0) return;
        let claimed: Claimed | undefined;
        await records.write(mine, (conversation) => {
          const by = { now: clock(), carries, taken: mine.taken, released: releasedBy(mine) };
          claimed = conversation && claim(conversation, by);
          return claimed?.conversation;
        });
        if (claimed) send(mine, claimed);
      })
      .catch((error: unknown) => {
        log.error(
          { code: codeOf(error) },
          'A delivered message could not be marked; it is tried again when it is due.',
        );
      });
  };

  const sent = (lane: Lane, items: readonly OutboxItem[]): void => {
    for (const item of items) {
      lane.delivered.set(item.number, placeKey(item.address));
      metrics.sent(item);
      budget.count(item.address.channel);
    }
    mark(lane);
  };

  /** Lets go of messages: they are the record's again. */
  const letGo = (lane: Lane, items: readonly OutboxItem[]): void => {
    for (const item of items) lane.taken.delete(item.number);
  };

  /** Lets go of everything that was to go by the channel after a message that did not get through. */
  const stopBehind = (lane: Lane, courier: Courier): void => {
    const behind = courier.queue.filter((parcel) => parcel.way === 'channel');
    courier.queue = courier.queue.filter((parcel) => parcel.way === 'here');
    for (const parcel of behind) {
      letGo(lane, itemsOf(parcel));
      for (const item of itemsOf(parcel)) add(item, -1);
    }
  };

  const rewrite = (lane: Lane, change: (conversation: Conversation) => Conversation, after: () => void) =>
    lanes.run(lane.id, async (mine) => {
      await records.write(mine, (conversation) => conversation && change(conversation));
      after();
    });

  /** What was to follow, and is in our hands as the record says, becomes due with the message before it, not when its lease ends. */
  const followUp = (lane: Lane, courier: Courier, conversation: Conversation, at: Instant): Conversation => {
    const following = new Set(
      courier.queue
        .filter(({ way }) => way === 'channel')
        .flatMap(itemsOf)
        .map(({ number }) => number),
    );
    const isOurs = ({ number, notBefore }: OutboxItem): boolean =>
      following.has(number) && notBefore === lane.taken.get(number);
    return conversation.outbox
      .filter(isOurs)
      .reduce((changed, { number }) => heldBack(changed, number, at), conversation);
  };

  /** Puts a message back into the record until `at`; `tried` tells whether it counts as a try. */
  const putBack = async (
    lane: Lane,
    courier: Courier,
    item: OutboxItem,
    at: Instant,
    tried: boolean,
  ): Promise<void> => {
    const change = tried ? postponed : heldBack;
    await rewrite(
      lane,
      (conversation) => change(followUp(lane, courier, conversation, at), item.number, at),
      () => {
        letGo(lane, [item]);
        stopBehind(lane, courier);
      },
    );
    if (at !== WHEN_BACK) planned(at);
  };

  /** Whether a message is still ours to try: a lease that ran low is renewed, one that was lost is lost. */
  const stillOurs = async (lane: Lane, item: OutboxItem): Promise<boolean> => {
    const lease = lane.taken.get(item.number);
    if (lease === undefined || lease - clock() >= LEASE_FOR_A_TRY) return lease !== undefined;
    let renewed: Instant | undefined;
    const renew = (conversation: Conversation): Conversation => {
      const until = clock() + LEASE;
      const mine = conversation.outbox.find(
        ({ number, notBefore }) => number === item.number && notBefore === lane.taken.get(number),
      );
      renewed = mine && until;
      return mine ? heldBack(conversation, item.number, until) : conversation;
    };
    await rewrite(lane, renew, () => {
      if (renewed === undefined) lane.taken.delete(item.number);
      else lane.taken.set(item.number, renewed);
    });
    return renewed !== undefined;
  };

  const byChannel = async (lane: Lane, courier: Courier, item: OutboxItem): Promise<void> => {
    if (!(await stillOurs(lane, item))) return;
    const attempted = await attempt(lane, item);
    if (!attempted.made) return putBack(lane, courier, item, attempted.at, false);
    const channel = item.address.channel;
    const idempotent = channels.get(channel)?.abilities.idempotent ?? false;
    const verdict = judge(attempted.result, item, clock(), idempotent, random);
    switch (verdict.fate) {
      case 'delivered':
        return sent(lane, [item]);
      case 'wait_for_person':
        return putBack(lane, courier, item, WHEN_BACK, false);
      case 'try_again':
        metrics.retried(item);
        return putBack(lane, courier, item, verdict.at, true);
      case 'give_up':
        metrics.givenUp(item);
        log.warn({ code: 'message_given_up', channel, reason: verdict.reason }, 'A message will not be tried again.');
        return rewrite(
          lane,
          (conversation) => givenUp(conversation, item.number, clock(), verdict.reason),
          () => letGo(lane, [item]),
        );
    }
  };

  const byHand = async (lane: Lane, parcel: Extract<Parcel, { way: 'here' }>): Promise<void> => {
    let outcome: 'sent' | 'absent' = 'absent';
    try {
      outcome = await parcel.give(parcel.items);
    } catch (error) {
      log.error({ code: codeOf(error) }, 'Messages could not be given to the person who asked.');
    }
    parcel.given();
    if (outcome === 'sent') return sent(lane, parcel.items);
    await rewrite(
      lane,
      (conversation) =>
        parcel.items.reduce((changed, { number }) => heldBack(changed, number, WHEN_BACK), conversation),
      () => letGo(lane, parcel.items),
    );
  };

  const travel = async (lane: Lane, courier: Courier): Promise<void> => {
    for (let parcel = courier.queue.shift(); parcel; parcel = courier.queue.shift()) {
      try {
        if (parcel.way === 'channel') await byChannel(lane, courier, parcel.item);
        else await byHand(lane, parcel);
      } catch (error) {
        log.error({ code: codeOf(error) }, 'The fate of a message could not be written down; it stays in the outbox.');
        letGo(lane, itemsOf(parcel));
        stopBehind(lane, courier);
      }
      for (const item of itemsOf(parcel)) add(item, -1);
    }
    lane.couriers.delete(courier.place);
    lanes.release(lane);
  };

  const carry = (lane: Lane, parcels: readonly Parcel[]): void => {
    for (const parcel of parcels) {
      const [first] = itemsOf(parcel);
      if (!first) continue;
      for (const item of itemsOf(parcel)) add(item, 1);
      const place = placeKey(first.address);
      const courier = lane.couriers.get(place);
      if (courier) {
        courier.queue.push(parcel);
        continue;
      }
      const started: Courier = { place, queue: [parcel], done: Promise.resolve() };
      lane.couriers.set(place, started);
      started.done = travel(lane, started);
    }
  };

  const send = (lane: Lane, claimed: Pick<Claimed, 'items' | 'renewed'>): void => {
    noteLeases(claimed, lane.taken);
    carry(
      lane,
      claimed.items.map((item) => ({ way: 'channel', item })),
    );
  };

  return {
    carry,
    send,
    underWay: (channel) => counts.get(channel) ?? 0,
  };
};
