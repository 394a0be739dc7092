import type { Instant } from '../../dialogue/model/instant.ts';
import { parseJson } from '../codec/checksummed.ts';
import { checkDocument, documentId, documentOwner, readDocument } from '../codec/document-codec.ts';
import type { DocumentStore, Documents, Kind, StoredDocument } from '../documents.ts';
import { keyOf, type RecordKey } from '../record-key.ts';
import { asideReport, isStoreError, StoreError } from '../store-error.ts';
import type { Database, Statement } from './database.ts';
import { versionAfter } from './version-after.ts';

/** What a document store is made of. */
export interface PostgresDocumentsDeps {
  readonly database: Database;
  readonly onDamaged: (error: StoreError) => void;
  readonly now: () => Instant;
}

/** A document as the driver gives it. */
interface Row {
  readonly key: RecordKey;
  /** A `bigint`, which the driver gives as text. */
  readonly version: string;
  readonly body: string;
}

const GET: Statement = {
  name: 'get-document',
  text: 'select key, version, body from ruzhu_documents where kind = $1 and key = $2',
};

const INSERT: Statement = {
  name: 'insert-document',
  text: `insert into ruzhu_documents (kind, key, version, owner, body) values ($1, $2, $3, $4, $5)
    on conflict (kind, key) do nothing returning version`,
};

const UPDATE: Statement = {
  name: 'update-document',
  text: `update ruzhu_documents set version = $3, owner = $4, body = $5
    where kind = $1 and key = $2 and version = $6 returning version`,
};

const OF_OWNER: Statement = {
  name: 'documents-of',
  text: 'select key, version, body from ruzhu_documents where kind = $1 and owner = $2',
};

const PAGE: Statement = {
  name: 'documents-page',
  text: 'select key, version, body from ruzhu_documents where kind = $1 and key > $2 order by key limit 200',
};

const SET_ASIDE: Statement = {
  name: 'set-document-aside',
  text: `with gone as (
      delete from ruzhu_documents where kind = $1 and key = $2 and version = $3 returning kind, key, version, body
    )
    insert into ruzhu_damaged (kind, key, version, at, body)
    select kind, key, version, $4, body from gone returning version`,
};

const REMOVE: Statement = { name: 'remove-document', text: 'delete from ruzhu_documents where kind = $1 and key = $2' };

const REMOVE_DAMAGED: Statement = {
  name: 'remove-damaged-document',
  text: 'delete from ruzhu_damaged where kind = $1 and key = $2',
};

/** Documents in PostgreSQL, a row each. */
export const postgresDocuments = ({ database: { run }, onDamaged, now }: PostgresDocumentsDeps): DocumentStore => {
  const decode = <K extends Kind>(kind: K, { key, body }: Row): Documents[K] => {
    const document = readDocument(kind, parseJson(body));
    if (keyOf(documentId(kind, document)) === key) return document;
    throw new StoreError('record_damaged', `A document of the kind ${kind} is damaged: it has another id.`);
  };

  const fetch = async (kind: Kind, key: RecordKey): Promise<Row | undefined> =>
    (await run<Row>(GET, [kind, key])).rows[0];

  /** Reads a document; a damaged one is set aside, reported, and thrown as an error. */
  const read = async <K extends Kind>(kind: K, row: Row | undefined): Promise<StoredDocument<K> | undefined> => {
    if (row === undefined) return undefined;
    try {
      return { document: decode(kind, row), version: Number(row.version) };
    } catch (error) {
      if (!isStoreError(error, 'record_damaged')) throw error;
      const at = now();
      const { rows, repeated } = await run(SET_ASIDE, [kind, row.key, row.version, at]);
      if (rows.length === 0 && !repeated) return read(kind, await fetch(kind, row.key));
      const report = asideReport(error, at);
      onDamaged(report);
      throw report;
    }
  };

  /** The same for one of many: what cannot be read is only reported and told. */
  const readOrReport = async <K extends Kind>(
    kind: K,
    row: Row,
    tell?: (error: Error) => void,
  ): Promise<Documents[K] | undefined> => {
    try {
      return (await read(kind, row))?.document;
    } catch (error) {
      if (isStoreError(error, 'format_newer')) onDamaged(error);
      else if (!isStoreError(error, 'record_damaged')) throw error;
      tell?.(error);
      return undefined;
    }
  };

  return {
    get: async (kind, id) => read(kind, await fetch(kind, keyOf(id))),

    put: async (kind, document, expected) => {
      const checked = checkDocument(kind, document, 'record_invalid');
      const key = keyOf(documentId(kind, checked));
      const version = versionAfter(expected);
      const values = [kind, key, version, keyOf(documentOwner(kind, checked)), JSON.stringify(checked)];
      const { rows, repeated } =
        expected === undefined ? await run(INSERT, values) : await run(UPDATE, [...values, expected]);
      // A write that was repeated may have been carried out the first time.
      const done = rows.length > 0 || (repeated && Number((await fetch(kind, key))?.version) === version);
      return done ? version : undefined;
    },

    of: async (kind, owner) => {
      const { rows } = await run<Row>(OF_OWNER, [kind, keyOf(owner)]);
      const found = await Promise.all(rows.map((row) => readOrReport(kind, row)));
      return found.filter((document) => document !== undefined);
    },

    async *every(kind, tell) {
      for (let after: RecordKey = ''; ; ) {
        const { rows } = await run<Row>(PAGE, [kind, after]);
        for (const row of rows) {
          const document = await readOrReport(kind, row, tell);
          if (document !== undefined) yield document;
        }
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.key;
      }
    },

    /** Also forgets what was set aside of it; that comes second, since a document may be set aside meanwhile. */
    remove: async (kind, id) => {
      await run(REMOVE, [kind, keyOf(id)]);
      await run(REMOVE_DAMAGED, [kind, keyOf(id)]);
    },
  };
};
