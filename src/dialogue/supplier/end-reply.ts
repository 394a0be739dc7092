import { closeQuestion } from '../core/close-question.ts';
import { currentStep } from '../core/progress/step-status.ts';
import { createEndReply, type ReplyEnding } from '../core/reply/reply-ending.ts';
import { type TurnContext, withConversation } from '../core/turn-context.ts';
import { renderQuestion } from './render-question.ts';
import { quickRepliesFor, resumeLine, stepInstructions } from './step-instructions.ts';

const guide = (context: TurnContext): ReplyEnding => {
  const conversation = closeQuestion(context.conversation);
  return { conversation, ...stepInstructions(withConversation(context, conversation)) };
};

const resume = (context: TurnContext): ReplyEnding => {
  const current = currentStep(context);
  return {
    conversation: closeQuestion(context.conversation),
    lines: [resumeLine(context)],
    links: [],
    quickReplies: current ? quickRepliesFor(context, current.step, current.status) : [],
  };
};

/** How replies to a supplier end: with the open question, with the step they are at, or with one line back to it. */
export const endReply = createEndReply({ render: renderQuestion, guide, resume });
