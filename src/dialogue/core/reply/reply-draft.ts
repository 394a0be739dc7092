import type { Conversation } from '../../model/conversation.ts';
import type { Meaning } from '../../model/meaning.ts';
import type { Choice, Link } from '../../model/message.ts';
import type { Question } from '../../model/question.ts';

/** A choice together with what it means when it is taken. */
export type QuickReply = Choice & { readonly means: Meaning };

/**
 * How a reply ends.
 *
 * `back`: one line back to where the person was (to the open question, when there is one). `guide`: what to do now.
 * `ask`: a question. `none`: nothing more needs saying.
 */
export type FollowUp =
  | { readonly type: 'none' }
  | { readonly type: 'back' }
  | { readonly type: 'guide' }
  | { readonly type: 'ask'; readonly question: Question };

/** What one meaning leads to: the conversation after it, and what to say. */
export interface ReplyDraft {
  readonly conversation: Conversation;
  /** Paragraphs, in order. */
  readonly lines: readonly string[];
  readonly links?: readonly Link[];
  /** Offered beside those of the tail. */
  readonly quickReplies?: readonly QuickReply[];
  readonly followUp: FollowUp;
}
