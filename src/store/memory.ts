import type { Conversation } from '../dialogue/conversation.ts';
import type { Instant } from '../dialogue/instant.ts';
import type { PersonId } from '../dialogue/person.ts';
import { wakeAt } from '../dialogue/wake.ts';
import { checkRecord, readRecord, upgrades as released, type Upgrades } from './formats.ts';
import { parseJson } from './record-bytes.ts';
import type { Store } from './store.ts';
import { isStoreError, StoreError } from './store-error.ts';
import { followingVersion } from './versions.ts';

/** One record as the memory store keeps it. */
export interface MemoryRecord {
  readonly json: string;
  readonly version: number;
  readonly due: Instant | undefined;
}

/** What outlives a memory store; hand it to the next one to play a restart. */
export interface MemoryDisk {
  readonly records: Map<PersonId, MemoryRecord>;
  readonly damaged: { readonly person: PersonId; readonly at: Instant; readonly json: string }[];
}

/** How a memory store is set up. */
export interface MemorySettings {
  readonly disk?: MemoryDisk;
  /** Told of every record that was set aside, once. */
  readonly onDamaged?: (error: StoreError) => void;
  readonly upgrades?: Upgrades;
  readonly now?: () => Instant;
}

/** An empty disk. */
export const memoryDisk = (): MemoryDisk => ({ records: new Map(), damaged: [] });

/** A store that loses everything with the process, and is in no other way kinder than the real one: every record goes through JSON. */
export const openMemoryStore = (settings: MemorySettings = {}): Store => {
  const { onDamaged, upgrades = released, now = Date.now } = settings;
  const disk = settings.disk ?? memoryDisk();
  const { records, damaged } = disk;
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
      damaged.push({ person: id, at, json });
      records.delete(id);
      const report = new StoreError(
        'record_damaged',
        `${error.message} It was set aside under ${new Date(at).toISOString()}.`,
        { person: id, cause: error },
      );
      onDamaged?.(report);
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
      records.set(checked.id, { json: JSON.stringify(checked), version, due: wakeAt(checked) });
      return version;
    },

    due: async (now, limit) => {
      await turn();
      const ready = indexed().filter(([due]) => due <= now);
      return ready.slice(0, Math.max(limit, 0)).map(([, id]) => id);
    },

    nextDue: async () => {
      await turn();
      return indexed()[0]?.[0];
    },

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

    remove: async (id) => {
      await turn();
      records.delete(id);
      for (let index = damaged.length - 1; index >= 0; index -= 1) {
        if (damaged[index]?.person === id) damaged.splice(index, 1);
      }
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
