import type { PlatformChannel, PlatformDeps } from '../platform-channel.ts';
import type { CallbackPriority } from './callback/callback-priority.ts';
import type { Fields } from './callback/xml.ts';

/** What a door behind the callback is made of, besides its settings. */
export interface CalledDeps extends PlatformDeps {
  /** Calls of WeCom, which go before what is to be sent. */
  readonly calls: CallbackPriority;
}

/** A door that WeCom calls by the callback address; once started it looks whether WeCom takes our requests. */
export interface CalledChannel extends PlatformChannel {
  /**
   * Takes a verified call; resolves once what it is about is saved, and at once when it is not for this door. Rejects when
   * it must come again.
   */
  take(fields: Fields): Promise<void>;
}
