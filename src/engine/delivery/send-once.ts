import type { Channel, SendResult } from '../../channels/channel.ts';
import type { Log } from '../../channels/log.ts';
import type { Sleep } from '../../channels/sleep.ts';
import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { errorCodeOf } from '../errors.ts';
import type { PersonQueue } from '../person-queue.ts';
import type { CanSend } from './can-send.ts';
import { idempotencyKey } from './idempotency-key.ts';
import type { Budget } from './monthly-budget.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** How long a message is held for the pace, in its chat and then on its channel; after that it goes back to the record. */
const PATIENCE = 5_000;

/** What one try needs. */
export interface SendOnceDeps {
  readonly channels: ReadonlyMap<string, Channel>;
  /** Channels by which this process may send at the moment. */
  readonly canSend: CanSend;
  readonly rateLimiter: RateLimiter;
  readonly budget: Budget;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
  /** Aborted when the engine stops: nothing is held any more. */
  readonly stopping: AbortSignal;
  /** Aborted when it has stopped for so long that nothing is begun any more. */
  readonly leaving: AbortSignal;
  readonly log: Log;
}

/** A try that was made, or the moment at which the pace allows one. */
export type SendOnceResult =
  | { readonly made: true; readonly result: SendResult }
  | { readonly made: false; readonly at: Instant };

/** The address as it was last heard from: its way to answer may be younger than the message. */
const freshAddress = (item: OutboxItem, queue: PersonQueue): OutboxItem => {
  const fresher = queue.known?.conversation?.addresses.find(
    ({ channel, user, group, heardAt }) =>
      channel === item.address.channel &&
      user === item.address.user &&
      group === item.address.group &&
      heardAt > item.address.heardAt,
  );
  return fresher ? { ...item, address: fresher } : item;
};

/** Why somebody could not be written to whose platform limits how long and how often, after their last words. */
const WINDOW_CLOSED = 'reply_window_closed';

const refused = (reason: string): SendOnceResult => ({ made: true, result: { status: 'refused', reason } });

/** Makes the function that tries to deliver one message, once, when the pace allows. It never rejects. */
export const createSendOnce = (deps: SendOnceDeps) => {
  const { channels, canSend, rateLimiter, budget, clock, sleep, stopping, leaving, log } = deps;

  /** Waits for a kept moment; tells when the engine stopped before it came. */
  const until = async (at: Instant): Promise<boolean> => {
    const wait = at - clock();
    if (wait <= 0) return true;
    if (!stopping.aborted) await sleep(wait, stopping);
    return !stopping.aborted;
  };

  const send = async (channel: Channel, queue: PersonQueue, item: OutboxItem): Promise<SendResult> => {
    try {
      const key = idempotencyKey(queue.id, queue.begun, item.number);
      return await channel.send({ person: queue.id, item, idempotencyKey: key });
    } catch (error) {
      log.error({ code: errorCodeOf(error), channel: channel.id }, 'A channel failed while sending.');
      return { status: 'unknown', reason: 'channel_failed' };
    }
  };

  return async (queue: PersonQueue, item: OutboxItem): Promise<SendOnceResult> => {
    const channel = channels.get(item.address.channel);
    if (!channel) return { made: true, result: { status: 'retry', reason: 'channel_not_running' } };
    if (leaving.aborted || !canSend(channel.id)) return { made: false, at: clock() };
    const isUnasked = item.kind !== 'reply';
    if (isUnasked && budget.isSpent(channel.id)) return refused('monthly_budget_spent');
    const inRoom = rateLimiter.inRoom(item.address, channel.capabilities, clock(), PATIENCE);
    if (!inRoom.kept) return { made: false, at: inRoom.at };
    if (!(await until(inRoom.at))) return { made: false, at: clock() };
    const onChannel = rateLimiter.onChannel(channel.id, channel.capabilities, clock(), PATIENCE);
    if (!onChannel.kept) return { made: false, at: onChannel.at };
    if (!(await until(onChannel.at))) return { made: false, at: clock() };

    const fresh = freshAddress(item, queue);
    const window = channel.capabilities.replyWindowMilliseconds;
    if (window !== undefined && clock() > fresh.address.heardAt + window) return refused(WINDOW_CLOSED);
    const result = await send(channel, queue, fresh);
    // The right to the channel went over to another process meanwhile.
    if (result.status === 'retry' && !canSend(channel.id)) return { made: false, at: clock() };
    // Whoever comes back within a window is answered anew; what was to call them back would come too late.
    const isTooLate = result.status === 'absent' && isUnasked && window !== undefined;
    return isTooLate ? refused(WINDOW_CLOSED) : { made: true, result };
  };
};
