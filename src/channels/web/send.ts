import type { Capabilities, Channel, Delivery, SendResult } from '../channel.ts';
import type { Recent } from './recent-messages.ts';
import type { Tabs } from './tabs.ts';

const abilities = {
  maximumBytes: 32_000,
  idempotent: true,
  perAddressPerMinute: 600,
  perSecond: 5_000,
} satisfies Capabilities;

/** The side of the web chat that the engine calls: a message goes to the visitor's open pages, or waits until one opens. */
export const webChannel = (tabs: Tabs, recent: Recent): Channel => {
  let stopped = false;
  return {
    id: 'web',
    capabilities: abilities,
    async send({ person, item }: Delivery): Promise<SendResult> {
      if (!tabs.push(person, item)) return { status: 'absent' };
      recent.add(person, [item]);
      return { status: 'sent' };
    },
    health: () => (stopped ? { up: false, reason: 'web: stopped' } : { up: true }),
    async stop() {
      stopped = true;
      tabs.close();
    },
  };
};
