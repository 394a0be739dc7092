import type { Address, ChannelId } from './address.ts';
import type { Instant } from './instant.ts';

/** What a platform allows after somebody wrote: for how long they may be written to, and how often until they write again. */
export interface ReplyWindow {
  readonly milliseconds: number;
  /** Absent where only the time is limited. */
  readonly messages?: number;
}

/** The reply windows of the channels; nothing for a channel on which people may be written to at any time. */
export type ReplyWindows = (channel: ChannelId) => ReplyWindow | undefined;

/** When the window of a place shuts: long ago for somebody who has never written there, never where there is none. */
export const shutsAt = (address: Address, windows: ReplyWindows | undefined): Instant => {
  const window = windows?.(address.channel);
  if (!window) return Number.POSITIVE_INFINITY;
  return address.onlyOpened ? Number.NEGATIVE_INFINITY : address.heardAt + window.milliseconds;
};

/** How many messages may still be sent to a place until the person writes there again. */
export const messagesLeft = (address: Address, windows: ReplyWindows | undefined): number =>
  Math.max(0, (windows?.(address.channel)?.messages ?? Number.POSITIVE_INFINITY) - (address.said ?? 0));
