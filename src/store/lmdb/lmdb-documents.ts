import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../dialogue/model/instant.ts';
import { parseJson, readChecksummed, withChecksum, wordOf } from '../codec/checksummed.ts';
import { checkDocument, documentId, documentOwner, readDocument } from '../codec/document-codec.ts';
import type { DocumentStore, Documents, Kind, StoredDocument } from '../documents.ts';
import { keyOf, type RecordKey } from '../record-key.ts';
import { asideReport, isStoreError, StoreError } from '../store-error.ts';
import { followingVersion } from '../versions.ts';
import { type Databases, durably, LAST_KEY } from './databases.ts';
import { readCurrent } from './lmdb-adapter.ts';
import { copiesOf, quarantine } from './quarantine.ts';

/** What a document store shares with the embedded store that it is part of. */
export interface LmdbDocumentsDeps {
  readonly databases: Databases;
  /** To be called before reading, so that another process' writes are seen. @throws StoreError `store_closed` */
  readonly look: () => void;
  readonly onDamaged: (error: StoreError) => void;
  readonly now: () => Instant;
}

/** Keys that `every` takes from the store at a time. */
const PAGE = 200;

/** The key of a document: no key of a person's record holds a space, so the two never meet among the damaged. */
export const documentKey = (kind: Kind, id: string): RecordKey => `${kind} ${keyOf(id)}`;

/**
 * Documents in lmdb: the owner's key as the word before the checksum, and JSON. The index of owners is written in the
 * same transaction.
 */
export const lmdbDocuments = ({ databases, look, onDamaged, now }: LmdbDocumentsDeps): DocumentStore => {
  const { documents, owners, damaged } = databases;

  const decode = <K extends Kind>(kind: K, key: RecordKey, bytes: Buffer): Documents[K] => {
    const document = readDocument(kind, parseJson(readChecksummed(bytes).json));
    if (documentKey(kind, documentId(kind, document)) === key) return document;
    throw new StoreError('record_damaged', `A document of the kind ${kind} is damaged: it has another id.`);
  };

  /** Where the index holds a document. Looks through the whole index when the head line is of no help. */
  const ownerEntries = (key: RecordKey, bytes: Buffer): readonly [RecordKey, RecordKey][] => {
    const owner = wordOf(bytes);
    return owner === undefined
      ? [...owners.getKeys().filter(([, other]) => other === key)]
      : [[ownerOf(key, owner), key]];
  };

  /** Reads a document; a damaged one is set aside, reported, and thrown as an error. */
  const read = async <K extends Kind>(kind: K, key: RecordKey): Promise<StoredDocument<K> | undefined> => {
    look();
    const stored = readCurrent(documents, key);
    if (stored === undefined) return undefined;
    try {
      return { document: decode(kind, key, stored.bytes), version: stored.version };
    } catch (error) {
      if (!isStoreError(error, 'record_damaged')) throw error;
      const at = now();
      const entries = ownerEntries(key, stored.bytes);
      const erase = (): void => {
        for (const entry of entries) void owners.remove(entry);
      };
      if (!(await quarantine(databases, documents, key, stored, at, erase))) return read(kind, key);
      const report = asideReport(error, at);
      onDamaged(report);
      throw report;
    }
  };

  /** The same for one of many: one that cannot be read is only reported. */
  const readOrReport = async <K extends Kind>(
    kind: K,
    key: RecordKey,
    tell?: (error: Error) => void,
  ): Promise<Documents[K] | undefined> => {
    try {
      return (await read(kind, key))?.document;
    } catch (error) {
      if (isStoreError(error, 'format_newer')) onDamaged(error);
      else if (!isStoreError(error, 'record_damaged')) throw error;
      tell?.(error);
      return undefined;
    }
  };

  return {
    get: (kind, id) => read(kind, documentKey(kind, id)),

    put: async (kind, document, expected) => {
      look();
      const checked = checkDocument(kind, document, 'record_invalid');
      const key = documentKey(kind, documentId(kind, checked));
      const owner = keyOf(documentOwner(kind, checked));
      const stored = readCurrent(documents, key);
      if (stored?.version !== expected) return undefined;
      const before = stored === undefined ? [] : ownerEntries(key, stored.bytes);
      const bytes = withChecksum(owner, checked);
      const version = followingVersion(expected);
      const write = (): void => {
        void documents.put(key, bytes, version);
        for (const entry of before) void owners.remove(entry);
        void owners.put([ownerOf(key, owner), key], '');
      };
      const done = await durably(() =>
        expected === undefined ? documents.ifNoExists(key, write) : documents.ifVersion(key, expected, write),
      );
      return done ? version : undefined;
    },

    of: async (kind, owner) => {
      look();
      const of = `${kind} ${keyOf(owner)}`;
      const found = await Promise.all(
        Array.from(owners.getKeys({ start: [of, ''], end: [of, LAST_KEY] }), ([, key]) => readOrReport(kind, key)),
      );
      return found.filter((document) => document !== undefined);
    },

    async *every(kind, tell) {
      for (let after: RecordKey = `${kind} `; ; ) {
        look();
        const keys: RecordKey[] = Array.from(
          documents.getKeys({ limit: PAGE, start: after, exclusiveStart: true, end: `${kind} ${LAST_KEY}` }),
        );
        for (const key of keys) {
          const document = await readOrReport(kind, key, tell);
          if (document !== undefined) yield document;
        }
        const last = keys.at(-1);
        if (last === undefined) return;
        after = last;
        await setImmediate();
      }
    },

    /** Also forgets what was set aside of the document. */
    remove: async (kind, id) => {
      const key = documentKey(kind, id);
      for (;;) {
        look();
        const stored = readCurrent(documents, key);
        const entries = stored === undefined ? [] : ownerEntries(key, stored.bytes);
        const copies = copiesOf(databases, key);
        const erase = (): void => {
          for (const copy of copies) void damaged.remove(copy);
          for (const entry of entries) void owners.remove(entry);
          if (stored !== undefined) void documents.remove(key);
        };
        const done = await durably(() =>
          stored === undefined ? documents.ifNoExists(key, erase) : documents.ifVersion(key, stored.version, erase),
        );
        if (done) return;
      }
    },
  };
};

/** The owner of a document in the index, where the kinds are kept apart. */
export const ownerOf = (key: RecordKey, owner: RecordKey): RecordKey => `${key.slice(0, key.indexOf(' '))} ${owner}`;
