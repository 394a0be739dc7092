import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { Conversation } from '../dialogue/conversation.ts';
import type { Instant } from '../dialogue/instant.ts';
import { readRecord, type Upgrades } from './formats.ts';
import { StoreError } from './store-error.ts';

/**
 * How a record lies on disk: a head line `<due> <checksum>` and the conversation as JSON.
 *
 * The head says under which moment the due index holds the record, so that the entry can be moved without
 * decoding, and still be found after an upgrade changed what is due. The CRC-32 covers both parts: a flipped bit
 * inside a sentence would pass any schema. JSON, because it keeps every string exactly (MessagePack loses lone
 * surrogates and `__proto__`), can be read with the naked eye, and costs 10 µs a record either way.
 */
export interface ReadRecord {
  readonly conversation: Conversation;
  readonly due: Instant | undefined;
}

const head = /^(-|-?\d+) ([0-9a-f]{1,8})$/;

const checksum = (due: string, json: Uint8Array): string => crc32(json, crc32(due)).toString(16);

/** The bytes of a conversation that is to be woken at `due`. */
export const recordBytes = (conversation: Conversation, due: Instant | undefined): Buffer => {
  const json = Buffer.from(JSON.stringify(conversation));
  const moment = due === undefined ? '-' : String(due);
  return Buffer.concat([Buffer.from(`${moment} ${checksum(moment, json)}\n`), json]);
};

interface Parts {
  readonly due: string;
  readonly sum: string;
  readonly json: Buffer;
}

const split = (bytes: Buffer): Parts | undefined => {
  const end = bytes.indexOf('\n');
  const [, due, sum] = head.exec(bytes.toString('latin1', 0, Math.max(end, 0))) ?? [];
  return due === undefined || sum === undefined ? undefined : { due, sum, json: bytes.subarray(end + 1) };
};

/** Under which moment a record is indexed: `none` when it is not, `unknown` when the head line cannot be read. */
export const indexedAt = (bytes: Buffer): Instant | 'none' | 'unknown' => {
  const parts = split(bytes);
  if (parts === undefined) return 'unknown';
  return parts.due === '-' ? 'none' : Number(parts.due);
};

/**
 * Decodes a record, upgrading it to today's format.
 * @throws StoreError `record_damaged` or `format_newer`.
 */
export const readBytes = (bytes: Buffer, upgrades: Upgrades): ReadRecord => {
  const parts = split(bytes);
  if (parts === undefined) throw new StoreError('record_damaged', 'A record is damaged: its head line cannot be read.');
  if (checksum(parts.due, parts.json) !== parts.sum || !isUtf8(parts.json))
    throw new StoreError('record_damaged', 'A record is damaged: its checksum is wrong.');
  return {
    conversation: readRecord(parseJson(parts.json.toString()), upgrades),
    due: parts.due === '-' ? undefined : Number(parts.due),
  };
};

/**
 * Parses JSON.
 * @throws StoreError `record_damaged`, without the text: a SyntaxError would quote it.
 */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new StoreError('record_damaged', 'A record is damaged: it is not JSON.');
  }
};
