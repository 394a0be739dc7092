import type { Conversation } from '../../dialogue/model/conversation.ts';
import { parseJson } from '../codec/checksummed.ts';
import { documentId, readDocument } from '../codec/document-codec.ts';
import { readRecord, todaysFormat } from '../codec/record-format.ts';
import type { Upgrades } from '../codec/upgrade.ts';
import type { Documents } from '../documents.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import {
  type Carried,
  conversationLine,
  DocumentLine,
  digestOf,
  documentLine,
  Foot,
  Head,
  sha256,
  transferredKinds,
} from './line-format.ts';

/** A line that was not imported, counted from 1, and why. The reason quotes nothing of the line. */
export interface RefusedLine {
  readonly line: number;
  readonly reason: string;
}

/** What an import did. */
export interface ImportReport {
  readonly added: number;
  readonly replaced: number;
  /** Stored already, exactly like this. */
  readonly unchanged: number;
  /** Stored already in another state, and left alone. */
  readonly kept: number;
  readonly refused: readonly RefusedLine[];
  /** Over all conversations and documents that were read; the same as the export's when the file arrived whole. */
  readonly digest: string;
  /** The file has its last line, and it agrees with what was read. */
  readonly complete: boolean;
}

/** How many lines are saved at once, so that they share a flush. */
const TOGETHER = 200;

/** How an import treats what is there. */
export interface ImportOptions {
  /** Overwrite what is stored already. Without it that is left as it is. */
  readonly replace?: boolean;
  readonly upgrades?: Upgrades;
}

type Outcome = 'added' | 'replaced' | 'unchanged' | 'kept';

/** What a line holds, and how it is saved. */
interface ReadLine {
  /** No two lines may be about the same. */
  readonly about: string;
  /** Why the second of two lines is refused: `The same … is in line 3`. */
  readonly noun: 'person' | 'document';
  readonly canonical: string;
  readonly save: (replace: boolean) => Promise<Outcome>;
}

/**
 * Reads lines as `exportLines` wrote them, of this format or an older one, and saves what is new: conversations and documents. Every line is checked;
 * a bad one is refused with its number, and the others are imported all the same. Head and foot may be missing.
 * @throws StoreError `format_newer` when the head names a later format; nothing is imported then.
 */
export const importLines = async (
  store: Store,
  lines: AsyncIterable<string> | Iterable<string>,
  options: ImportOptions = {},
): Promise<ImportReport> => {
  const counts: Record<Outcome, number> = { added: 0, replaced: 0, unchanged: 0, kept: 0 };
  const refused: RefusedLine[] = [];
  const digests: string[] = [];
  const firstLines = new Map<string, number>();
  let conversations = 0;
  let foot: Foot | undefined;
  let waiting: { readonly line: number; readonly read: ReadLine }[] = [];
  let number = 0;

  const saveWaiting = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    await Promise.all(
      batch.map(async ({ line, read }) => {
        const outcome = await attempt(() => read.save(options.replace === true));
        if (outcome.ok) counts[outcome.value] += 1;
        else refused.push({ line, reason: outcome.reason });
      }),
    );
  };

  for await (const text of lines) {
    number += 1;
    const trimmed = text.replace(/^\uFEFF/, '').trim();
    if (trimmed === '') continue;
    const parsed = await attempt(() => parseJson(trimmed));
    if (!parsed.ok) {
      refused.push({ line: number, reason: parsed.reason });
      continue;
    }
    const head = Head.safeParse(parsed.value);
    if (head.success) {
      refuseNewer(head.data.format);
      continue;
    }
    const last = Foot.safeParse(parsed.value);
    if (last.success) {
      foot = last.data;
      continue;
    }
    const read = await attempt(() => readLine(store, parsed.value, options.upgrades));
    if (!read.ok) {
      refused.push({ line: number, reason: read.reason });
      continue;
    }
    const { about, noun, canonical } = read.value;
    const before = firstLines.get(about);
    if (before !== undefined) {
      refused.push({ line: number, reason: `The same ${noun} is in line ${before}.` });
      continue;
    }
    firstLines.set(about, number);
    digests.push(sha256(canonical));
    if (noun === 'person') conversations += 1;
    waiting.push({ line: number, read: read.value });
    if (waiting.length >= TOGETHER) await saveWaiting();
  }
  await saveWaiting();
  const digest = digestOf(digests);
  return {
    ...counts,
    refused: refused.sort((left, right) => left.line - right.line),
    digest,
    complete:
      foot !== undefined &&
      foot.digest === digest &&
      foot.conversations === conversations &&
      foot.documents === digests.length - conversations,
  };
};

const refuseNewer = (format: number): void => {
  if (format <= todaysFormat) return;
  throw new StoreError(
    'format_newer',
    `The file has format ${format}; this release reads up to ${todaysFormat}. Use the release that wrote it.`,
  );
};

type Attempt<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string };

/** Turns errors about one record into a reason; an unusable store ends the import. */
const attempt = async <Value>(action: () => Value | Promise<Value>): Promise<Attempt<Value>> => {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    if (!(error instanceof StoreError) || error.code === 'store_unusable' || error.code === 'store_closed') throw error;
    return { ok: false, reason: error.message };
  }
};

/** @throws StoreError `record_damaged` or `format_newer` for a line that is no conversation and no document. */
const readLine = (store: Store, raw: unknown, upgrades: Upgrades | undefined): ReadLine => {
  const line = DocumentLine.safeParse(raw);
  if (!line.success) return conversationIn(store, readRecord(raw, upgrades));
  const kind = transferredKinds.find((known) => known === line.data.kind);
  if (kind === undefined)
    throw new StoreError('record_damaged', 'A document is of a kind that this release does not import.');
  return documentIn(store, kind, readDocument(kind, line.data.document));
};

const conversationIn = (store: Store, conversation: Conversation): ReadLine => {
  const canonical = conversationLine(conversation);
  return {
    about: JSON.stringify([conversation.id]),
    noun: 'person',
    canonical,
    save: (replace) =>
      settle(replace, canonical, {
        stored: async () => {
          const stored = await orNothing(() => store.load(conversation.id));
          return stored && { line: conversationLine(stored.conversation), version: stored.version };
        },
        write: (expected) => store.save(conversation, expected),
      }),
  };
};

const documentIn = <K extends Carried>(store: Store, kind: K, document: Documents[K]): ReadLine => {
  const canonical = documentLine(kind, document);
  const id = documentId(kind, document);
  return {
    about: JSON.stringify([kind, id]),
    noun: 'document',
    canonical,
    save: (replace) =>
      settle(replace, canonical, {
        stored: async () => {
          const stored = await orNothing(() => store.documents.get(kind, id));
          return stored && { line: documentLine(kind, stored.document), version: stored.version };
        },
        write: (expected) => store.documents.put(kind, document, expected),
      }),
  };
};

/** How something is read from the store and written to it. */
interface Access {
  readonly stored: () => Promise<{ readonly line: string; readonly version: number } | undefined>;
  readonly write: (expected: number | undefined) => Promise<number | undefined>;
}

const settle = async (replace: boolean, canonical: string, { stored, write }: Access): Promise<Outcome> => {
  for (;;) {
    const there = await stored();
    if (there !== undefined) {
      if (there.line === canonical) return 'unchanged';
      if (!replace) return 'kept';
    }
    const saved = await write(there?.version);
    if (saved !== undefined) return there === undefined ? 'added' : 'replaced';
  }
};

/** What is damaged is set aside by reading it; the imported takes its place. */
const orNothing = async <Value>(read: () => Promise<Value | undefined>): Promise<Value | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StoreError && error.code === 'record_damaged') return undefined;
    throw error;
  }
};
