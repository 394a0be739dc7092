import type { Conversation } from '../../model/conversation.ts';
import type { Link } from '../../model/message.ts';
import type { Question } from '../../model/question.ts';
import { closeQuestion } from '../close-question.ts';
import type { TurnContext } from '../turn-context.ts';
import type { Prompt } from './prompt.ts';
import type { FollowUp, QuickReply } from './reply-draft.ts';

/** The last words of a reply, and the conversation with the question that is open after them. */
export interface ReplyEnding {
  readonly conversation: Conversation;
  readonly lines: readonly string[];
  readonly links: readonly Link[];
  readonly quickReplies: readonly QuickReply[];
}

/** How a role ends a reply. */
export type EndReply = (context: TurnContext, followUp: FollowUp) => ReplyEnding;

/** Nothing more is said, and what is open stays open. */
export const noEnding = ({ conversation }: TurnContext): ReplyEnding => ({
  conversation,
  lines: [],
  links: [],
  quickReplies: [],
});

/** What differs between the roles: how a question reads, and how somebody without one is led on or back. */
export interface Endings {
  readonly render: (context: TurnContext, question: Question) => Prompt;
  /** All there is to do now. */
  readonly guide: (context: TurnContext) => ReplyEnding;
  /** One line that leads back to where the person was. */
  readonly resume: (context: TurnContext) => ReplyEnding;
}

/** Makes the ending of a role's replies. */
export const createEndReply =
  ({ render, guide, resume }: Endings): EndReply =>
  (context, followUp) => {
    const { conversation } = context;
    const asked = (question: Question, after: Conversation): ReplyEnding => {
      const { text, quickReplies } = render(context, question);
      return { conversation: after, lines: [text], links: [], quickReplies };
    };
    switch (followUp.type) {
      case 'none':
        return noEnding(context);
      case 'guide':
        return guide(context);
      case 'ask':
        return asked(followUp.question, { ...closeQuestion(conversation), question: followUp.question });
      case 'back': {
        const { question } = conversation;
        // Guesses, and a moment to be called at, that the person passed over are not offered again.
        const isPassedOver =
          question?.type === 'which_intent' || (question?.type === 'time' && question.suggested !== undefined);
        return question && !isPassedOver ? asked(question, conversation) : resume(context);
      }
    }
  };
