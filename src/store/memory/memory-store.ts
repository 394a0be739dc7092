import { nextWakeAt } from '../../dialogue/core/delivery/next-wake.ts';
import { summaryOf } from '../../dialogue/core/progress/supplier-summary.ts';
import type { Conversation } from '../../dialogue/model/conversation.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { channelOf, type PersonId } from '../../dialogue/model/person.ts';
import { SupplierSummary } from '../../dialogue/model/programme/membership.ts';
import { parseJson } from '../codec/checksummed.ts';
import { checkRecord, readRecord, upgrades as released } from '../codec/record-format.ts';
import type { Upgrades } from '../codec/upgrade.ts';
import { isLeased } from '../lease.ts';
import type { Store } from '../store.ts';
import { asideReport, isStoreError, StoreError } from '../store-error.ts';
import { followingVersion } from '../versions.ts';
import { forgetDamage, type MemoryDisk, type MemoryRecord, memoryDisk } from './memory-disk.ts';
import { memoryDocuments } from './memory-documents.ts';

/** How a memory store is set up. */
export interface MemorySettings {
  readonly disk?: MemoryDisk;
  /** Told of every record that was set aside, once. */
  readonly onDamaged?: (error: StoreError) => void;
  readonly upgrades?: Upgrades;
  readonly now?: () => Instant;
}

/** A store that loses everything with the process, and is in no other way kinder than the real one: every record goes through JSON. */
export const openMemoryStore = (settings: MemorySettings = {}): Store => {
  const { onDamaged = () => undefined, upgrades = released, now = Date.now } = settings;
  const disk = settings.disk ?? memoryDisk();
  const { records, holds, damaged } = disk;
  let closed = false;

  /** Lets others run first, as a store with a disk would. */
  const turn = async (): Promise<void> => {
    if (closed) throw new StoreError('store_closed', 'The store is closed.');
    await Promise.resolve();
  };

  const decode = (id: PersonId, json: string): Conversation => {
    const conversation = readRecord(parseJson(json), upgrades);
    if (conversation.id === id) return conversation;
    throw new StoreError('record_damaged', 'A record is damaged: it names another person.');
  };

  const read = (id: PersonId, { json }: MemoryRecord): Conversation => {
    try {
      return decode(id, json);
    } catch (error) {
      if (!isStoreError(error, 'record_damaged')) throw error;
      const at = now();
      damaged.push({ of: { person: id }, at, json });
      records.delete(id);
      const report = asideReport(error, at, id);
      onDamaged(report);
      throw report;
    }
  };

  const indexed = (): [Instant, PersonId][] =>
    [...records]
      .flatMap(([id, { due }]): [Instant, PersonId][] => (due === undefined ? [] : [[due, id]]))
      .sort(([left, one], [right, other]) => left - right || (one < other ? -1 : 1));

  return {
    load: async (id) => {
      await turn();
      const record = records.get(id);
      return record && { conversation: read(id, record), version: record.version };
    },

    save: async (conversation, expected) => {
      await turn();
      const checked = checkRecord(conversation, 'record_invalid');
      if (records.get(checked.id)?.version !== expected) return undefined;
      const version = followingVersion(expected);
      const card = summaryOf(checked);
      records.set(checked.id, {
        json: JSON.stringify(checked),
        version,
        due: nextWakeAt(checked),
        card: card && { purchaser: card.membership.purchaser, json: JSON.stringify(card) },
      });
      return version;
    },

    due: async (now, limit, except = []) => {
      await turn();
      const ready = indexed().filter(([due, id]) => due <= now && !except.includes(channelOf(id)));
      return ready.slice(0, Math.max(limit, 0)).map(([, id]) => id);
    },

    claimDue: async (people) => {
      await turn();
      return people;
    },

    nextDue: async () => {
      await turn();
      return indexed()[0]?.[0];
    },

    summaries: async (purchaser) => {
      await turn();
      return [...records.values()].flatMap(({ card }) =>
        card?.purchaser === purchaser ? [SupplierSummary.parse(JSON.parse(card.json))] : [],
      );
    },

    documents: memoryDocuments({ disk, turn, onDamaged, now }),

    acquireLease: async (name, holder, milliseconds) => {
      await turn();
      if (isLeased(holds.get(name), holder, now())) return false;
      holds.set(name, { holder, until: Math.ceil(now() + milliseconds) });
      return true;
    },

    releaseLease: async (name, holder) => {
      await turn();
      if (holds.get(name)?.holder === holder) holds.delete(name);
    },

    watch: () => () => undefined,

    async *everyone(tell) {
      await turn();
      for (const id of [...records.keys()].sort()) {
        const record = records.get(id);
        if (record === undefined) continue;
        try {
          yield read(id, record);
        } catch (error) {
          if (!isStoreError(error, 'record_damaged') && !isStoreError(error, 'format_newer')) throw error;
          tell(error);
        }
        await turn();
      }
    },

    remove: async (id, expected) => {
      await turn();
      if (expected !== undefined && records.get(id)?.version !== expected) return false;
      records.delete(id);
      forgetDamage(disk, (of) => 'person' in of && of.person === id);
      return true;
    },

    count: async () => {
      await turn();
      return { people: records.size, damaged: damaged.length };
    },

    probe: turn,

    close: async () => {
      closed = true;
    },
  };
};
