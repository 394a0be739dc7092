import { WHEN_BACK } from '../../dialogue/core/delivery/delivery.ts';
import { nextWakeAt } from '../../dialogue/core/delivery/next-wake.ts';
import { summaryOf } from '../../dialogue/core/progress/supplier-summary.ts';
import type { Conversation } from '../../dialogue/model/conversation.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { PersonId } from '../../dialogue/model/person.ts';
import type { SupplierSummary } from '../../dialogue/model/programme/membership.ts';
import { parseJson } from '../codec/checksummed.ts';
import { checkRecord, readRecord } from '../codec/record-format.ts';
import { decodeSummary, encodeSummary } from '../codec/summary-codec.ts';
import type { Upgrades } from '../codec/upgrade.ts';
import { keyOf, type RecordKey } from '../record-key.ts';
import type { Store } from '../store.ts';
import { asideReport, isStoreError, StoreError } from '../store-error.ts';
import type { Database, Statement } from './database.ts';
import { versionAfter } from './version-after.ts';

/** What the records of conversations are made of. */
export interface ConversationDeps {
  readonly database: Database;
  readonly onDamaged: (error: StoreError) => void;
  readonly upgrades: Upgrades;
  readonly now: () => Instant;
  /** Told of everybody for whom something waits until they are back, after it was saved. */
  readonly onWaiting: (person: PersonId) => void;
}

/** A record as the driver gives it. */
interface Row {
  readonly key: RecordKey;
  /** A `bigint`, which the driver gives as text. */
  readonly version: string;
  readonly body: string;
}

const LOAD: Statement = {
  name: 'load',
  text: 'select key, version, body from ruzhu_conversations where key = $1',
};

const VERSION: Statement = {
  name: 'version',
  text: 'select version from ruzhu_conversations where key = $1',
};

const INSERT: Statement = {
  name: 'insert',
  text: `insert into ruzhu_conversations (key, version, person, body, due_at, purchaser, card)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (key) do nothing returning version`,
};

const UPDATE: Statement = {
  name: 'update',
  text: `update ruzhu_conversations set version = $2, person = $3, body = $4, due_at = $5, purchaser = $6, card = $7
    where key = $1 and version = $8 returning version`,
};

const SET_ASIDE: Statement = {
  name: 'set-aside',
  text: `with gone as (delete from ruzhu_conversations where key = $1 and version = $2 returning key, version, body)
    insert into ruzhu_damaged (kind, key, version, at, body)
    select 'conversation', key, version, $3, body from gone returning version`,
};

const PAGE: Statement = {
  name: 'page',
  text: 'select key, version, body from ruzhu_conversations where key > $1 order by key limit 200',
};

const REMOVE: Statement = {
  name: 'remove',
  text: `with gone as (
      delete from ruzhu_conversations where key = $1 and ($2::bigint is null or version = $2::bigint) returning key
    ), unclaimed as (
      delete from ruzhu_claims where key = $1 and ($2::bigint is null or key in (select key from gone))
    )
    select count(*)::int as gone from gone`,
};

const REMOVE_DAMAGED: Statement = {
  name: 'remove-damaged',
  text: `delete from ruzhu_damaged where kind = 'conversation' and key = $1`,
};

const SUMMARIES: Statement = {
  name: 'roll',
  text: 'select key, card from ruzhu_conversations where purchaser = $1',
};

const COUNT: Statement = {
  name: 'count',
  text: `select (select count(*) from ruzhu_conversations)::int as people, (select count(*) from ruzhu_damaged)::int as damaged`,
};

const waitsForReturn = ({ outbox }: Conversation): boolean => outbox.some(({ notBefore }) => notBefore === WHEN_BACK);

/** The records of conversations in PostgreSQL: a row each, written by one statement with everything that is indexed. */
export const conversations = ({
  database,
  onDamaged,
  upgrades,
  now,
  onWaiting,
}: ConversationDeps): Pick<Store, 'load' | 'save' | 'summaries' | 'everyone' | 'remove' | 'count'> => {
  const { run } = database;

  const decode = ({ key, body }: Row): Conversation => {
    const conversation = readRecord(parseJson(body), upgrades);
    if (keyOf(conversation.id) === key) return conversation;
    throw new StoreError('record_damaged', 'A record is damaged: it names another person.');
  };

  const fetch = async (key: RecordKey): Promise<Row | undefined> => (await run<Row>(LOAD, [key])).rows[0];

  /** Reads a record; a damaged one is set aside, reported, and thrown as an error. */
  const read = async (
    row: Row | undefined,
    person?: PersonId,
  ): Promise<{ conversation: Conversation; version: number } | undefined> => {
    if (row === undefined) return undefined;
    try {
      return { conversation: decode(row), version: Number(row.version) };
    } catch (error) {
      if (!isStoreError(error, 'record_damaged')) throw error;
      const at = now();
      const { rows, repeated } = await run(SET_ASIDE, [row.key, row.version, at]);
      if (rows.length === 0 && !repeated) return read(await fetch(row.key), person);
      const report = asideReport(error, at, person);
      onDamaged(report);
      throw report;
    }
  };

  /** The same for one of many: what cannot be read is only told. */
  const readOrTell = async (row: Row | undefined, tell: (error: Error) => void): Promise<Conversation | undefined> => {
    try {
      return (await read(row))?.conversation;
    } catch (error) {
      if (!isStoreError(error, 'record_damaged') && !isStoreError(error, 'format_newer')) throw error;
      tell(error);
      return undefined;
    }
  };

  /** The store holds this version: a save that was repeated was carried out the first time. */
  const holds = async (key: RecordKey, version: number): Promise<boolean> => {
    const { rows } = await run<Pick<Row, 'version'>>(VERSION, [key]);
    return Number(rows[0]?.version) === version;
  };

  return {
    load: async (id) => read(await fetch(keyOf(id)), id),

    save: async (conversation, expected) => {
      const checked = checkRecord(conversation, 'record_invalid');
      const key = keyOf(checked.id);
      const version = versionAfter(expected);
      const card = summaryOf(checked);
      const values = [
        key,
        version,
        key === checked.id ? null : JSON.stringify(checked.id),
        JSON.stringify(checked),
        nextWakeAt(checked) ?? null,
        card?.membership.purchaser ?? null,
        card === undefined ? null : encodeSummary(card).toString(),
      ];
      const { rows, repeated } =
        expected === undefined ? await run(INSERT, values) : await run(UPDATE, [...values, expected]);
      if (rows.length === 0 && !(repeated && (await holds(key, version)))) return undefined;
      if (waitsForReturn(checked)) onWaiting(checked.id);
      return version;
    },

    summaries: async (purchaser) => {
      const { rows } = await run<{ key: RecordKey; card: string }>(SUMMARIES, [purchaser]);
      const summaries: SupplierSummary[] = [];
      for (const { key, card: written } of rows) {
        const card = decodeSummary(Buffer.from(written));
        if (card !== undefined) summaries.push(card);
        else {
          const conversation = await readOrTell(await fetch(key), () => undefined);
          const afresh = conversation && summaryOf(conversation);
          if (afresh?.membership.purchaser === purchaser) summaries.push(afresh);
        }
      }
      return summaries;
    },

    async *everyone(tell) {
      for (let after: RecordKey = ''; ; ) {
        const { rows } = await run<Row>(PAGE, [after]);
        for (const row of rows) {
          const conversation = await readOrTell(row, tell);
          if (conversation !== undefined) yield conversation;
        }
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.key;
      }
    },

    /** Also forgets what was set aside of the person; that comes second, since a record may be set aside meanwhile. */
    remove: async (id, expected) => {
      const { rows } = await run<{ gone: number }>(REMOVE, [keyOf(id), expected ?? null]);
      if (expected !== undefined && rows[0]?.gone !== 1) return false;
      await run(REMOVE_DAMAGED, [keyOf(id)]);
      return true;
    },

    count: async () => {
      const { rows } = await run<{ people: number; damaged: number }>(COUNT, []);
      return rows[0] ?? { people: 0, damaged: 0 };
    },
  };
};
