import type { Instant } from '../../dialogue/model/instant.ts';
import type { PersonId } from '../../dialogue/model/person.ts';
import type { PurchaserId } from '../../dialogue/model/programme/purchaser.ts';
import type { Kind } from '../documents.ts';
import type { Lease } from '../lease.ts';

/** One record as the memory store keeps it. */
export interface MemoryRecord {
  readonly json: string;
  readonly version: number;
  readonly due: Instant | undefined;
  /** The summary of a purchaser's supplier, as JSON. */
  readonly card?: { readonly purchaser: PurchaserId; readonly json: string } | undefined;
}

/** One document as the memory store keeps it. */
export interface MemoryDocument {
  readonly kind: Kind;
  readonly owner: string;
  readonly json: string;
  readonly version: number;
}

/** Something that could not be read: a record, with its person, or a document, with its key. */
export interface MemoryDamage {
  readonly of: { readonly person: PersonId } | { readonly document: string };
  readonly at: Instant;
  readonly json: string;
}

/** What outlives a memory store; hand it to the next one to play a restart. */
export interface MemoryDisk {
  readonly records: Map<PersonId, MemoryRecord>;
  /** By `documentKeyOf`. */
  readonly documents: Map<string, MemoryDocument>;
  readonly holds: Map<string, Lease>;
  readonly damaged: MemoryDamage[];
}

/** An empty disk. */
export const memoryDisk = (): MemoryDisk => ({
  records: new Map(),
  documents: new Map(),
  holds: new Map(),
  damaged: [],
});

/** The key of a document in the memory store. */
export const documentKeyOf = (kind: Kind, id: string): string => `${kind} ${id}`;

/** Erases what was set aside of somebody or something. */
export const forgetDamage = ({ damaged }: MemoryDisk, chosen: (of: MemoryDamage['of']) => boolean): void => {
  damaged.splice(0, damaged.length, ...damaged.filter(({ of }) => !chosen(of)));
};
