import type { Conversation } from './conversation.ts';
import type { Meaning } from './meaning.ts';
import type { Choice, Link } from './message.ts';
import type { Question } from './question.ts';

/** A choice together with what it means when it is taken. */
export type Offer = Choice & { readonly means: Meaning };

/**
 * How a reply ends.
 *
 * `back`: one line back to where the person was (to the open question, when there is one). `guide`: what to do now.
 * `ask`: a question. `none`: nothing more needs saying.
 */
export type Tail =
  | { readonly kind: 'none' }
  | { readonly kind: 'back' }
  | { readonly kind: 'guide' }
  | { readonly kind: 'ask'; readonly question: Question };

/** What one meaning leads to: the conversation after it, and what to say. */
export interface Outcome {
  readonly conversation: Conversation;
  /** Paragraphs, in order. */
  readonly lines: readonly string[];
  readonly links?: readonly Link[];
  /** Offered beside those of the tail. */
  readonly offers?: readonly Offer[];
  readonly tail: Tail;
}
