import { nextWakeAt } from '../../dialogue/core/delivery/next-wake.ts';
import { summaryOf } from '../../dialogue/core/progress/supplier-summary.ts';
import type { Conversation } from '../../dialogue/model/conversation.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { PurchaserId } from '../../dialogue/model/programme/purchaser.ts';
import { type Indexed, indexedAt } from '../codec/record-codec.ts';
import { encodeSummary } from '../codec/summary-codec.ts';
import type { RecordKey } from '../record-key.ts';
import { type Databases, dueValue } from './databases.ts';

/** Nothing: where the indexes hold somebody who is not stored yet. */
export const notIndexed: Indexed = { due: undefined, purchaser: undefined };

/** What the indexes are to hold of a conversation, and how to get them there from where they stand. */
export interface IndexMove {
  readonly indexed: Indexed;
  /** To be called within the transaction that writes the record as `version`. */
  apply(databases: Databases, key: RecordKey, version: number, before: Indexed): void;
}

/** Works out the entries of a conversation before the transaction is opened. */
export const indexMove = (conversation: Conversation): IndexMove => {
  const card = summaryOf(conversation);
  const bytes = card && encodeSummary(card);
  const indexed: Indexed = { due: nextWakeAt(conversation), purchaser: card?.membership.purchaser };
  return {
    indexed,
    apply: ({ due, cards }, key, version, before) => {
      if (before.due !== indexed.due) {
        if (before.due !== undefined) void due.remove([before.due, key]);
        if (indexed.due !== undefined) void due.put([indexed.due, key], dueValue(conversation.id, key));
      }
      if (before.purchaser !== undefined && before.purchaser !== indexed.purchaser)
        void cards.remove([before.purchaser, key]);
      if (indexed.purchaser !== undefined && bytes !== undefined)
        void cards.put([indexed.purchaser, key], bytes, version);
    },
  };
};

/** The entries that the indexes hold for a key. */
export interface IndexEntries {
  readonly due: readonly [Instant, RecordKey][];
  readonly cards: readonly [PurchaserId, RecordKey][];
}

/** Finds the entries for a key. Looks through the indexes as a whole when the head line is of no help. */
export const indexEntries = ({ due, cards }: Databases, key: RecordKey, bytes: Buffer): IndexEntries => {
  const indexed = indexedAt(bytes);
  if (indexed === 'unknown')
    return {
      due: [...due.getKeys().filter(([, other]) => other === key)],
      cards: [...cards.getKeys().filter(([, other]) => other === key)],
    };
  return {
    due: indexed.due === undefined ? [] : [[indexed.due, key]],
    cards: indexed.purchaser === undefined ? [] : [[indexed.purchaser, key]],
  };
};

/** Takes entries out of the indexes; to be called within a transaction. */
export const eraseEntries = ({ due, cards }: Databases, entries: IndexEntries): void => {
  for (const entry of entries.due) void due.remove(entry);
  for (const entry of entries.cards) void cards.remove(entry);
};
