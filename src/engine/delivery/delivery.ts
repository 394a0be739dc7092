import { givenUp, heldBack, postponed, WHEN_BACK } from '../../dialogue/core/delivery/delivery.ts';
import type { Conversation, OutboxItem } from '../../dialogue/model/conversation.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { errorCodeOf } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { type PersonQueue, type PersonQueues, releasedBy } from '../person-queue.ts';
import type { Repository } from '../repository.ts';
import { addressKey } from './address-key.ts';
import { LEASE, type LeasedOutbox, leaseOutbox, noteLeases } from './outbox-lease.ts';
import { decideRetry } from './retry-policy.ts';
import { createSendOnce, type SendOnceDeps } from './send-once.ts';
import { type DeliveryJob, itemsOf, type Sender } from './sender.ts';

/** A lease with less than this left is renewed before a try, so that it outlasts the try. */
const LEASE_FOR_A_TRY = (LEASE * 2) / 3;

/** What delivering needs. */
export interface DeliveryDeps extends SendOnceDeps {
  readonly queues: PersonQueues;
  readonly repository: Repository;
  readonly random: () => number;
  readonly metrics: Metrics;
  /** Told when something is to be tried again. */
  readonly planned: (at: Instant) => void;
}

/** Carries messages that are saved and taken. */
export interface Delivery {
  /** Puts jobs of a queue on their way. To be called from a job of the queue, after the claim is saved. */
  carry(queue: PersonQueue, jobs: readonly DeliveryJob[]): void;
  /** Puts what a saved claim took on its way by the channels. To be called from the job of the queue that saved it. */
  send(queue: PersonQueue, claimed: Pick<LeasedOutbox, 'items' | 'renewed'>): void;
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
export const createDelivery = (deps: DeliveryDeps): Delivery => {
  const { queues, repository, channels, canSend, clock, random, metrics, budget, log, planned } = deps;
  const attempt = createSendOnce(deps);
  const counts = new Map<string, number>();

  const add = ({ address: { channel } }: OutboxItem, change: 1 | -1): void => {
    counts.set(channel, (counts.get(channel) ?? 0) + change);
  };

  /** Writes down what was delivered, unless another write of the same person does it first. */
  const mark = (queue: PersonQueue): void => {
    if (queue.marking) return;
    queue.marking = true;
    queues
      .run(queue.id, async (mine) => {
        mine.marking = false;
        if (mine.delivered.size === 0) return;
        let claimed: LeasedOutbox | undefined;
        await repository.write(mine, (conversation) => {
          const by = { now: clock(), canSend, taken: mine.taken, released: releasedBy(mine) };
          claimed = conversation && leaseOutbox(conversation, by);
          return claimed?.conversation;
        });
        if (claimed) send(mine, claimed);
      })
      .catch((error: unknown) => {
        log.error(
          { code: errorCodeOf(error) },
          'A delivered message could not be marked; it is tried again when it is due.',
        );
      });
  };

  const sent = (queue: PersonQueue, items: readonly OutboxItem[]): void => {
    for (const item of items) {
      queue.delivered.set(item.number, addressKey(item.address));
      metrics.sent(item);
      budget.count(item.address.channel);
    }
    mark(queue);
  };

  /** Lets go of messages: they are the record's again. */
  const letGo = (queue: PersonQueue, items: readonly OutboxItem[]): void => {
    for (const item of items) queue.taken.delete(item.number);
  };

  /** Lets go of everything that was to go by the channel after a message that did not get through. */
  const stopBehind = (queue: PersonQueue, sender: Sender): void => {
    const behind = sender.queue.filter((job) => job.type === 'channel');
    sender.queue = sender.queue.filter((job) => job.type === 'here');
    for (const job of behind) {
      letGo(queue, itemsOf(job));
      for (const item of itemsOf(job)) add(item, -1);
    }
  };

  const rewrite = (queue: PersonQueue, change: (conversation: Conversation) => Conversation, after: () => void) =>
    queues.run(queue.id, async (mine) => {
      await repository.write(mine, (conversation) => conversation && change(conversation));
      after();
    });

  /** What was to follow, and is in our hands as the record says, becomes due with the message before it, not when its lease ends. */
  const followUp = (queue: PersonQueue, sender: Sender, conversation: Conversation, at: Instant): Conversation => {
    const following = new Set(
      sender.queue
        .filter(({ type }) => type === 'channel')
        .flatMap(itemsOf)
        .map(({ number }) => number),
    );
    const isOurs = ({ number, notBefore }: OutboxItem): boolean =>
      following.has(number) && notBefore === queue.taken.get(number);
    return conversation.outbox
      .filter(isOurs)
      .reduce((changed, { number }) => heldBack(changed, number, at), conversation);
  };

  /** Puts a message back into the record until `at`; `tried` tells whether it counts as a try. */
  const putBack = async (
    queue: PersonQueue,
    sender: Sender,
    item: OutboxItem,
    at: Instant,
    tried: boolean,
  ): Promise<void> => {
    const change = tried ? postponed : heldBack;
    await rewrite(
      queue,
      (conversation) => change(followUp(queue, sender, conversation, at), item.number, at),
      () => {
        letGo(queue, [item]);
        stopBehind(queue, sender);
      },
    );
    if (at !== WHEN_BACK) planned(at);
  };

  /** Whether a message is still ours to try: a lease that ran low is renewed, one that was lost is lost. */
  const stillOurs = async (queue: PersonQueue, item: OutboxItem): Promise<boolean> => {
    const lease = queue.taken.get(item.number);
    if (lease === undefined || lease - clock() >= LEASE_FOR_A_TRY) return lease !== undefined;
    let renewed: Instant | undefined;
    const renew = (conversation: Conversation): Conversation => {
      const until = clock() + LEASE;
      const mine = conversation.outbox.find(
        ({ number, notBefore }) => number === item.number && notBefore === queue.taken.get(number),
      );
      renewed = mine && until;
      return mine ? heldBack(conversation, item.number, until) : conversation;
    };
    await rewrite(queue, renew, () => {
      if (renewed === undefined) queue.taken.delete(item.number);
      else queue.taken.set(item.number, renewed);
    });
    return renewed !== undefined;
  };

  const byChannel = async (queue: PersonQueue, sender: Sender, item: OutboxItem): Promise<void> => {
    if (!(await stillOurs(queue, item))) return;
    const attempted = await attempt(queue, item);
    if (!attempted.made) return putBack(queue, sender, item, attempted.at, false);
    const channel = item.address.channel;
    const idempotent = channels.get(channel)?.capabilities.idempotent ?? false;
    const decision = decideRetry(attempted.result, item, clock(), idempotent, random);
    switch (decision.type) {
      case 'delivered':
        return sent(queue, [item]);
      case 'wait_for_person':
        return putBack(queue, sender, item, WHEN_BACK, false);
      case 'try_again':
        metrics.retried(item);
        return putBack(queue, sender, item, decision.at, true);
      case 'give_up':
        metrics.givenUp(item);
        log.warn({ code: 'message_given_up', channel, reason: decision.reason }, 'A message will not be tried again.');
        return rewrite(
          queue,
          (conversation) => givenUp(conversation, item.number, clock(), decision.reason),
          () => letGo(queue, [item]),
        );
    }
  };

  const byHand = async (queue: PersonQueue, job: Extract<DeliveryJob, { type: 'here' }>): Promise<void> => {
    let outcome: 'sent' | 'absent' = 'absent';
    try {
      outcome = await job.give(job.items);
    } catch (error) {
      log.error({ code: errorCodeOf(error) }, 'Messages could not be given to the person who asked.');
    }
    job.given();
    if (outcome === 'sent') return sent(queue, job.items);
    await rewrite(
      queue,
      (conversation) => job.items.reduce((changed, { number }) => heldBack(changed, number, WHEN_BACK), conversation),
      () => letGo(queue, job.items),
    );
  };

  const travel = async (queue: PersonQueue, sender: Sender): Promise<void> => {
    for (let job = sender.queue.shift(); job; job = sender.queue.shift()) {
      try {
        if (job.type === 'channel') await byChannel(queue, sender, job.item);
        else await byHand(queue, job);
      } catch (error) {
        log.error(
          { code: errorCodeOf(error) },
          'The fate of a message could not be written down; it stays in the outbox.',
        );
        letGo(queue, itemsOf(job));
        stopBehind(queue, sender);
      }
      for (const item of itemsOf(job)) add(item, -1);
    }
    queue.senders.delete(sender.address);
    queues.release(queue);
  };

  const carry = (queue: PersonQueue, jobs: readonly DeliveryJob[]): void => {
    for (const job of jobs) {
      const [first] = itemsOf(job);
      if (!first) continue;
      for (const item of itemsOf(job)) add(item, 1);
      const place = addressKey(first.address);
      const sender = queue.senders.get(place);
      if (sender) {
        sender.queue.push(job);
        continue;
      }
      const started: Sender = { address: place, queue: [job], done: Promise.resolve() };
      queue.senders.set(place, started);
      started.done = travel(queue, started);
    }
  };

  const send = (queue: PersonQueue, claimed: Pick<LeasedOutbox, 'items' | 'renewed'>): void => {
    noteLeases(claimed, queue.taken);
    carry(
      queue,
      claimed.items.map((item) => ({ type: 'channel', item })),
    );
  };

  return {
    carry,
    send,
    underWay: (channel) => counts.get(channel) ?? 0,
  };
};
