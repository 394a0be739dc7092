import type { Step } from '../../../../content/schema/journey.ts';
import { checkDepositAmount } from '../../../../text/checks/deposit-amount.ts';
import type { Act } from '../../../core/acts/act.ts';
import { closeQuestion } from '../../../core/close-question.ts';
import { termsOf } from '../../../core/expected-terms.ts';
import { intents } from '../../../core/intents.ts';
import { furthest, type StepWithStatus, stepStatuses } from '../../../core/progress/step-status.ts';
import type { ReplyDraft } from '../../../core/reply/reply-draft.ts';
import type { TurnContext } from '../../../core/turn-context.ts';
import { explain } from '../../step-instructions.ts';
import { namedStep } from './named-step.ts';
import { report } from './report-progress.ts';
import { stepsFor } from './step-candidates.ts';

const depositsWaitedFor = (context: TurnContext) =>
  stepStatuses(context).flatMap(({ step, status }) =>
    status.type === 'waiting' && status.wait.for === 'deposit' ? [{ step, status }] : [],
  );

/** The steps whose deposit was reported and whose page still wants its amount. */
export const depositsToType = (context: TurnContext): readonly StepWithStatus[] =>
  stepStatuses(context).filter(({ step, status }) => {
    const reached = step.milestones[furthest(context.conversation, step)];
    return status.type === 'doing' && reached?.means.includes(intents.depositReceived) === true;
  });

/**
 * The step whose deposit is spoken of once more, when no other is waited for: "看到了 0.37，填哪里" is no second deposit.
 */
const toldBefore = (context: TurnContext, named: Step | undefined): StepWithStatus | undefined => {
  if (!named && depositsWaitedFor(context).length > 0) return undefined;
  return depositsToType(context).find(({ step }) => !named || step.id === named.id);
};

/** What a step's deposit stays below, in fen; the higher one while it is not known whose deposit is meant. */
const depositLimit = (step: Step | undefined): 100 | 200 => {
  const wait = step?.milestones.find((milestone) => milestone.wait?.for === 'deposit')?.wait;
  return wait?.below_yuan === 1 ? 100 : 200;
};

const explained = (context: TurnContext, { step, status }: StepWithStatus): Omit<ReplyDraft, 'conversation'> => ({
  ...explain(context, step, status),
  followUp: { type: 'none' },
});

const withLines = (draft: ReplyDraft, lines: readonly string[]): ReplyDraft => ({
  ...draft,
  lines: [...lines, ...draft.lines],
});

/**
 * The micro-deposit is there, with or without its amount. An amount is checked for its form and let go: it is for the
 * page, and is neither kept nor repeated. A form that cannot be right is not taken for an arrival.
 */
export const depositReceived: Act = (context, utterance) => {
  const { amount } = utterance.entities;
  const known = toldBefore(context, namedStep(context, utterance));
  const draft = () =>
    known ? { conversation: context.conversation, ...explained(context, known) } : report(context, utterance);
  if (!amount) return draft();
  const possible = stepsFor(context, intents.depositReceived);
  const step = known?.step ?? namedStep(context, utterance) ?? (possible.length === 1 ? possible[0] : undefined);
  if (amount.unit === 'guessed') {
    return {
      conversation: context.conversation,
      lines: [],
      followUp: { type: 'ask', question: { type: 'amount_in_fen' } },
    };
  }
  const { verdict, findings } = checkDepositAmount(amount, depositLimit(step));
  const words = findings.map((finding) => context.translator.finding(finding.code, finding.values ?? {}));
  if (verdict === 'wrong') return { conversation: context.conversation, lines: words, followUp: { type: 'back' } };
  return withLines(draft(), [...words, context.translator.t('deposit.amount_noted', {})]);
};

/** The deposit that is missing is one that the person has reported: they are told so, and how to take it back. */
const saidBefore = (context: TurnContext, named: Step | undefined): string[] =>
  depositsToType(context)
    .filter(({ step }) => !named || step.id === named.id)
    .flatMap(({ step }) => step.milestones[furthest(context.conversation, step)]?.wait ?? [])
    .map(({ from }) => context.translator.t('deposit.said_before', { from: context.translator.format(from, {}) }));

/** The micro-deposit has not come: where to look, what commonly holds it up, whose deposit it is. */
export const depositNotReceived: Act = (context, utterance) => {
  const { translator } = context;
  // Asked whether it has come, this is the answer.
  const isAnswer = context.conversation.question?.type === 'reached';
  const conversation = isAnswer ? closeQuestion(context.conversation) : context.conversation;
  const named = namedStep(context, utterance);
  const waited = depositsWaitedFor(context).filter(({ step }) => !named || step.id === named.id);
  const lines = waited.map(({ step, status }) =>
    translator.t('deposit.missing', {
      from: translator.format(status.wait.from, {}),
      title: translator.format(step.short, {}),
      todo: translator.format(status.next.todo, termsOf(context)),
    }),
  );
  if (lines.length === 0) lines.push(...saidBefore(context, named));
  if (lines.length === 0) lines.push(translator.t('deposit.none_expected', {}));
  return { conversation, lines: [...lines, translator.t('deposit.why_late', {})], followUp: { type: 'back' } };
};
