import { PassThrough } from 'node:stream';
import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { PersonId } from '../../dialogue/model/person.ts';
import { shown } from './shown-message.ts';

/** How many pages may have a stream open. */
export interface TabLimits {
  /** In all: each costs a file descriptor. */
  readonly pages: number;
  /** Of one network: an IPv4 address, an IPv6 /64. */
  readonly pagesPerNetwork: number;
}

/** The open pages of all visitors, each a stream of server-sent events. */
export interface Tabs {
  /**
   * Opens a stream for one more page of a visitor. It leaves by itself when the connection ends. `full` when there are as
   * many as there may be, `network_full` when the visitor's network has so many.
   */
  open(person: PersonId, network: string): PassThrough | 'full' | 'network_full';
  /** Writes a message to every page of a visitor; false when none is open. */
  push(person: PersonId, item: OutboxItem): boolean;
  count(): number;
  /** The visitor has a page open. */
  isOpen(person: PersonId): boolean;
  /** Everybody who has a page open. */
  people(): readonly PersonId[];
  /** Ends all streams; pages reconnect by themselves. */
  close(): void;
}

/** A page shows that it is alive by reading; one this far behind is gone. */
const BYTES_UNREAD = 256 * 1024;

/** One message as a server-sent event (HTML standard §9.2); its id is the message's number. */
export const messageEvent = (item: OutboxItem): string =>
  `id: ${item.number}\nevent: message\ndata: ${JSON.stringify(shown(item))}\n\n`;

/** Counts what is open, in all and of each network; a network with nothing open takes no room. */
const countByNetwork = () => {
  const networks = new Map<string, number>();
  let total = 0;
  const of = (network: string): number => networks.get(network) ?? 0;
  return {
    of,
    total: () => total,
    add(network: string, more: 1 | -1): void {
      total += more;
      const count = of(network) + more;
      if (count === 0) networks.delete(network);
      else networks.set(network, count);
    },
  };
};

/**
 * Keeps the open pages. A heartbeat lets both ends notice a dead connection. Browsers grant a host six connections over
 * HTTP/1.1, so a visitor with more pages than `perPerson` loses the stream of the oldest, which is told not to insist.
 */
export const openTabs = (limits: TabLimits, heartbeatMilliseconds = 20_000, perPerson = 3): Tabs => {
  const tabs = new Map<PersonId, Set<PassThrough>>();
  const open = countByNetwork();
  const write = (stream: PassThrough, text: string): boolean => {
    if (stream.destroyed || stream.writableEnded) return false;
    if (stream.writableLength > BYTES_UNREAD) {
      stream.destroy();
      return false;
    }
    stream.write(text);
    return true;
  };
  const beat = setInterval(() => {
    for (const streams of tabs.values()) for (const stream of streams) write(stream, 'event: beat\ndata: \n\n');
  }, heartbeatMilliseconds);
  beat.unref();

  return {
    open(person, network) {
      if (open.total() >= limits.pages) return 'full';
      if (open.of(network) >= limits.pagesPerNetwork) return 'network_full';
      const stream = new PassThrough();
      const streams = tabs.get(person) ?? new Set();
      tabs.set(person, streams.add(stream));
      open.add(network, 1);
      const leave = () => {
        open.add(network, -1);
        streams.delete(stream);
        if (streams.size === 0 && tabs.get(person) === streams) tabs.delete(person);
      };
      stream.once('close', leave);
      stream.write('retry: 2000\n\nevent: beat\ndata: \n\n');
      for (const oldest of streams) {
        if (streams.size <= perPerson) break;
        streams.delete(oldest);
        oldest.end('event: superseded\ndata: \n\n');
      }
      return stream;
    },
    push(person, item) {
      const text = messageEvent(item);
      return [...(tabs.get(person) ?? [])].map((stream) => write(stream, text)).includes(true);
    },
    isOpen: (person) => tabs.has(person),
    people: () => [...tabs.keys()],
    count: () => [...tabs.values()].reduce((sum, streams) => sum + streams.size, 0),
    close() {
      clearInterval(beat);
      for (const streams of [...tabs.values()]) for (const stream of [...streams]) stream.end();
      tabs.clear();
    },
  };
};
