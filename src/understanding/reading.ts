import { z } from 'zod';
import type { IntentId } from '../content/schema/intent.ts';
import type { PurchaserIntentId } from '../content/schema/purchaser-intent.ts';
import type { Clause } from './clauses.ts';

/**
 * How the recogniser took a text.
 *
 * `clear`: it is sure of `intent`. `unsure`: one of `candidates` is probably meant, worth asking once.
 * `refused`: nothing it should answer; `intent` is then `out_of_scope`.
 */
export const Certainty = z.enum(['clear', 'unsure', 'refused']);
export type Certainty = z.infer<typeof Certainty>;

/** The language a text is written in, as far as it shows; pinyin counts as Simplified Chinese. */
export const Language = z.enum(['zh-CN', 'zh-Hant', 'en']);
export type Language = z.infer<typeof Language>;

/** Things named in a text. Only what was found is present. */
export const Entities = z.object({
  /** A micro-deposit amount, in fen, and how surely its unit is known. */
  amount: z.object({ fen: z.number(), unit: z.enum(['stated', 'guessed']) }).optional(),
  /** The part of the text that names a time ("明天下午三点"); it is resolved against a clock elsewhere. */
  time: z.string().optional(),
  /** A 1688 member name that the text tells. */
  member_name: z.string().optional(),
  /** Steps that the text names, by id, in order of appearance. */
  steps: z.array(z.string()).optional(),
  /** An invitation or claim code. */
  code: z.string().optional(),
  /** Something shaped like an 18-character credit code. */
  credit_code: z.string().optional(),
  /** The language that a person asks for. */
  language: Language.optional(),
});
export type Entities = z.infer<typeof Entities>;

/** What one text means, without regard to the conversation it was said in. */
export interface Reading {
  readonly intent: IntentId;
  /** Calibrated probability, 0 to 1, that `intent` is meant. */
  readonly confidence: number;
  readonly certainty: Certainty;
  /** Everything that is meant, best first; `[intent]` when one thing is. */
  readonly intents: readonly IntentId[];
  /** The likeliest intents, best first, at most five, whatever was decided. Never `out_of_scope`. */
  readonly candidates: readonly { readonly intent: IntentId; readonly confidence: number }[];
  readonly entities: Entities;
  /** The things that the text says, in their order, each with how it is said. */
  readonly clauses: readonly Clause[];
  readonly language: Language | undefined;
  /** What it means from the mouth of one of a purchaser's people; absent when nothing of theirs is meant, or when a supplier speaks. */
  readonly purchasing?: { readonly intent: PurchaserIntentId; readonly confidence: number };
}
