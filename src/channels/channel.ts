import type { ChannelId } from '../dialogue/model/address.ts';
import type { OutboxItem } from '../dialogue/model/conversation.ts';
import type { ChatOpened, MessageReceived } from '../dialogue/model/event.ts';
import type { PersonId } from '../dialogue/model/person.ts';

/** One saved message on its way to a person. */
export interface Delivery {
  readonly person: PersonId;
  readonly item: OutboxItem;
  /** The same at every try of the same message; for platforms that drop repeats by key. */
  readonly idempotencyKey: string;
}

/**
 * What became of a delivery.
 *
 * `sent`: the platform took it. `retry`: it did not, and may later; `afterMilliseconds` when the platform said when.
 * `unknown`: a time-out or a broken connection after sending; retried only where the channel is idempotent.
 * `absent`: nobody is there to take it; it stays until the person comes back. `refused`: it never will be taken.
 */
export type SendResult =
  | { readonly status: 'sent' }
  | { readonly status: 'retry'; readonly reason: string; readonly afterMilliseconds?: number }
  | { readonly status: 'unknown'; readonly reason: string }
  | { readonly status: 'absent' }
  | { readonly status: 'refused'; readonly reason: string };

/** What a channel can show and how fast it may speak; the rest of the product reads this instead of asking which it is. */
export interface Capabilities {
  /** Longest text, in UTF-8 bytes. */
  readonly maximumBytes: number;
  /** Repeats with the same key are dropped by the platform. */
  readonly idempotent: boolean;
  /** Published limits: messages per minute to one place, and per second for the whole channel. */
  readonly perAddressPerMinute: number;
  readonly perSecond: number;
  /** Messages per minute to one group, where that is another number. */
  readonly perGroupPerMinute?: number;
  /** A further published limit: messages per hour to one place. */
  readonly perAddressPerHour?: number;
  /** How long after the person's last words they may be written to, when the platform limits it. */
  readonly replyWindowMilliseconds?: number;
  /** Messages that may be sent within that time until the person writes again. */
  readonly messagesPerWindow?: number;
}

/** Whether a channel works, for `/readyz`. */
export type ChannelHealth = { readonly up: true } | { readonly up: false; readonly reason: string };

/** A platform that people talk on. Its `receive` side calls the engine; this is the side the engine calls. */
export interface Channel {
  readonly id: ChannelId;
  readonly capabilities: Capabilities;
  send(delivery: Delivery): Promise<SendResult>;
  health(): ChannelHealth;
  /**
   * Whether this process may speak here at the moment. Absent where every process may. What it may not send stays in the
   * record, for the process that may.
   */
  carries?(): boolean;
  /**
   * Takes nothing more from the platform; resolves when what was taken is saved. Sending goes on. Absent where both end
   * together.
   */
  stopHearing?(): Promise<void>;
  stop(): Promise<void>;
  /**
   * A link that opens a talk with the assistant for anybody, with the code of an invitation on board when one is given.
   * `undefined` as long as the platform has not told it. Absent where the platform has no such links. Never rejects.
   */
  invitationLink?(code?: string): Promise<string | undefined>;
}

/** Hands what happened to the engine; resolves once it is saved, and only then may the platform be told "received". */
export type Receive = (event: MessageReceived | ChatOpened) => Promise<void>;
