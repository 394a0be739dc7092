import type { Question } from '../../model/question.ts';
import type { QuickReply } from './reply-draft.ts';

/** A question in words, with the answers that can be tapped. */
export interface Prompt {
  readonly text: string;
  readonly quickReplies: readonly QuickReply[];
}

/** The kinds of question whose answers are listed by number, so that "2" is an answer. */
export const listsAnswers = (question: Question): boolean =>
  question.type === 'which_step' ||
  question.type === 'which_milestone' ||
  question.type === 'which_intent' ||
  question.type === 'which_supplier';
