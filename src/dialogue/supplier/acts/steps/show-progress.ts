import type { Step } from '../../../../content/schema/journey.ts';
import type { Act, Utterance } from '../../../core/acts/act.ts';
import { acceptedAt, termsOf } from '../../../core/expected-terms.ts';
import {
  currentStep,
  numberOf,
  type StepStatus,
  stepStatuses,
  stepStatusOf,
} from '../../../core/progress/step-status.ts';
import type { QuickReply } from '../../../core/reply/reply-draft.ts';
import { linkOf } from '../../../core/reply/step-link.ts';
import { sayDay } from '../../../core/time/dates.ts';
import type { TurnContext } from '../../../core/turn-context.ts';
import { explain, quickRepliesFor } from '../../step-instructions.ts';
import { namedStep } from './named-step.ts';

/** The step an utterance is about: the one it names, else the one the person is on, else the last. */
const subject = (context: TurnContext, utterance: Utterance): Step | undefined =>
  namedStep(context, utterance) ?? currentStep(context)?.step ?? context.journey.steps.at(-1);

/** What to do now; what can be done meanwhile, when everything at hand is waiting. */
export const nextStep: Act = (context) => ({
  conversation: context.conversation,
  lines: [],
  followUp: { type: 'guide' },
});

const statusOf = (context: TurnContext, step: Step, status: StepStatus): string => {
  const { translator, conversation } = context;
  switch (status.type) {
    case 'waiting': {
      const from = translator.format(status.wait.from, {});
      return translator.t(`progress.waiting_${status.wait.for}`, { from, day: sayDay(status.until, context) });
    }
    case 'doing':
      return translator.t(conversation.deferred.includes(step.id) ? 'progress.put_off' : 'progress.doing', {});
    default:
      return translator.t(`progress.${status.type}`, {});
  }
};

const marks = { done: '●', doing: '◐', rejected: '◐', waiting: '◔', todo: '○' } as const;

/** Where the person is, step by step. */
export const showProgress: Act = (context) => {
  const { translator, journey, conversation } = context;
  const all = stepStatuses(context);
  const done = all.filter(({ status }) => status.type === 'done').length;
  const lines = all.map(({ step, status }) =>
    translator.t('progress.line', {
      mark: marks[status.type],
      number: numberOf(journey, step),
      title: translator.format(step.short, {}),
      status: statusOf(context, step, status),
    }),
  );
  const heading = translator.t('progress.heading', { done, count: all.length });
  return { conversation, lines: [[heading, ...lines].join('\n')], followUp: { type: 'back' } };
};

/** The whole way, from start to end. */
export const showOverview: Act = (context) => {
  const { translator, journey, conversation } = context;
  const lines = journey.steps.map((step) =>
    translator.t('overview.line', { number: numberOf(journey, step), title: translator.format(step.title, {}) }),
  );
  const heading = translator.t('overview.heading', {
    title: translator.format(journey.title, {}),
    count: journey.steps.length,
  });
  return {
    conversation,
    lines: [[heading, ...lines].join('\n'), translator.format(journey.prepare, {})],
    followUp: { type: 'back' },
  };
};

const reportsFor = (context: TurnContext, step: Step): readonly QuickReply[] =>
  quickRepliesFor(context, step, stepStatusOf(context, step));

/** The address of a step's page. */
export const getLink: Act = (context, utterance) => {
  const { translator, journey, conversation } = context;
  const step = subject(context, utterance);
  if (!step) return { conversation, lines: [], followUp: { type: 'guide' } };
  const values = { number: numberOf(journey, step), title: translator.format(step.title, {}), url: step.link.url };
  return {
    conversation,
    lines: [`${translator.t('link.heading', values)}\n${translator.t('link.on_computer', {})}`],
    links: [linkOf(context, step)],
    quickReplies: reportsFor(context, step),
    followUp: { type: 'none' },
  };
};

/** What to have ready for a step, and what to put in each field. */
export const getChecklist: Act = (context, utterance) => {
  const { translator, journey, conversation } = context;
  const step = subject(context, utterance);
  if (!step) return { conversation, lines: [], followUp: { type: 'guide' } };
  const terms = termsOf(context);
  const blocks = [
    translator.t('checklist.heading', { number: numberOf(journey, step), title: translator.format(step.title, {}) }),
  ];
  if (step.materials.length > 0) {
    const materials = step.materials.map((material) => `· ${translator.format(material, terms)}`);
    blocks.push([translator.t('checklist.materials', {}), ...materials].join('\n'));
  }
  if (step.fields.length > 0) {
    const fields = step.fields.map((field) =>
      translator.t(field.required ? 'checklist.required' : 'checklist.optional', {
        label: field.label,
        put: translator.format(field.put, terms),
      }),
    );
    blocks.push([translator.t('checklist.fields', {}), ...fields].join('\n'));
  }
  const remarks = [
    ...step.warnings.map((warning) => translator.format(warning, terms)),
    ...acceptedAt(context, step.id),
  ];
  if (remarks.length > 0) blocks.push(remarks.join('\n'));
  return {
    conversation,
    lines: [blocks.join('\n')],
    links: [linkOf(context, step)],
    quickReplies: reportsFor(context, step),
    followUp: { type: 'none' },
  };
};

/**
 * How one step is done. A step that can be worked on becomes the one the person is on; one that waits for others is
 * explained all the same.
 */
export const explainStep: Act = (context, { meaning }) => {
  const step =
    meaning.type === 'intent' ? context.journey.steps.find((one) => one.intent === meaning.intent) : undefined;
  if (!step) return { conversation: context.conversation, lines: [], followUp: { type: 'guide' } };
  const status = stepStatusOf(context, step);
  const workable = status.type === 'doing' || status.type === 'rejected';
  const conversation = workable ? { ...context.conversation, focus: step.id } : context.conversation;
  const words = explain(context, step, status);
  const isCurrent = currentStep(context)?.step.id === step.id;
  return {
    conversation,
    lines: words.lines,
    links: words.links,
    quickReplies: words.quickReplies,
    followUp: isCurrent || workable ? { type: 'none' } : { type: 'back' },
  };
};

/** Why a step is asked for. */
export const why: Act = (context, utterance) => {
  const { translator, conversation } = context;
  const step = subject(context, utterance);
  if (!step) return { conversation, lines: [], followUp: { type: 'back' } };
  return {
    conversation,
    lines: [
      translator.t('repair.why', {
        title: translator.format(step.title, {}),
        why: translator.format(step.why, termsOf(context)),
      }),
    ],
    followUp: { type: 'back' },
  };
};
