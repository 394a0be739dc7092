import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { Capabilities, Channel } from '../channel.ts';

/** Nothing limits a terminal: numbers beyond what anybody can say or read. */
const abilities = {
  maximumBytes: 1_000_000,
  idempotent: true,
  perAddressPerMinute: 1_000_000,
  perSecond: 1_000_000,
} satisfies Capabilities;

/** The side that the engine calls: every message is handed to `show` at once. */
export const terminalChannel = (show: (item: OutboxItem) => void): Channel => ({
  id: 'terminal',
  capabilities: abilities,
  async send({ item }) {
    show(item);
    return { status: 'sent' };
  },
  health: () => ({ up: true }),
  async stop() {},
});
