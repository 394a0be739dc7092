import { HEAD, type LmdbFile, type Meta, type Tree, treeAt, wholeAt } from './lmdb-file.ts';

/** An entry of a named tree. `value` is `undefined` when it lies on pages of its own that cannot be read. */
export interface PageEntry {
  readonly tree: string;
  readonly key: Buffer;
  readonly value: () => Buffer | undefined;
}

/** What a walk through the trees of one transaction found. */
export interface Walk {
  /** Pages that are referred to and are not what they must be; 0 and 1 are the meta pages. */
  readonly damaged: ReadonlySet<number>;
  /** A page that is referred to lies behind the end of the file. */
  readonly cutShort: boolean;
  /** How many entries each named tree says it has. */
  readonly promised: ReadonlyMap<string, number>;
  /**
   * What looks like an entry on pages that are damaged themselves, or that nothing leads to any more and that are not
   * free, so that what led to them is damaged. Of which tree is not known; what has no checksum is not to be believed.
   */
  readonly orphans: () => Iterable<Omit<PageEntry, 'tree'>>;
}

const BRANCH = 1;
const LEAF = 2;
const LONG = 4;
/** Set for the time of a transaction; lmdb may leave it behind. */
const PASSING = 0x2000;
const LONG_VALUE = 1;
const TREE_VALUE = 2;
/** Of trees made by this release and those before. */
const NAMED_FLAGS = new Set([0, 0x100]);
/** As deep as lmdb can follow. */
const DEEPEST = 32;

interface Node {
  readonly key: Buffer;
  readonly flags: number;
  /** Of a leaf the value or where it lies, of a branch nothing. */
  readonly data: Buffer;
  readonly size: number;
  /** Of a branch the page it leads to. */
  readonly page: number;
}

/** The node at a place in the body of a page; `undefined` when it does not fit there. */
const nodeAt = (body: Buffer, at: number, kind: number): Node | undefined => {
  if (at % 2 !== 0 || at + 8 > body.length) return undefined;
  const size = body.readUInt16LE(at) + body.readUInt16LE(at + 2) * 0x1_0000;
  const flags = body.readUInt16LE(at + 4);
  const dataAt = at + 8 + body.readUInt16LE(at + 6);
  const length = kind === BRANCH ? 0 : (flags & LONG_VALUE) !== 0 ? 24 : size;
  if (dataAt + length > body.length || (kind === LEAF && flags > TREE_VALUE)) return undefined;
  const data = body.subarray(dataAt, dataAt + length);
  return { key: body.subarray(at + 8, dataAt), flags, size, data, page: size + flags * 2 ** 32 };
};

/** The nodes of a page that is as lmdb writes it; `undefined` for any other. The whole space must be accounted for. */
const nodesOf = (page: Buffer, kind: number): readonly Node[] | undefined => {
  const body = page.subarray(HEAD);
  const lower = page.readUInt16LE(20);
  const upper = page.readUInt16LE(22);
  if (lower % 2 !== 0 || lower > upper || upper > body.length) return undefined;
  const nodes: Node[] = [];
  let used = 0;
  for (let slot = 0; slot < lower; slot += 2) {
    const at = body.readUInt16LE(slot);
    const node = at < upper ? undefined : nodeAt(body, at, kind);
    if (node === undefined) return undefined;
    nodes.push(node);
    used += (8 + node.key.length + node.data.length + 1) & ~1;
  }
  return used === body.length - upper ? nodes : undefined;
};

/** What looks like a node in a page that was a leaf before it was damaged, found by its slots. */
const remainsOf = (page: Buffer): readonly Node[] => {
  const body = page.subarray(HEAD);
  const nodes: Node[] = [];
  for (let slot = 0; slot + 2 <= body.length; slot += 2) {
    const at = body.readUInt16LE(slot);
    if (at <= slot) break;
    const node = nodeAt(body, at, LEAF);
    if (node !== undefined) nodes.push(node);
  }
  return nodes;
};

const bytewise = (left: Buffer, right: Buffer): number => left.compare(right);
const byNumber = (left: Buffer, right: Buffer): number =>
  left.length === 8 && right.length === 8 ? wholeAt(left, 0) - wholeAt(right, 0) : Number.NaN;

/** Free pages as lmdb lists them: a count, then pages; a negative number says how many follow from the next on. */
const freeIn = (list: Buffer): readonly number[] | undefined => {
  if (list.length < 8 || wholeAt(list, 0) * 8 + 8 > list.length) return undefined;
  const end = wholeAt(list, 0) * 8 + 8;
  const pages: number[] = [];
  for (let at = 8; at < end; at += 8) {
    const entry = Number(list.readBigInt64LE(at));
    if (entry >= 0) {
      if (entry > 0) pages.push(entry);
      continue;
    }
    at += 8;
    if (at >= end || entry < -(2 ** 31)) return undefined;
    const first = wholeAt(list, at);
    for (let more = 0; more < -entry; more += 1) pages.push(first + more);
  }
  return pages;
};

/**
 * Follows every reference from a meta page and checks each page on the way, as strictly as lmdb trusts it: whatever a
 * walk finds nothing wrong with can be given to lmdb. Values are not read, only found.
 */
export const walkPages = (file: LmdbFile, meta: Meta, onEntry: (entry: PageEntry) => void = () => {}): Walk => {
  const { pageSize } = meta;
  const seen = new Set<number>();
  const free = new Set<number>();
  const damaged = new Set<number>();
  const promised = new Map<string, number>();
  let cutShort = false;
  let freeIsWhole = true;

  const pageAt = (number: number, kinds: number): Buffer | undefined => {
    if (number < 2 || number > meta.lastPage) return undefined;
    const page = file.read(number * pageSize, pageSize);
    if (page === undefined) {
      cutShort = true;
      return undefined;
    }
    const flags = page.readUInt16LE(18) & ~PASSING;
    const isItself = wholeAt(page, 0) === number && wholeAt(page, 8) <= meta.transaction;
    return isItself && [BRANCH, LEAF, LONG].includes(flags) && (flags & kinds) !== 0 ? page : undefined;
  };

  /** A value that lies on pages of its own. */
  const longValue = ({ data, size }: Node): { readonly pages: number[]; readonly read: () => Buffer | undefined } => {
    const first = wholeAt(data, 0);
    const count = Math.ceil((HEAD + size) / pageSize);
    const head = wholeAt(data, 16) === count ? pageAt(first, LONG) : undefined;
    const isWhole =
      head !== undefined &&
      head.readUInt32LE(20) === count &&
      wholeAt(data, 8) <= meta.transaction &&
      first + count - 1 <= meta.lastPage;
    if (isWhole && (first + count) * pageSize > file.size) cutShort = true;
    return {
      pages: isWhole ? Array.from({ length: count }, (_, more) => first + more) : [],
      read: () => (isWhole ? file.read(first * pageSize + HEAD, size) : undefined),
    };
  };

  const claim = (number: number): boolean => {
    if (seen.has(number)) return false;
    seen.add(number);
    return true;
  };

  const findValue = (node: Node, owner: number): (() => Buffer | undefined) => {
    if ((node.flags & LONG_VALUE) === 0) return () => node.data;
    const { pages, read } = longValue(node);
    if (pages.length > 0 && pages.map(claim).every(Boolean)) return read;
    damaged.add(wholeAt(node.data, 0) <= meta.lastPage ? wholeAt(node.data, 0) : owner);
    return () => undefined;
  };

  const walkTree = (tree: Tree, compare: typeof bytewise, take: (node: Node, page: number) => void): void => {
    let last: Buffer | undefined;
    let count = 0;
    const visit = (number: number, left: number, from?: Buffer, to?: Buffer): void => {
      const kind = left === 1 ? LEAF : BRANCH;
      const page = claim(number) ? pageAt(number, kind) : undefined;
      const nodes = page && nodesOf(page, kind);
      if (nodes === undefined || nodes.length < (kind === BRANCH ? 2 : 1)) {
        damaged.add(number);
        return;
      }
      if (kind === BRANCH) {
        for (const [index, node] of nodes.entries())
          visit(node.page, left - 1, index === 0 ? from : node.key, nodes[index + 1]?.key ?? to);
        return;
      }
      for (const node of nodes) {
        const isAfter = last === undefined || compare(last, node.key) < 0;
        const isBetween = (!from || compare(from, node.key) <= 0) && (!to || compare(node.key, to) < 0);
        if (!isAfter || !isBetween) damaged.add(number);
        last = node.key;
        count += 1;
        take(node, number);
      }
    };
    const before = damaged.size;
    if (tree.root !== undefined && (tree.depth < 1 || tree.depth > DEEPEST)) damaged.add(tree.root);
    else if (tree.root !== undefined) visit(tree.root, tree.depth);
    // A root that is a sound page of another tree gives itself away by this alone.
    if (damaged.size === before && count !== tree.entries) damaged.add(tree.root ?? 0);
  };

  const walkNamed = (node: Node, owner: number): void => {
    const name = node.key.toString('latin1').replace(/\0$/, '');
    const tree = node.data.length === 48 ? treeAt(node.data, 0) : undefined;
    if (tree === undefined || !NAMED_FLAGS.has(tree.flags)) {
      damaged.add(owner);
      return;
    }
    promised.set(name, tree.entries);
    walkTree(tree, bytewise, (entry, page) => {
      if ((entry.flags & TREE_VALUE) !== 0) damaged.add(page);
      else onEntry({ tree: name, key: entry.key, value: findValue(entry, page) });
    });
  };

  walkTree(meta.main, bytewise, (node, page) => {
    if ((node.flags & TREE_VALUE) !== 0) walkNamed(node, page);
    else findValue(node, page);
  });
  const before = damaged.size;
  walkTree(meta.free, byNumber, (node, page) => {
    const list = freeIn(findValue(node, page)() ?? Buffer.alloc(0));
    const areRight = list?.every((number) => number >= 2 && number <= meta.lastPage && !free.has(number));
    if (!list || !areRight || node.key.length !== 8) damaged.add(page);
    for (const number of list ?? []) free.add(number);
  });
  for (const number of free) if (seen.has(number)) damaged.add(number);
  freeIsWhole = damaged.size === before;

  const found = ({ key, flags, ...node }: Node): Omit<PageEntry, 'tree'> => ({
    key,
    value: (flags & LONG_VALUE) === 0 ? () => node.data : longValue({ key, flags, ...node }).read,
  });

  function* orphans(): Iterable<Omit<PageEntry, 'tree'>> {
    for (const number of damaged)
      yield* remainsOf(file.read(number * pageSize, pageSize) ?? Buffer.alloc(HEAD)).map(found);
    // Without the list of free pages nobody can tell what was lost from what was forgotten.
    if (!freeIsWhole) return;
    for (let number = 2; number <= meta.lastPage; number += 1) {
      if (seen.has(number) || free.has(number)) continue;
      const page = pageAt(number, LEAF);
      yield* ((page && nodesOf(page, LEAF)) ?? []).map(found);
    }
  }
  return { damaged, cutShort, promised, orphans };
};
