import { nextWakeAt } from '../../src/dialogue/core/delivery/next-wake.ts';
import { summaryOf } from '../../src/dialogue/core/progress/supplier-summary.ts';
import { Conversation } from '../../src/dialogue/model/conversation.ts';
import { channelOf, PersonId } from '../../src/dialogue/model/person.ts';
import { openMemoryStore } from '../../src/store/memory/memory-store.ts';
import type { Store } from '../../src/store/store.ts';

/** A store that can be told to fail, and that counts. Keeps text, like a real one, so that nothing is shared by accident. */
export interface FakeStore extends Store {
  saves: number;
  loads: number;
  /** Runs before each save is decided: the place for somebody else to get in between, or for a disk to fail. */
  beforeSave: ((conversation: Conversation) => Promise<void> | void) | undefined;
  /** The record as it lies there; unreadable when it is no JSON. */
  readonly records: Map<PersonId, { text: string; version: number }>;
  peek(id: PersonId): Conversation | undefined;
}

class Damaged extends Error {
  readonly code = 'record_damaged';
}

export const fakeStore = (): FakeStore => {
  const records: FakeStore['records'] = new Map();
  const parse = (text: string): Conversation => Conversation.parse(JSON.parse(text));
  const wakes = (): { id: PersonId; at: number }[] =>
    [...records]
      .map(([id, { text }]) => ({ id, at: nextWakeAt(parse(text)) ?? Number.POSITIVE_INFINITY }))
      .filter(({ at }) => Number.isFinite(at))
      .sort((left, right) => left.at - right.at);

  /** Documents and holds are kept beside, by a store that does not fail. */
  const { documents, acquireLease, releaseLease } = openMemoryStore();
  const store: FakeStore = {
    documents,
    acquireLease,
    releaseLease,
    summaries: async (purchaser) =>
      [...records.values()].flatMap(({ text }) => {
        const card = summaryOf(parse(text));
        return card?.membership.purchaser === purchaser ? [card] : [];
      }),
    records,
    saves: 0,
    loads: 0,
    beforeSave: undefined,
    peek: (id) => {
      const record = records.get(id);
      return record && parse(record.text);
    },
    async load(id) {
      store.loads += 1;
      const record = records.get(id);
      if (!record) return undefined;
      if (!record.text.startsWith('{')) {
        records.delete(id);
        throw new Damaged('The record cannot be read.');
      }
      return { conversation: parse(record.text), version: record.version };
    },
    async save(conversation, expected) {
      await Promise.resolve();
      await store.beforeSave?.(conversation);
      if (records.get(conversation.id)?.version !== expected) return undefined;
      const version = (expected ?? 0) + 1;
      records.set(conversation.id, { text: JSON.stringify(conversation), version });
      store.saves += 1;
      return version;
    },
    due: async (now, limit, except = []) =>
      wakes()
        .filter(({ id, at }) => at <= now && !except.includes(channelOf(id)))
        .slice(0, limit)
        .map(({ id }) => PersonId.parse(id)),
    claimDue: async (people) => people,
    watch: () => () => undefined,
    nextDue: async () => wakes()[0]?.at,
    async *everyone() {
      for (const { text } of records.values()) yield parse(text);
    },
    remove: async (id) => {
      records.delete(id);
      return true;
    },
    count: async () => ({ people: records.size, damaged: 0 }),
    probe: async () => {},
    close: async () => {},
  };
  return store;
};
