import { createRequire } from 'node:module';
import type { Document, ParsedNode } from 'yaml';
import { yamlReason } from './yaml-reason.ts';

/** Where something stands in a file; both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The way from the top of a file to something in it: names, and addresses in lists from 0. */
export type Path = readonly PropertyKey[];

/** A YAML text that was read with the positions of everything in it. */
export interface Positions {
  readonly value: unknown;
  /** Where the entry at a path stands; of a path that leads nowhere, the last entry on the way. */
  positionOf(path: Path): Position;
}

/** What is wrong with the syntax of a text. */
export interface Slip {
  readonly position: Position;
  readonly reason: string;
}

/** The start of a file. */
const top: Position = { line: 1, column: 1 };

/** Reads a YAML text with positions, or tells every slip of syntax in it. Never throws. */
export const readPositions = (text: string): Positions | readonly Slip[] => {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const placeOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
    const slips = new Map<number, Slip>();
    const rows = text.split('\n');
    for (const error of [...document.errors, ...document.warnings]) {
      const place = placeOf(error.pos[0]);
      // One slip often makes several errors on its line; the first names it.
      if (slips.has(place.line)) continue;
      slips.set(place.line, {
        position: place,
        reason: yamlReason(error.code, error.message, rows[place.line - 1] ?? ''),
      });
    }
    if (slips.size > 0) return [...slips.values()];
    return {
      value: document.toJS({ maxAliasCount: 100 }),
      positionOf: (path) => placeOf(offsetOf(document, path)),
    };
  } catch {
    // The stack is exhausted, or there are more aliases than anybody means.
    return [{ position: top, reason: 'is nested too deep, or refers to itself with “&” and “*”' }];
  }
};

/** Whether {@link readPositions} could read the text. */
export const hasPositions = (result: Positions | readonly Slip[]): result is Positions => 'positionOf' in result;

let loaded: typeof import('yaml') | undefined;

/** Loaded when first wanted: a start without problems does without. The type is that of the very module. */
const yaml = (): typeof import('yaml') => {
  loaded ??= createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return loaded;
};

const offsetOf = (document: Document.Parsed<ParsedNode>, path: Path): number => {
  const { isAlias, isMap, isNode, isScalar, isSeq } = yaml();
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      if (pair === undefined) return offset;
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      next = pair.value;
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      offset = isNode(next) ? (next.range?.[0] ?? offset) : offset;
    }
    if (next === undefined) return offset;
    node = next;
  }
  return offset;
};
