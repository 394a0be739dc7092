import type { Capabilities, Channel, Delivery, SendResult } from '../../src/channels/channel.ts';
import type { ChannelId } from '../../src/dialogue/model/address.ts';

/** A platform that takes everything unless told otherwise, and remembers what it was given. */
export interface FakeChannel extends Channel {
  /** Every try. */
  readonly tries: Delivery[];
  /** What got through, as "user: text". */
  readonly got: string[];
  /** What the next tries come to; `sent` when there is nothing left. */
  answers: ((delivery: Delivery) => SendResult | Promise<SendResult>)[];
}

export const fakeChannel = (id: ChannelId = 'telegram', capabilities: Partial<Capabilities> = {}): FakeChannel => {
  const tries: Delivery[] = [];
  const got: string[] = [];
  const channel: FakeChannel = {
    id,
    tries,
    got,
    answers: [],
    capabilities: {
      maximumBytes: 4_000,
      idempotent: false,
      perAddressPerMinute: 1_000,
      perSecond: 1_000,
      ...capabilities,
    },
    async send(delivery) {
      tries.push(delivery);
      const result = (await channel.answers.shift()?.(delivery)) ?? { status: 'sent' };
      const { address, message } = delivery.item;
      if (result.status === 'sent') got.push(`${address.group ?? address.user}: ${message.text}`);
      return result;
    },
    health: () => ({ up: true }),
    stop: async () => {},
  };
  return channel;
};
