import type { IntentId } from '../../../../content/schema/intent.ts';
import type { Milestone, Step } from '../../../../content/schema/journey.ts';
import type { Act, Utterance } from '../../../core/acts/act.ts';
import { closeQuestion } from '../../../core/close-question.ts';
import { termsOf } from '../../../core/expected-terms.ts';
import { intents } from '../../../core/intents.ts';
import { implyNeeded, reach, reject, reopen } from '../../../core/progress/record-progress.ts';
import { currentStep, furthest, stepOf, stepStatusOf } from '../../../core/progress/step-status.ts';
import type { ReplyDraft } from '../../../core/reply/reply-draft.ts';
import { sayDay } from '../../../core/time/dates.ts';
import { type TurnContext, withConversation } from '../../../core/turn-context.ts';
import { explain, titlesOf } from '../../step-instructions.ts';
import { namedStep } from './named-step.ts';
import { aheadIn, type Candidate, stepsFor } from './step-candidates.ts';

/** Marks a milestone and says so; then what to do next. */
export const markReached = (context: TurnContext, { step, milestone }: Omit<Candidate, 'isNext'>): ReplyDraft => {
  const { translator, journey, now } = context;
  const needed = implyNeeded(closeQuestion(context.conversation), journey, step, now);
  const conversation = reach(needed.conversation, step, milestone, now);
  const lines = [translator.format(milestone.reached, termsOf(context))];
  if (needed.implied.length > 0)
    lines.push(translator.t('report.implied', { titles: titlesOf(context, needed.implied) }));
  const isRegistration = stepStatusOf(withConversation(context, conversation), step).type === 'done';
  const asksName = isRegistration && step === journey.steps[0] && conversation.facts.member_name === undefined;
  if (asksName) return { conversation, lines, followUp: { type: 'ask', question: { type: 'member_name' } } };
  // After a deposit was seen the same step goes on at once; show that, whatever else could be done.
  const status = stepStatusOf(withConversation(context, conversation), step);
  if (status.type === 'doing') {
    const words = explain(withConversation(context, conversation), step, status);
    return {
      conversation: { ...conversation, focus: step.id },
      ...words,
      lines: [...lines, ...words.lines],
      followUp: { type: 'none' },
    };
  }
  return { conversation, lines, followUp: { type: 'guide' } };
};

const askWhichStep = (context: TurnContext, intent: IntentId, steps: readonly Step[]): ReplyDraft => ({
  conversation: context.conversation,
  lines: [],
  followUp: { type: 'ask', question: { type: 'which_step', intent, steps: steps.map((step) => step.id) } },
});

const askHowFar = (context: TurnContext, step: Step, upTo: Milestone): ReplyDraft => {
  const status = stepStatusOf(context, step);
  const next = status.type === 'done' ? upTo : status.next;
  const milestones = next.id === upTo.id ? [upTo.id] : [next.id, upTo.id];
  return {
    conversation: context.conversation,
    lines: [],
    followUp: { type: 'ask', question: { type: 'which_milestone', step: step.id, milestones } },
  };
};

const alreadyDone = (context: TurnContext, step: Step): ReplyDraft => ({
  conversation: context.conversation,
  lines: [context.translator.t('report.already', { title: context.translator.format(step.short, {}) })],
  followUp: { type: 'back' },
});

/** Asks whether what is waited for has come, when a report says neither yes nor no. */
const askReached = (context: TurnContext): ReplyDraft => {
  const { conversation } = context;
  const current = currentStep(context);
  if (current?.status.type !== 'waiting') return { conversation, lines: [], followUp: { type: 'back' } };
  const question = { type: 'reached', step: current.step.id, milestone: current.status.next.id } as const;
  return { conversation, lines: [], followUp: { type: 'ask', question } };
};

/** A report about one known step: the milestone it names, or the first one ahead that it can mean. */
const reportOn = (context: TurnContext, step: Step, intent: IntentId, utterance: Utterance): ReplyDraft => {
  const named = utterance.meaning.type === 'intent' ? utterance.meaning.milestone : undefined;
  const exact = step.milestones.find((milestone) => milestone.id === named);
  const isAgain = utterance.meaning.type === 'intent' && utterance.meaning.again === true;
  const from = isAgain ? withConversation(context, reopen(context.conversation, step)) : context;
  if (exact) return markReached(from, { step, milestone: exact });
  const status = stepStatusOf(context, step);
  if (status.type === 'done') return alreadyDone(context, step);
  const ahead = aheadIn(context, step, intent);
  // Said of a step by name, a passed review means the step as a whole, wherever we thought the person was.
  const last = step.milestones.at(-1);
  if (!ahead)
    return last && intent === intents.reviewPassed
      ? markReached(context, { step, milestone: last })
      : askReached(context);
  if (ahead.isNext) return markReached(context, ahead);
  // A deposit that arrived implies that the papers were handed in; anything further is asked.
  if (intent === intents.depositReceived) return markReached(context, ahead);
  return askHowFar(context, step, ahead.milestone);
};

/** A step is filled in, a review came back approved: whose step it is and how far it brings it. */
export const report: Act = (context, utterance) => {
  const { meaning } = utterance;
  const intent = meaning.type === 'intent' ? meaning.intent : intents.stepDone;
  const named = namedStep(context, utterance);
  const steps = stepsFor(context, intent);
  const [only, ...others] = steps;
  // A loose name ("认证") for a step long done does not stand against the one step whose answer is awaited now. Something
  // handed in is another matter: "融易收交了", said twice, says nothing about the step after it.
  const isAnswer = intent !== intents.stepDone && only !== undefined && furthest(context.conversation, only) >= 0;
  const isLoose =
    named && isAnswer && meaning.type === 'intent' && !meaning.step && stepStatusOf(context, named).type === 'done';
  if (named && !(isLoose && others.length === 0)) return reportOn(context, named, intent, utterance);
  if (only && others.length === 0) return reportOn(context, only, intent, utterance);
  if (steps.length > 1) return askWhichStep(context, intent, steps);
  if (!currentStep(context)) return { conversation: context.conversation, lines: [], followUp: { type: 'guide' } };
  return askReached(context);
};

/** A review came back rejected: the step is open again, with the likely causes, and the reason is asked for. */
export const reviewRejected: Act = (context, utterance) => {
  const { translator, now } = context;
  const named = namedStep(context, utterance);
  const steps = named ? [named] : stepsFor(context, intents.reviewRejected);
  const [step] = steps;
  if (!step) return { conversation: context.conversation, lines: [], followUp: { type: 'guide' } };
  if (steps.length > 1) return askWhichStep(context, intents.reviewRejected, steps);
  const conversation = { ...reject(context.conversation, step, now), focus: step.id };
  const lines = [translator.t('report.rejected', { title: translator.format(step.short, {}) })];
  if (step.causes)
    lines.push(translator.t('report.causes', { causes: translator.format(step.causes, termsOf(context)) }));
  return { conversation, lines, followUp: { type: 'ask', question: { type: 'rejection_reason', step: step.id } } };
};

/** What was asked for has not come yet: no harm, and when to look again. */
export const notYet: Act = (context, utterance) => {
  const { translator, conversation } = context;
  const asked = conversation.question?.type === 'reached' ? conversation.question.step : undefined;
  const step =
    namedStep(context, utterance) ?? (asked ? stepOf(context.journey, asked) : undefined) ?? currentStep(context)?.step;
  const status = step ? stepStatusOf(context, step) : undefined;
  const rest = closeQuestion(conversation);
  if (!step || status?.type !== 'waiting') {
    return { conversation: rest, lines: [translator.t('report.not_yet', {})], followUp: { type: 'back' } };
  }
  const from = translator.format(status.wait.from, {});
  const isLate = context.now > status.until;
  const line = isLate
    ? translator.t(`report.late_${status.wait.for}`, { from })
    : translator.t(`report.not_yet_${status.wait.for}`, { from, day: sayDay(status.until, context) });
  return { conversation: rest, lines: [line], followUp: { type: 'none' } };
};
