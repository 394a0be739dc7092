import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { StoreError } from '../store-error.ts';

/** What lies on disk: a word that can be read without decoding the rest, and JSON. */
export interface Checksummed {
  readonly word: string;
  readonly json: string;
}

const head = /^(\S+) ([0-9a-f]{1,8})$/;

/** The CRC-32 covers both parts: a flipped bit inside a sentence would pass any schema. */
const checksum = (word: string, json: Uint8Array): string => crc32(json, crc32(word)).toString(16);

/** A head line `<word> <checksum>` and the JSON of a value. The word is ASCII and holds no space. */
export const withChecksum = (word: string, value: unknown): Buffer => {
  const json = Buffer.from(JSON.stringify(value));
  return Buffer.concat([Buffer.from(`${word} ${checksum(word, json)}\n`), json]);
};

interface Deps {
  readonly word: string;
  readonly sum: string;
  readonly json: Buffer;
}

const split = (bytes: Buffer): Deps | undefined => {
  const end = bytes.indexOf('\n');
  const [, word, sum] = head.exec(bytes.toString('latin1', 0, Math.max(end, 0))) ?? [];
  return word === undefined || sum === undefined ? undefined : { word, sum, json: bytes.subarray(end + 1) };
};

/**
 * Takes apart what `seal` made.
 * @throws StoreError `record_damaged` when it is not as it was written.
 */
export const readChecksummed = (bytes: Buffer): Checksummed => {
  const parts = split(bytes);
  if (parts === undefined) throw new StoreError('record_damaged', 'A record is damaged: its head line cannot be read.');
  const { word, sum, json } = parts;
  if (checksum(word, json) !== sum || !isUtf8(json))
    throw new StoreError('record_damaged', 'A record is damaged: its checksum is wrong.');
  return { word, json: json.toString() };
};

/** The word of sealed bytes; `undefined` when it cannot be trusted. */
export const wordOf = (bytes: Buffer): string | undefined => {
  const parts = split(bytes);
  return parts !== undefined && checksum(parts.word, parts.json) === parts.sum ? parts.word : undefined;
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
