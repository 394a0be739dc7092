import type { Step } from '../../../content/schema/journey.ts';
import type { Act } from '../../core/acts/act.ts';
import { closeQuestion } from '../../core/close-question.ts';
import { defer, lastMark, lastRejection, reopen, unreach } from '../../core/progress/record-progress.ts';
import { currentStep, furthest, stepStatuses } from '../../core/progress/step-status.ts';
import type { QuickReply, ReplyDraft } from '../../core/reply/reply-draft.ts';
import { type TurnContext, withConversation } from '../../core/turn-context.ts';
import { namedStep } from './steps/named-step.ts';

/** A rejection was told by mistake. It took away what was reached, so the person is asked how far they are. */
const notRejected = (context: TurnContext, step: Step): ReplyDraft => ({
  conversation: reopen(closeQuestion(context.conversation), step),
  lines: [context.translator.t('report.undone', { choice: context.translator.t('choice.rejected', {}) })],
  followUp: {
    type: 'ask',
    question: { type: 'which_milestone', step: step.id, milestones: step.milestones.map(({ id }) => id) },
  },
});

/** Back: a step by name is opened again; without a name the last report is taken back. */
export const goBack: Act = (context, utterance) => {
  const { translator, conversation, journey } = context;
  const named = namedStep(context, utterance);
  const rest = closeQuestion(conversation);
  if (named && furthest(conversation, named) >= 0) {
    const line = translator.t('report.reopened', { title: translator.format(named.short, {}) });
    return { conversation: reopen(rest, named), lines: [line], followUp: { type: 'guide' } };
  }
  const last = named ? undefined : lastMark(conversation, journey);
  const refused = lastRejection(conversation, journey);
  if (refused && (named ? refused.step === named : refused.at >= (last?.at ?? 0)))
    return notRejected(context, refused.step);
  if (!last)
    return { conversation: rest, lines: [translator.t('report.nothing_to_undo', {})], followUp: { type: 'guide' } };
  const line = translator.t('report.undone', { choice: translator.format(last.milestone.choice, {}) });
  return { conversation: unreach(rest, last.step, last.milestone), lines: [line], followUp: { type: 'guide' } };
};

/** Puts the current step off and goes on with what else can be done. */
export const skip: Act = (context) => {
  const { translator, conversation } = context;
  const current = currentStep(context);
  const workable = stepStatuses(context).filter(({ status }) => status.type === 'doing' || status.type === 'rejected');
  if (!current || !workable.some(({ step }) => step.id === current.step.id)) {
    return { conversation, lines: [translator.t('step.nothing_to_put_off', {})], followUp: { type: 'back' } };
  }
  const deferred = defer(conversation, current.step);
  const next = currentStep(withConversation(context, deferred));
  if (next?.step.id === current.step.id) {
    return { conversation, lines: [translator.t('step.nothing_else', {})], followUp: { type: 'back' } };
  }
  const line = translator.t('step.put_off', { title: translator.format(current.step.short, {}) });
  return { conversation: deferred, lines: [line], followUp: { type: 'guide' } };
};

/** Says again what there is to do, or what was asked. */
export const repeat: Act = ({ conversation }) => ({
  conversation,
  lines: [],
  followUp: conversation.question ? { type: 'back' } : { type: 'guide' },
});

/** Everything rests until the person says something again. */
export const pause: Act = ({ conversation, translator }) => ({
  conversation: { ...closeQuestion(conversation), mode: 'paused' },
  lines: [translator.t('repair.paused', {})],
  followUp: { type: 'none' },
});

/** On with it, after a pause or after a person was asked for. */
export const goOn: Act = ({ conversation }) => ({
  conversation: { ...conversation, mode: 'guided' },
  lines: [],
  followUp: { type: 'guide' },
});

const offerContinue = (context: TurnContext): QuickReply => {
  const label = context.translator.t('choice.continue', {});
  return { label, say: label, means: { type: 'repair', repair: 'continue' } };
};

/** A person is wanted: noted for the operator; questions are still answered meanwhile. */
export const talkToHuman: Act = (context) => ({
  conversation: { ...context.conversation, mode: 'human' },
  lines: [context.translator.t(context.conversation.mode === 'human' ? 'repair.human_again' : 'repair.human', {})],
  quickReplies: [offerContinue(context)],
  followUp: { type: 'none' },
});

/** Beginning again from nothing is asked about first. */
export const restart: Act = ({ conversation }) => ({
  conversation,
  lines: [],
  followUp: { type: 'ask', question: { type: 'confirm', what: 'restart' } },
});

/** What is kept about a person is shown, and erased when they say so. */
export const eraseMyData: Act = (context) => {
  const { conversation, translator, inGroup } = context;
  const done = stepStatuses(context).filter(({ status }) => status.type === 'done').length;
  const name = inGroup ? undefined : conversation.facts.member_name;
  const kept = translator.t('repair.kept_data', { done, name: name ?? translator.t('repair.none', {}) });
  return { conversation, lines: [kept], followUp: { type: 'ask', question: { type: 'confirm', what: 'erase' } } };
};
