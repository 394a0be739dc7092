import type { Instant } from '../../dialogue/model/instant.ts';
import { parseJson } from '../codec/checksummed.ts';
import { checkDocument, documentId, documentOwner, readDocument } from '../codec/document-codec.ts';
import type { DocumentStore, Documents, Kind, StoredDocument } from '../documents.ts';
import { asideReport, isStoreError, StoreError } from '../store-error.ts';
import { followingVersion } from '../versions.ts';
import { documentKeyOf, forgetDamage, type MemoryDisk } from './memory-disk.ts';

/** What a document store shares with the memory store that it is part of. */
export interface MemoryDocumentsDeps {
  readonly disk: MemoryDisk;
  /** Lets others run first. @throws StoreError `store_closed` */
  readonly turn: () => Promise<void>;
  readonly onDamaged: (error: StoreError) => void;
  readonly now: () => Instant;
}

/** Documents in memory, each as JSON. */
export const memoryDocuments = ({ disk, turn, onDamaged, now }: MemoryDocumentsDeps): DocumentStore => {
  const { documents, damaged } = disk;

  const decode = <K extends Kind>(kind: K, key: string, json: string): Documents[K] => {
    const document = readDocument(kind, parseJson(json));
    if (documentKeyOf(kind, documentId(kind, document)) === key) return document;
    throw new StoreError('record_damaged', `A document of the kind ${kind} is damaged: it has another id.`);
  };

  /** Reads a document; a damaged one is set aside, reported, and thrown as an error. */
  const read = <K extends Kind>(kind: K, key: string): StoredDocument<K> | undefined => {
    const stored = documents.get(key);
    if (stored === undefined) return undefined;
    try {
      return { document: decode(kind, key, stored.json), version: stored.version };
    } catch (error) {
      if (!isStoreError(error, 'record_damaged')) throw error;
      const at = now();
      damaged.push({ of: { document: key }, at, json: stored.json });
      documents.delete(key);
      const report = asideReport(error, at);
      onDamaged(report);
      throw report;
    }
  };

  /** The same for one of many: one that cannot be read is only reported. */
  const readOrReport = <K extends Kind>(
    kind: K,
    key: string,
    tell?: (error: Error) => void,
  ): Documents[K] | undefined => {
    try {
      return read(kind, key)?.document;
    } catch (error) {
      if (isStoreError(error, 'format_newer')) onDamaged(error);
      else if (!isStoreError(error, 'record_damaged')) throw error;
      tell?.(error);
      return undefined;
    }
  };

  const keysOf = (kind: Kind, owner?: string): readonly string[] =>
    [...documents]
      .filter(([, document]) => document.kind === kind && (owner === undefined || document.owner === owner))
      .map(([key]) => key)
      .sort();

  return {
    get: async (kind, id) => {
      await turn();
      return read(kind, documentKeyOf(kind, id));
    },

    put: async (kind, document, expected) => {
      await turn();
      const checked = checkDocument(kind, document, 'record_invalid');
      const key = documentKeyOf(kind, documentId(kind, checked));
      if (documents.get(key)?.version !== expected) return undefined;
      const version = followingVersion(expected);
      documents.set(key, { kind, owner: documentOwner(kind, checked), json: JSON.stringify(checked), version });
      return version;
    },

    of: async (kind, owner) => {
      await turn();
      return keysOf(kind, owner)
        .map((key) => readOrReport(kind, key))
        .filter((document) => document !== undefined);
    },

    async *every(kind, tell) {
      await turn();
      for (const key of keysOf(kind)) {
        const document = readOrReport(kind, key, tell);
        if (document !== undefined) yield document;
        await turn();
      }
    },

    remove: async (kind, id) => {
      await turn();
      const key = documentKeyOf(kind, id);
      documents.delete(key);
      forgetDamage(disk, (of) => 'document' in of && of.document === key);
    },
  };
};
