import type { Reading } from '../../understanding/reading.ts';
import type { Address } from './address.ts';
import type { Notification } from './effect.ts';
import type { Instant } from './instant.ts';
import type { PersonId } from './person.ts';
import type { Redemption } from './programme/redemption.ts';

/** What a person sent. `text` is raw: it may hold secrets, and is never stored by a turn. */
export type MessageContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'voice'; readonly text?: string }
  | { readonly type: 'image' | 'file' | 'video' | 'sticker' | 'other' };

/** Somebody said something. `id` is the platform's own message id, the same again on a redelivery. */
export interface MessageReceived {
  readonly type: 'said';
  readonly id: string;
  readonly at: Instant;
  readonly address: Address;
  readonly content: MessageContent;
  /** How the recogniser took the text; absent when there is none. */
  readonly reading?: Reading;
  /** The network it came from, where the channel knows one: an IPv4 address, the /64 of an IPv6 one. Kept nowhere. */
  readonly network?: string;
  /** The invitation code that the platform handed over with it (a deep link), beside whatever the text says. */
  readonly code?: string;
  /** What became of the code that came with it; worked out by the engine. */
  readonly redeemed?: Redemption;
}

/** Somebody opened the chat without saying anything yet (a platform's "enter" event, a fresh web page). */
export interface ChatOpened {
  readonly type: 'entered';
  readonly id: string;
  readonly at: Instant;
  readonly address: Address;
  /** What the platform knows of the person's language. */
  readonly language?: 'zh-CN' | 'zh-Hant' | 'en';
  /** The network it came from, where the channel knows one: an IPv4 address, the /64 of an IPv6 one. Kept nowhere. */
  readonly network?: string;
  /** The invitation code that the platform handed over with it. */
  readonly code?: string;
  /** What became of that code; worked out by the engine. */
  readonly redeemed?: Redemption;
}

/** The clock reached the moment that the conversation asked to be woken at. */
export interface TimerDue {
  readonly type: 'due';
}

/** Another conversation, or the purchasers’ side, has something to tell this one. */
export interface Notified {
  readonly type: 'told';
  /** The same at every telling of the same word. */
  readonly id: string;
  readonly from: PersonId;
  readonly notification: Notification;
}

/** Everything that can happen to a conversation. */
export type Event = MessageReceived | ChatOpened | Notified | TimerDue;
