import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';
import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { Message } from '../../dialogue/model/message.ts';

dayjs.extend(utc);

/** A message as scripts get it. `at` is ISO 8601, in local time. */
export interface Post extends Message {
  readonly to: string;
  /** Only when it is posted in a group. */
  readonly group?: string;
  readonly at: string;
}

/** A moment in local time, `2026-03-02T10:00:00+08:00`. */
const localIso = (at: Instant, offsetMinutes: number): string =>
  dayjs.utc(at).utcOffset(offsetMinutes).format('YYYY-MM-DDTHH:mm:ssZ');

/** A message of the outbox, delivered at a moment. */
const postOf = ({ address, message }: OutboxItem, at: Instant, offsetMinutes: number): Post => ({
  to: address.user,
  ...(address.group === undefined ? {} : { group: address.group }),
  text: message.text,
  links: message.links,
  choices: message.choices,
  at: localIso(at, offsetMinutes),
});

/** What arrives between two looks, with the moment at which it did. */
export interface Mailbox {
  readonly put: (item: OutboxItem) => void;
  /** Everything that arrived since the last look: in order of time, and each person's in the order it was said. */
  take(): Post[];
}

interface Arrival {
  readonly item: OutboxItem;
  readonly at: Instant;
  readonly person: number;
}

/** An empty mailbox. */
export const createMailbox = (now: () => Instant, offset: (at: Instant) => number): Mailbox => {
  let arrived: Arrival[] = [];
  return {
    put(item) {
      const known = arrived.findIndex((other) => other.item.address.user === item.address.user);
      arrived.push({ item, at: now(), person: known < 0 ? arrived.length : known });
    },
    take() {
      const posts = arrived.toSorted(
        (left, right) => left.at - right.at || left.person - right.person || left.item.number - right.item.number,
      );
      arrived = [];
      return posts.map(({ item, at }) => postOf(item, at, offset(at)));
    },
  };
};
