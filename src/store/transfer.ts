import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Conversation } from '../dialogue/conversation.ts';
import type { PersonId } from '../dialogue/person.ts';
import { readRecord, todaysFormat, type Upgrades } from './formats.ts';
import { parseJson } from './record-bytes.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';

/** The first line of an export. */
const Head = z.object({ export: z.literal('ruzhu'), format: z.number().int() });

/** The last line: how much went before it, so that a file that was cut short is noticed. */
const Foot = z.object({
  end: z.literal('ruzhu'),
  conversations: z.number().int(),
  /** Records that could not be read. */
  left_out: z.number().int(),
  digest: z.string(),
});

/** What is to be exported. */
export interface ExportWishes {
  /** One person only. */
  readonly person?: PersonId;
  /** Told of every record that is left out because it cannot be read. */
  readonly onDamaged?: (error: Error) => void;
}

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
  /** Over all conversations that were read; the same as the export's when the file arrived whole. */
  readonly digest: string;
  /** The file has its last line, and it agrees with what was read. */
  readonly complete: boolean;
}

/** How many conversations are saved at once, so that they share a flush. */
const TOGETHER = 200;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same for every order of the lines: SHA-256 over the sorted SHA-256 digests of the lines, one per line. */
export const digestOf = (lineDigests: readonly string[]): string => sha256([...lineDigests].sort().join('\n'));

/** A conversation as one line of JSON, its keys sorted, so that equal conversations give equal lines in every store. */
const lineOf = (conversation: Conversation): string =>
  JSON.stringify(conversation, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );

/** Everything, or one person, as lines of JSON: a head, one conversation a line, and a foot with count and digest. */
export async function* exportLines(store: Store, wishes: ExportWishes = {}): AsyncIterable<string> {
  const digests: string[] = [];
  let leftOut = 0;
  const tell = (error: Error): void => {
    leftOut += 1;
    wishes.onDamaged?.(error);
  };
  yield JSON.stringify({ export: 'ruzhu', format: todaysFormat } satisfies z.infer<typeof Head>);
  for await (const conversation of chosen(store, wishes.person, tell)) {
    const line = lineOf(conversation);
    digests.push(sha256(line));
    yield line;
  }
  yield JSON.stringify({
    end: 'ruzhu',
    conversations: digests.length,
    left_out: leftOut,
    digest: digestOf(digests),
  } satisfies z.infer<typeof Foot>);
}

async function* chosen(
  store: Store,
  person: PersonId | undefined,
  tell: (error: Error) => void,
): AsyncIterable<Conversation> {
  if (person === undefined) {
    yield* store.everyone(tell);
    return;
  }
  try {
    const stored = await store.load(person);
    if (stored !== undefined) yield stored.conversation;
  } catch (error) {
    if (!(error instanceof StoreError) || (error.code !== 'record_damaged' && error.code !== 'format_newer'))
      throw error;
    tell(error);
  }
}

/** How an import treats what is there. */
export interface ImportWishes {
  /** Overwrite people who are stored already. Without it they are left as they are. */
  readonly replace?: boolean;
  readonly upgrades?: Upgrades;
}

type Outcome = 'added' | 'replaced' | 'unchanged' | 'kept';

interface ReadLine {
  readonly line: number;
  readonly conversation: Conversation;
  readonly canonical: string;
}

/**
 * Reads lines as `exportLines` wrote them, of this format or an older one, and saves what is new. Every line is checked;
 * a bad one is refused with its number, and the others are imported all the same. Head and foot may be missing.
 * @throws StoreError `format_newer` when the head names a later format; nothing is imported then.
 */
export const importLines = async (
  store: Store,
  lines: AsyncIterable<string> | Iterable<string>,
  wishes: ImportWishes = {},
): Promise<ImportReport> => {
  const counts: Record<Outcome, number> = { added: 0, replaced: 0, unchanged: 0, kept: 0 };
  const refused: RefusedLine[] = [];
  const digests: string[] = [];
  const firstLines = new Map<PersonId, number>();
  let foot: z.infer<typeof Foot> | undefined;
  let waiting: ReadLine[] = [];
  let number = 0;

  const saveWaiting = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    await Promise.all(
      batch.map(async (read) => {
        const outcome = await attempt(() => saveLine(store, read, wishes.replace === true));
        if (outcome.ok) counts[outcome.value] += 1;
        else refused.push({ line: read.line, reason: outcome.reason });
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
    const read = await attempt(() => readRecord(parsed.value, wishes.upgrades));
    if (!read.ok) {
      refused.push({ line: number, reason: read.reason });
      continue;
    }
    const before = firstLines.get(read.value.id);
    if (before !== undefined) {
      refused.push({ line: number, reason: `The same person is in line ${before}.` });
      continue;
    }
    firstLines.set(read.value.id, number);
    const canonical = lineOf(read.value);
    digests.push(sha256(canonical));
    waiting.push({ line: number, conversation: read.value, canonical });
    if (waiting.length >= TOGETHER) await saveWaiting();
  }
  await saveWaiting();
  const digest = digestOf(digests);
  return {
    ...counts,
    refused: refused.sort((left, right) => left.line - right.line),
    digest,
    complete: foot !== undefined && foot.digest === digest && foot.conversations === digests.length,
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

const saveLine = async (store: Store, { conversation, canonical }: ReadLine, replace: boolean): Promise<Outcome> => {
  for (;;) {
    const stored = await loadOrNothing(store, conversation.id);
    if (stored !== undefined) {
      if (lineOf(stored.conversation) === canonical) return 'unchanged';
      if (!replace) return 'kept';
    }
    const saved = await store.save(conversation, stored?.version);
    if (saved !== undefined) return stored === undefined ? 'added' : 'replaced';
  }
};

/** A damaged record is set aside by loading it; the imported one takes its place. */
const loadOrNothing = async (store: Store, id: PersonId): ReturnType<Store['load']> => {
  try {
    return await store.load(id);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'record_damaged') return undefined;
    throw error;
  }
};
