import { WHEN_BACK } from '../../dialogue/core/delivery/delivery.ts';
import type { Address } from '../../dialogue/model/address.ts';
import type { Conversation, OutboxItem } from '../../dialogue/model/conversation.ts';
import { type Instant, MINUTE } from '../../dialogue/model/instant.ts';
import { addressKey } from './address-key.ts';
import type { CanSend } from './can-send.ts';

/**
 * For how long a process that takes a message keeps others (and its own ticks) from taking it: written with the message,
 * so that it ends by itself when the process dies. Longer than a message is ever held for the pace and tried once.
 */
export const LEASE = MINUTE / 2;

/** What decides whether a message may be taken now. */
export interface LeaseOptions {
  readonly now: Instant;
  /** Channels by which this process may send; what goes by others is left to whoever may. All, when it is not given. */
  readonly canSend?: CanSend;
  /** In the hands of this process already, with the end of the lease that it wrote. */
  readonly taken: ReadonlyMap<number, Instant>;
  /** What waits behind these is free: they were delivered, and the record does not say so yet. See `waitingKey`. */
  readonly released?: ReadonlySet<string>;
  /** Where the person is right now: what waited for them there goes out. */
  readonly isHere?: (address: Address) => boolean;
  /** They can be answered there at once, so that what waits for another try goes out too. */
  readonly answerHere?: boolean;
  /** Who took a message up to this moment and did not try it since is known to be dead. */
  readonly recover?: Instant;
}

/** A conversation with the messages that were taken out of it for delivery, in order. */
export interface LeasedOutbox {
  readonly conversation: Conversation;
  readonly items: readonly OutboxItem[];
  /** Taken earlier, and their leases were renewed. */
  readonly renewed: readonly OutboxItem[];
}

/** Taken when it was said, and not tried since: its lease still counts from the moment of saying. */
const neverTried = (item: OutboxItem): boolean => item.attempts === 0 && item.notBefore === item.savedAt + LEASE;

/** Names what waits in a place for the end of a lease. Nothing else in that place ends at that very moment. */
export const waitingKey = (place: string, lease: Instant): string => `${place}\n${lease}`;

const isFree = (item: OutboxItem, place: string, by: LeaseOptions): boolean =>
  item.notBefore <= by.now ||
  by.released?.has(waitingKey(place, item.notBefore)) === true ||
  (by.recover !== undefined && item.savedAt <= by.recover && neverTried(item)) ||
  (by.isHere !== undefined && (by.answerHere === true || item.notBefore === WHEN_BACK) && by.isHere(item.address));

/** A lease of this process that ran out while the message was in its hands, and that nobody else took meanwhile. */
const ranOut = (item: OutboxItem, by: LeaseOptions): boolean =>
  item.notBefore <= by.now && by.taken.get(item.number) === item.notBefore;

/**
 * Takes what may be delivered now, and renews the leases of what was taken before. A message waits behind an earlier one
 * of its place that somebody else holds or that waits for another try; it is then not due before that one is.
 * The same conversation when nothing changes.
 */
export const leaseOutbox = (conversation: Conversation, by: LeaseOptions): LeasedOutbox => {
  const items: OutboxItem[] = [];
  const renewed: OutboxItem[] = [];
  const waitingFor = new Map<string, Instant>();
  let changed = false;
  const outbox = conversation.outbox.map((item) => {
    if (by.taken.has(item.number)) {
      if (!ranOut(item, by)) return item;
      const again = { ...item, notBefore: by.now + LEASE };
      renewed.push(again);
      changed = true;
      return again;
    }
    if (by.canSend?.(item.address.channel) === false) return item;
    const place = addressKey(item.address);
    const ahead = waitingFor.get(place);
    if (ahead === undefined && isFree(item, place, by)) {
      const leased = { ...item, notBefore: by.now + LEASE };
      items.push(leased);
      changed = true;
      return leased;
    }
    if (ahead === undefined) {
      waitingFor.set(place, item.notBefore);
      return item;
    }
    if (item.notBefore >= ahead) return item;
    changed = true;
    return { ...item, notBefore: ahead };
  });
  return { conversation: changed ? { ...conversation, outbox } : conversation, items, renewed };
};

/** Notes the leases of a claim, once it is saved. */
export const noteLeases = (
  { items, renewed }: Pick<LeasedOutbox, 'items' | 'renewed'>,
  taken: Map<number, Instant>,
): void => {
  for (const { number, notBefore } of items) taken.set(number, notBefore);
  for (const { number, notBefore } of renewed) taken.set(number, notBefore);
};
