import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What a meta page of lmdb says: where the trees of one committed transaction begin. */
export interface Meta {
  readonly pageSize: number;
  /** The transaction that wrote it. */
  readonly transaction: number;
  readonly lastPage: number;
  readonly free: Tree;
  readonly main: Tree;
}

/** A tree of pages as lmdb describes it; `root` is `undefined` while it is empty. */
export interface Tree {
  readonly flags: number;
  readonly depth: number;
  readonly entries: number;
  readonly root: number | undefined;
}

/** A file of lmdb, read by offsets: unlike lmdb itself this cannot end the process, whatever the file holds. */
export interface LmdbFile {
  /** In bytes, as it was when the meta pages were read last. */
  readonly size: number;
  /** The meta pages that make sense, the newest first. Read anew at each call: another process may be writing. */
  metas(): readonly Meta[];
  /** So many bytes; `undefined` when the file ends before. */
  read(offset: number, length: number): Buffer | undefined;
  close(): void;
}

/** Bytes before the content of a page: number 8, transaction 8, padding 2, flags 2, bounds or length 4. */
export const HEAD = 24;

const MAGIC = 0xbeefc0de;
const FORMAT = 2;
const META_FLAG = 8;
const META_LENGTH = HEAD + 136;
const MAIN_AT = HEAD + 72;
const NO_ROOT = 2n ** 64n - 1n;
/** The free pages are kept under whole numbers. */
const WHOLE_NUMBERS = 8;

/** Numbers too large to be a page or transaction come out as one that is in no file. */
export const wholeAt = (bytes: Buffer, offset: number): number => Number(bytes.readBigUInt64LE(offset));

/** The description of a tree, 48 bytes: padding 4, flags 2, depth 2, three counts of pages, entries, root. */
export const treeAt = (bytes: Buffer, offset: number): Tree => {
  const root = bytes.readBigUInt64LE(offset + 40);
  return {
    flags: bytes.readUInt16LE(offset + 4),
    depth: bytes.readUInt16LE(offset + 6),
    entries: wholeAt(bytes, offset + 32),
    root: root === NO_ROOT ? undefined : Number(root),
  };
};

/** The magic number is not quite at the start: what lies before it is the head of the page. */
const metaIn = (bytes: Buffer | undefined, index: number): Meta | undefined => {
  if (bytes === undefined || (bytes.readUInt16LE(18) & META_FLAG) === 0) return undefined;
  const wrong = bytes.readUInt32LE(HEAD) !== MAGIC || (bytes.readUInt32LE(HEAD + 4) & 0xffff) !== FORMAT;
  const pageSize = bytes.readUInt32LE(HEAD + 24);
  const mapSize = wholeAt(bytes, HEAD + 16);
  const meta = {
    pageSize,
    free: treeAt(bytes, HEAD + 24),
    main: treeAt(bytes, MAIN_AT),
    lastPage: wholeAt(bytes, MAIN_AT + 48),
    transaction: wholeAt(bytes, MAIN_AT + 56),
  };
  const isPageSize = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0;
  const isInMap = mapSize < 2 ** 46 && mapSize % 512 === 0 && (meta.lastPage + 1) * pageSize <= mapSize;
  const isHere = meta.transaction < 2 ** 53 && meta.transaction % 2 === index;
  const isKind = (meta.free.flags & WHOLE_NUMBERS) !== 0 && meta.main.flags === 0;
  return wrong || !isPageSize || !isInMap || !isHere || !isKind ? undefined : meta;
};

/** Opens a file for reading. @throws what `node:fs` throws */
export const openLmdbFile = (path: string): LmdbFile => {
  const file = openSync(path, 'r');
  let { size } = fstatSync(file);
  const read = (offset: number, length: number): Buffer | undefined => {
    if (offset + length > size) return undefined;
    const bytes = Buffer.allocUnsafe(length);
    return readSync(file, bytes, 0, length, offset) === length ? bytes : undefined;
  };
  return {
    get size() {
      return size;
    },
    metas: () => {
      size = fstatSync(file).size;
      const first = metaIn(read(0, META_LENGTH), 0);
      // Where the first page says nothing, the second lies at one of the sizes a page can have.
      const sizes = first ? [first.pageSize] : [4096, 16_384, 65_536, 8192, 32_768];
      const second = sizes
        .map((size) => ({ size, meta: metaIn(read(size, META_LENGTH), 1) }))
        .find(({ size, meta }) => meta?.pageSize === size)?.meta;
      return [first, second]
        .filter((meta) => meta !== undefined)
        .sort((left, right) => right.transaction - left.transaction);
    },
    read,
    close: () => closeSync(file),
  };
};
