import { z } from 'zod';
import { Instant } from '../dialogue/model/instant.ts';
import { PersonId } from '../dialogue/model/person.ts';
import { Invitation } from '../dialogue/model/programme/invitation.ts';
import { Purchaser, PurchaserId } from '../dialogue/model/programme/purchaser.ts';

/** Leave to fetch a file without signing in, for whoever holds the link. */
export const DownloadToken = z.object({
  format: z.literal(1),
  /** Not to be guessed: 128 bits. */
  id: z.string().min(20),
  purchaser: PurchaserId,
  /** What the file holds: all suppliers with their progress, or the invitations that one effect made. */
  shows: z.discriminatedUnion('type', [
    z.object({ type: z.literal('progress') }),
    z.object({ type: z.literal('invitations'), errand: z.string() }),
  ]),
  by: PersonId.optional(),
  expiresAt: Instant,
});
export type DownloadToken = z.infer<typeof DownloadToken>;

/** A small thing that a part of the process remembers over restarts: how far it has read, what it has counted. */
export const KeyValue = z.object({ format: z.literal(1), id: z.string().min(1), value: z.unknown() });
export type KeyValue = z.infer<typeof KeyValue>;

/** The kinds of documents that are kept beside conversations: what each is, under which id, and whose it is. */
export const kinds = {
  purchaser: { schema: Purchaser, idOf: ({ id }: Purchaser): string => id, ownerOf: (): string => '' },
  invitation: {
    schema: Invitation,
    idOf: ({ code }: Invitation): string => code,
    ownerOf: ({ purchaser }: Invitation): string => purchaser,
  },
  pass: {
    schema: DownloadToken,
    idOf: ({ id }: DownloadToken): string => id,
    ownerOf: ({ purchaser }: DownloadToken): string => purchaser,
  },
  note: { schema: KeyValue, idOf: ({ id }: KeyValue): string => id, ownerOf: (): string => '' },
} as const;
export type Kind = keyof typeof kinds;

/** The documents by kind. */
export interface Documents {
  readonly purchaser: Purchaser;
  readonly invitation: Invitation;
  readonly pass: DownloadToken;
  readonly note: KeyValue;
}

/** A document as it lies in the document store, with the version that the next `put` must name. */
export interface StoredDocument<K extends Kind> {
  readonly document: Documents[K];
  readonly version: number;
}

/** Where documents are kept that are no conversations. Every write is durable when its promise resolves. */
export interface DocumentStore {
  /**
   * A document; `undefined` when there is none.
   * @throws StoreError `record_damaged` when it cannot be read; it is set aside first, and reported as the store reports it.
   * @throws StoreError `format_newer` when a later release wrote it; it is left as it is.
   */
  get<K extends Kind>(kind: K, id: string): Promise<StoredDocument<K> | undefined>;
  /**
   * Writes a document. `expected` is the version that was read, `undefined` for a new one. Resolves to the new version,
   * or to `undefined` when somebody else wrote in between. @throws StoreError `record_invalid`
   */
  put<K extends Kind>(kind: K, document: Documents[K], expected: number | undefined): Promise<number | undefined>;
  /** All documents of a kind that belong to an owner, in no order. One that cannot be read is left out and reported as the store reports it. */
  of<K extends Kind>(kind: K, owner: string): Promise<readonly Documents[K][]>;
  /** Every document of a kind, one after the other. One that cannot be read is left out, reported likewise, and told to `onLeftOut`. */
  every<K extends Kind>(kind: K, onLeftOut?: (error: Error) => void): AsyncIterable<Documents[K]>;
  /** Forgets a document, and what was set aside of it; nothing happens when there is none. */
  remove(kind: Kind, id: string): Promise<void>;
}
