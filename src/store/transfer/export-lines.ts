import type { Conversation } from '../../dialogue/model/conversation.ts';
import type { PersonId } from '../../dialogue/model/person.ts';
import { todaysFormat } from '../codec/record-format.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import {
  conversationLine,
  digestOf,
  documentLine,
  type Foot,
  type Head,
  sha256,
  transferredKinds,
} from './line-format.ts';

/** What is to be exported. */
export interface ExportOptions {
  /** One person only. */
  readonly person?: PersonId;
  /** Told of everything that is left out because it cannot be read. */
  readonly onDamaged?: (error: Error) => void;
}

/**
 * Everything, or one person, as lines of JSON: a head, one purchaser, invitation, note or conversation a line, and a foot
 * with counts and digest. Of one person it is the conversation alone.
 */
export async function* exportLines(store: Store, wishes: ExportOptions = {}): AsyncIterable<string> {
  const digests: string[] = [];
  let leftOut = 0;
  const tell = (error: Error): void => {
    leftOut += 1;
    wishes.onDamaged?.(error);
  };
  yield JSON.stringify({ export: 'ruzhu', format: todaysFormat } satisfies Head);
  let documents = 0;
  if (wishes.person === undefined) {
    for await (const line of documentLines(store, tell)) {
      documents += 1;
      digests.push(sha256(line));
      yield line;
    }
  }
  for await (const conversation of chosen(store, wishes.person, tell)) {
    const line = conversationLine(conversation);
    digests.push(sha256(line));
    yield line;
  }
  yield JSON.stringify({
    end: 'ruzhu',
    conversations: digests.length - documents,
    documents,
    left_out: leftOut,
    digest: digestOf(digests),
  } satisfies Foot);
}

async function* documentLines(store: Store, tell: (error: Error) => void): AsyncIterable<string> {
  for (const kind of transferredKinds)
    for await (const document of store.documents.every(kind, tell)) yield documentLine(kind, document);
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
