import { Gauge, type Registry } from 'prom-client';
import type { Log } from '../channels/log.ts';
import { realSleep } from '../channels/sleep.ts';
import type { SoleRight } from '../channels/sole-right.ts';
import type { ChannelId } from '../dialogue/address.ts';
import type { Store } from '../store/store.ts';
import { type SoleHolder, soleHolder } from './sole-holder.ts';

/** What the rights are made of. */
export interface ChannelRightsParts {
  readonly store: Pick<Store, 'hold' | 'letGo'>;
  /** This process, as no other is called. */
  readonly holder: string;
  readonly registry: Registry;
  readonly log: Log;
}

/** The rights to channels that one process may connect to at a time. */
export interface ChannelRights {
  of(channel: ChannelId): SoleRight;
  /** Gives back what is held; to be called when the channels have stopped. */
  stop(): Promise<void>;
}

/** The name of the right to a channel. */
export const rightTo = (channel: ChannelId): string => `channel:${channel}`;

/** Makes the rights; each is competed for from the time on at which its channel wants to connect. */
export const channelRights = ({ store, holder, registry, log }: ChannelRightsParts): ChannelRights => {
  const made = new Map<ChannelId, SoleHolder>();
  const clock = (): number => performance.now();

  new Gauge({
    name: 'ruzhu_channel_held',
    help: '1 when this process is the one that is connected to a channel which allows only one, else 0.',
    labelNames: ['channel'],
    registers: [registry],
    collect() {
      for (const [channel, right] of made) this.set({ channel }, right.standing() === 'here' ? 1 : 0);
    },
  });

  return {
    of(channel) {
      const right =
        made.get(channel) ?? soleHolder({ store, name: rightTo(channel), holder, clock, sleep: realSleep, log });
      made.set(channel, right);
      return right;
    },
    async stop() {
      await Promise.all([...made.values()].map((right) => right.stop()));
    },
  };
};
