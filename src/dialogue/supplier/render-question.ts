import type { IntentId } from '../../content/schema/intent.ts';
import type { Step } from '../../content/schema/journey.ts';
import { termsOf } from '../core/expected-terms.ts';
import { intents } from '../core/intents.ts';
import { stepOf, stepStatusOf } from '../core/progress/step-status.ts';
import { numbered, yesOrNo } from '../core/reply/numbered-answers.ts';
import type { Prompt } from '../core/reply/prompt.ts';
import { renderSharedQuestion } from '../core/reply/render-shared-question.ts';
import type { QuickReply } from '../core/reply/reply-draft.ts';
import type { TurnContext } from '../core/turn-context.ts';
import type { Question } from '../model/question.ts';
import { milestoneReply, quickRepliesFor } from './step-instructions.ts';

const stepsOf = (context: TurnContext, ids: readonly string[]): Step[] =>
  ids.map((id) => stepOf(context.journey, id)).filter((step) => step !== undefined);

/** How an answer to "which step?" reads: by whose deposit it is, where a deposit is meant, else by the step's name. */
const stepLabel = (context: TurnContext, step: Step, intent: IntentId): string => {
  const deposit = step.milestones.find((milestone) => milestone.wait?.for === 'deposit')?.wait;
  const isDeposit = intent === intents.depositReceived || intent === intents.depositNotReceived;
  const title = context.translator.format(step.short, {});
  if (isDeposit && deposit) {
    return context.translator.t('choice.deposit_of', { from: context.translator.format(deposit.from, {}), title });
  }
  return title;
};

/** Puts a question to a supplier into words. */
export const renderQuestion = (context: TurnContext, question: Question): Prompt => {
  const { translator } = context;
  switch (question.type) {
    case 'which_step': {
      const quickReplies = stepsOf(context, question.steps).map((step): QuickReply => {
        const label = stepLabel(context, step, question.intent);
        return { label, say: label, means: { type: 'intent', intent: question.intent, step: step.id } };
      });
      return { text: numbered(translator.t('ask.which_step', {}), quickReplies), quickReplies };
    }
    case 'which_milestone': {
      const step = stepOf(context.journey, question.step);
      const quickReplies = (step?.milestones ?? [])
        .filter((milestone) => question.milestones.includes(milestone.id))
        .map((milestone) => (step ? milestoneReply(context, step, milestone) : undefined))
        .filter((quickReply) => quickReply !== undefined);
      const title = step ? translator.format(step.short, {}) : '';
      return { text: numbered(translator.t('ask.which_milestone', { title }), quickReplies), quickReplies };
    }
    case 'reached': {
      const step = stepOf(context.journey, question.step);
      if (!step) return { text: translator.t('ask.where_are_you', {}), quickReplies: [] };
      const milestone = step.milestones.find((candidate) => candidate.id === question.milestone);
      const choice = milestone ? translator.format(milestone.choice, termsOf(context)) : '';
      return {
        text: translator.t('ask.reached', { choice }),
        quickReplies: quickRepliesFor(context, step, stepStatusOf(context, step)),
      };
    }
    case 'member_name':
      return { text: translator.t('ask.member_name', {}), quickReplies: [] };
    case 'amount_in_fen':
      return { text: translator.t('ask.amount_in_fen', {}), quickReplies: yesOrNo(context) };
    case 'rejection_reason':
      return { text: translator.t('ask.rejection_reason', {}), quickReplies: [] };
    case 'which_intent':
    case 'time':
    case 'language':
    case 'confirm':
      return renderSharedQuestion(context, question);
    case 'companies':
    case 'which_supplier':
    case 'agree':
      // Asked of a purchaser's people alone; whoever is none any more is asked nothing.
      return { text: '', quickReplies: [] };
  }
};
