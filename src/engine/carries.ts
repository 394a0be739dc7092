import type { Channel } from '../channels/channel.ts';

/** Tells by which channels this process may send at the moment. A channel that it does not have is not another's. */
export type Carries = (channel: string) => boolean;

/** Makes the function that asks the channels. */
export const carriesOf =
  (channels: ReadonlyMap<string, Channel>): Carries =>
  (channel) =>
    channels.get(channel)?.carries?.() ?? true;
