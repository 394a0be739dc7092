import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Conversation } from '../../dialogue/model/conversation.ts';
import type { Documents, Kind } from '../documents.ts';

/** The first line of an export. */
export const Head = z.object({ export: z.literal('ruzhu'), format: z.number().int() });
export type Head = z.infer<typeof Head>;

/** The last line: how much went before it, so that a file that was cut short is noticed. */
export const Foot = z.object({
  end: z.literal('ruzhu'),
  conversations: z.number().int(),
  /** Purchasers, invitations and notes; older exports have none. */
  documents: z.number().int().default(0),
  /** What could not be read. */
  left_out: z.number().int(),
  digest: z.string(),
});
export type Foot = z.infer<typeof Foot>;

/** The kinds of documents that are carried, in this order. Passes are not: they expire within days. */
export const transferredKinds = ['purchaser', 'invitation', 'note'] as const satisfies readonly Kind[];
export type Carried = (typeof transferredKinds)[number];

/** A line with a document; a line with a conversation has no `kind`. */
export const DocumentLine = z.object({ kind: z.string(), document: z.unknown() });

/** SHA-256 of a text, in hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same for every order of the lines: SHA-256 over the sorted SHA-256 digests of the lines, one per line. */
export const digestOf = (lineDigests: readonly string[]): string => sha256([...lineDigests].sort().join('\n'));

/** One line of JSON, its keys sorted, so that equal values give equal lines in every store. */
const canonical = (all: unknown): string =>
  JSON.stringify(all, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );

/** A conversation as a line. */
export const conversationLine = (conversation: Conversation): string => canonical(conversation);

/** A document as a line. */
export const documentLine = <K extends Carried>(kind: K, document: Documents[K]): string =>
  canonical({ kind, document });
