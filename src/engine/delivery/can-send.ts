import type { Channel } from '../../channels/channel.ts';

/** Tells by which channels this process may send at the moment. A channel that it does not have is not another's. */
export type CanSend = (channel: string) => boolean;

/** Makes the function that asks the channels. */
export const canSendOf =
  (channels: ReadonlyMap<string, Channel>): CanSend =>
  (channel) =>
    channels.get(channel)?.carries?.() ?? true;
