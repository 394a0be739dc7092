import type { Milestone, Step } from '../../content/schema/journey.ts';
import { acceptedAt, termsOf } from '../core/expected-terms.ts';
import { intents } from '../core/intents.ts';
import {
  currentStep,
  furthest,
  missingBefore,
  numberOf,
  type StepStatus,
  stepStatuses,
} from '../core/progress/step-status.ts';
import { enumerate } from '../core/reply/enumerate.ts';
import type { QuickReply } from '../core/reply/reply-draft.ts';
import { linkOf } from '../core/reply/step-link.ts';
import { sayDay } from '../core/time/dates.ts';
import type { TurnContext } from '../core/turn-context.ts';
import type { Link } from '../model/message.ts';

/** Words for a person, with what they can tap. */
export interface StepInstructions {
  readonly lines: readonly string[];
  readonly links: readonly Link[];
  readonly quickReplies: readonly QuickReply[];
}

/** The choice by which a person reports a milestone. */
export const milestoneReply = (context: TurnContext, step: Step, milestone: Milestone): QuickReply => {
  const label = context.translator.format(milestone.choice, termsOf(context));
  return {
    label,
    say: label,
    means: { type: 'intent', intent: milestone.means[0] ?? intents.stepDone, step: step.id, milestone: milestone.id },
  };
};

const offerNotYet = (context: TurnContext, step: Step): QuickReply => {
  const label = context.translator.t('choice.not_yet', {});
  return { label, say: label, means: { type: 'repair', repair: 'not_yet', step: step.id } };
};

const offerRejected = (context: TurnContext, step: Step): QuickReply => {
  const label = context.translator.t('choice.rejected', {});
  return { label, say: label, means: { type: 'intent', intent: intents.reviewRejected, step: step.id } };
};

/** What a person can tap while a step stands as it does: reports that are possible now. */
export const quickRepliesFor = (context: TurnContext, step: Step, status: StepStatus): readonly QuickReply[] => {
  if (status.type === 'done' || status.type === 'todo') return [];
  const report = milestoneReply(context, step, status.next);
  if (status.type === 'waiting') {
    const refused = status.wait.for === 'purchaser' ? [] : [offerRejected(context, step)];
    return [report, offerNotYet(context, step), ...refused];
  }
  return [report];
};

const headingOf = (context: TurnContext, step: Step): string =>
  context.translator.t('step.heading', {
    number: numberOf(context.journey, step),
    count: context.journey.steps.length,
    title: context.translator.format(step.title, {}),
  });

/** The titles of steps, in one enumeration. */
export const titlesOf = ({ translator }: TurnContext, steps: readonly Step[]): string =>
  enumerate(
    translator,
    steps.map((step) => translator.format(step.title, {})),
  );

/** How to do one step now: heading, what to do, the link, the names of the required fields. */
export const explain = (context: TurnContext, step: Step, status: StepStatus): StepInstructions => {
  const { translator } = context;
  const lines = [headingOf(context, step)];
  const milestone = status.type === 'done' ? step.milestones[0] : status.next;
  if (status.type === 'done')
    lines.push(translator.t('step.already_done', { title: translator.format(step.title, {}) }));
  const missing = furthest(context.conversation, step) < 0 ? missingBefore(context, step) : [];
  if (missing.length > 0) lines.push(translator.t('step.missing_before', { titles: titlesOf(context, missing) }));
  if (milestone) lines.push(translator.format(milestone.todo, termsOf(context)));
  if (milestone === step.milestones[0]) lines.push(...acceptedAt(context, step.id));
  lines.push(translator.t('step.open', { url: step.link.url }));
  const required = step.fields.filter((field) => field.required);
  if (milestone === step.milestones[0] && required.length > 0 && milestone?.by === 'supplier') {
    const labels = required.map((field) => field.label);
    lines.push(translator.t('step.fill_in', { fields: enumerate(translator, labels) }));
  }
  return {
    lines: [lines.join('\n')],
    links: [linkOf(context, step)],
    quickReplies: quickRepliesFor(context, step, status),
  };
};

const offerChecklist = (context: TurnContext): QuickReply => {
  const label = context.translator.t('choice.checklist', {});
  return { label, say: label, means: { type: 'intent', intent: intents.getChecklist } };
};

/** What to do now, wherever the person stands; at the end, what happens next. */
export const stepInstructions = (context: TurnContext): StepInstructions => {
  const current = currentStep(context);
  if (!current)
    return {
      lines: [context.translator.format(context.journey.finish, termsOf(context))],
      links: [],
      quickReplies: [],
    };
  const { step, status } = current;
  const words = explain(context, step, status);
  const working = status.type === 'doing' || status.type === 'rejected';
  const more = working && status.next === step.milestones[0];
  return {
    ...words,
    lines: status.type === 'waiting' ? [...words.lines, waitingLines(context)] : words.lines,
    quickReplies: more ? [...words.quickReplies, offerChecklist(context)] : words.quickReplies,
  };
};

/** One line that leads back to where the person stands. */
export const resumeLine = (context: TurnContext): string => {
  const current = currentStep(context);
  return current ? lineFor(context, current.step, current.status) : context.translator.t('back.finished', {});
};

/** Everything that is waited for, a line each. */
const waitingLines = (context: TurnContext): string =>
  stepStatuses(context)
    .filter(({ status }) => status.type === 'waiting')
    .map(({ step, status }) => lineFor(context, step, status))
    .join('\n');

/** One line about where a step stands and what to say when it goes on. */
export const lineFor = (context: TurnContext, step: Step, status: StepStatus): string => {
  const { translator } = context;
  const number = numberOf(context.journey, step);
  const title = translator.format(step.short, {});
  switch (status.type) {
    case 'waiting': {
      const values = {
        number,
        title,
        from: translator.format(status.wait.from, {}),
        day: sayDay(status.until, context),
      };
      return translator.t(`back.waiting_${status.wait.for}`, values);
    }
    case 'rejected':
      return translator.t('back.rejected', { number, title });
    case 'doing':
      return translator.t('back.doing', {
        number,
        title,
        choice: translator.format(status.next.choice, termsOf(context)),
      });
    default:
      return translator.t('back.not_started', { number, title });
  }
};
