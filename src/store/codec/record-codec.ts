import type { Conversation } from '../../dialogue/model/conversation.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import { PurchaserId } from '../../dialogue/model/programme/purchaser.ts';
import { StoreError } from '../store-error.ts';
import { parseJson, readChecksummed, withChecksum, wordOf } from './checksummed.ts';
import { readRecord } from './record-format.ts';
import type { Upgrades } from './upgrade.ts';

/** Where the indexes hold a record: under which moment it is due, and among whose summaries. */
export interface Indexed {
  readonly due: Instant | undefined;
  readonly purchaser: PurchaserId | undefined;
}

/**
 * How a record lies on disk: a head line `<due>[@<purchaser>] <checksum>` and the conversation as JSON.
 *
 * The head says where the indexes hold the record, so that the entries can be moved without decoding, and still be
 * found after an upgrade changed what is due. JSON, because it keeps every string exactly (MessagePack loses lone
 * surrogates and `__proto__`), can be read with the naked eye, and costs 10 µs a record either way.
 */
export interface ReadRecord {
  readonly conversation: Conversation;
  readonly indexed: Indexed;
}

const word = /^(-|-?\d+)(?:@(p[0-9a-z]{8,20}))?$/;

/** The bytes of a conversation that the indexes hold there. */
export const encodeRecord = (conversation: Conversation, { due, purchaser }: Indexed): Buffer => {
  const moment = due === undefined ? '-' : String(due);
  return withChecksum(purchaser === undefined ? moment : `${moment}@${purchaser}`, conversation);
};

const indexedIn = (text: string): Indexed | 'unknown' => {
  const [, due, purchaser] = word.exec(text) ?? [];
  if (due === undefined) return 'unknown';
  return {
    due: due === '-' ? undefined : Number(due),
    purchaser: purchaser === undefined ? undefined : PurchaserId.parse(purchaser),
  };
};

/** Where the indexes hold a record; `unknown` when the head line cannot be trusted. */
export const indexedAt = (bytes: Buffer): Indexed | 'unknown' => indexedIn(wordOf(bytes) ?? '');

/**
 * Decodes a record, upgrading it to today's format.
 * @throws StoreError `record_damaged` or `format_newer`.
 */
export const decodeRecord = (bytes: Buffer, upgrades: Upgrades): ReadRecord => {
  const sealed = readChecksummed(bytes);
  const indexed = indexedIn(sealed.word);
  if (indexed === 'unknown')
    throw new StoreError('record_damaged', 'A record is damaged: its head line cannot be read.');
  return { conversation: readRecord(parseJson(sealed.json), upgrades), indexed };
};
