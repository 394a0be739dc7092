import { Gauge, type Registry } from 'prom-client';
import type { Log } from '../../channels/log.ts';
import type { ChannelLease } from '../../channels/shared/lease.ts';
import { realSleep } from '../../channels/sleep.ts';
import type { ChannelId } from '../../dialogue/model/address.ts';
import type { Store } from '../../store/store.ts';
import { createLeaseHolder, type LeaseHolder } from './lease-holder.ts';

/** What the rights are made of. */
export interface ChannelLeasesDeps {
  readonly store: Pick<Store, 'acquireLease' | 'releaseLease'>;
  /** This process, as no other is called. */
  readonly holder: string;
  readonly registry: Registry;
  readonly log: Log;
}

/** The rights to channels that one process may connect to at a time. */
export interface ChannelLeases {
  of(channel: ChannelId): ChannelLease;
  /** Gives back what is held; to be called when the channels have stopped. */
  stop(): Promise<void>;
}

/** The name of the right to a channel. */
export const leaseTo = (channel: ChannelId): string => `channel:${channel}`;

/** Makes the rights; each is competed for from the time on at which its channel wants to connect. */
export const createChannelLeases = ({ store, holder, registry, log }: ChannelLeasesDeps): ChannelLeases => {
  const made = new Map<ChannelId, LeaseHolder>();
  const clock = (): number => performance.now();

  new Gauge({
    name: 'ruzhu_channel_held',
    help: '1 when this process is the one that is connected to a channel which allows only one, else 0.',
    labelNames: ['channel'],
    registers: [registry],
    collect() {
      for (const [channel, right] of made) this.set({ channel }, right.state() === 'here' ? 1 : 0);
    },
  });

  return {
    of(channel) {
      const right =
        made.get(channel) ?? createLeaseHolder({ store, name: leaseTo(channel), holder, clock, sleep: realSleep, log });
      made.set(channel, right);
      return right;
    },
    async stop() {
      await Promise.all([...made.values()].map((right) => right.stop()));
    },
  };
};
