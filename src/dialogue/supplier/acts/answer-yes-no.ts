import type { Act } from '../../core/acts/act.ts';
import { faqAnswer } from '../../core/acts/answer-faq.ts';
import { noneOfThese } from '../../core/acts/unclear.ts';
import { closeQuestion } from '../../core/close-question.ts';
import { intents } from '../../core/intents.ts';
import { withoutPurchaser } from '../../core/progress/colleagues.ts';
import { stepOf } from '../../core/progress/step-status.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import { startAfresh } from '../../core/start-afresh.ts';
import { type TurnContext, withConversation } from '../../core/turn-context.ts';
import type { Conversation } from '../../model/conversation.ts';
import { leaveConfirmed } from './membership.ts';
import { depositReceived } from './steps/deposit.ts';
import { markReached, notYet } from './steps/report-progress.ts';

/** From the first step again, in the same purchaser's programme and with the same colleagues. */
const restarted = (context: TurnContext): Conversation => {
  const { membership, company } = context.conversation;
  return { ...startAfresh(context), ...(membership ? { membership } : {}), ...(company ? { company } : {}) };
};

/** Nothing is left; colleagues and the purchaser do without the person from now on. */
const erased = (context: TurnContext): Conversation =>
  startAfresh(withConversation(context, withoutPurchaser(context.conversation, context.now)));

const confirmed = (context: TurnContext, what: 'restart' | 'erase', yes: boolean): ReplyDraft => {
  const { translator } = context;
  if (!yes)
    return {
      conversation: closeQuestion(context.conversation),
      lines: [translator.t(`repair.${what}_kept`, {})],
      followUp: { type: 'back' },
    };
  const lines = [translator.t(`repair.${what}_done`, {})];
  const conversation = what === 'restart' ? restarted(context) : erased(context);
  return { conversation, lines, followUp: { type: what === 'restart' ? 'guide' : 'none' } };
};

/** Yes or no to the open question. */
export const answerYesNo: Act = (context, utterance) => {
  const yes = utterance.meaning.type === 'answer' && utterance.meaning.yes;
  const { question } = context.conversation;
  const rest = closeQuestion(context.conversation);
  switch (question?.type) {
    case 'confirm':
      return question.what === 'leave' ? leaveConfirmed(context, yes) : confirmed(context, question.what, yes);
    case 'reached': {
      const step = stepOf(context.journey, question.step);
      const milestone = step?.milestones.find((candidate) => candidate.id === question.milestone);
      return yes && step && milestone ? markReached(context, { step, milestone }) : notYet(context, utterance);
    }
    case 'amount_in_fen': {
      if (!yes)
        return { conversation: rest, lines: [context.translator.t('deposit.in_yuan', {})], followUp: { type: 'back' } };
      return depositReceived(withConversation(context, rest), {
        text: '',
        meaning: { type: 'intent', intent: intents.depositReceived },
        entities: {},
      });
    }
    case 'time':
      return { conversation: rest, lines: [context.translator.t('talk.no_is_fine', {})], followUp: { type: 'back' } };
    default:
      return noneOfThese(context);
  }
};

/** The reason of a rejection: what it is commonly about is answered, then the step is begun again. */
export const rejectionReason = (
  context: TurnContext,
  about: Parameters<typeof faqAnswer>[1] | undefined,
): ReplyDraft => {
  const answer = about === undefined ? undefined : faqAnswer(context, about);
  const thanks = context.translator.t(answer ? 'report.reason_known' : 'report.reason_heard', {});
  const lines = answer ? [thanks, answer] : [thanks];
  return { conversation: closeQuestion(context.conversation), lines, followUp: { type: 'guide' } };
};
