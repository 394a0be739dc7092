import { numberOf, type StepStatus } from '../../core/progress/step-status.ts';
import type { SharedContext, TurnContext } from '../../core/turn-context.ts';
import type { Row } from '../suppliers/progress-rows.ts';
import type { Stuck } from '../suppliers/stuckness.ts';
import { sayPast } from './relative-dates.ts';

const stepValues = ({ journey, translator }: TurnContext, step: Row['current']): { number: number; step: string } => ({
  number: step ? numberOf(journey, step.step) : 0,
  step: step ? translator.format(step.step.short, {}) : '',
});

/**
 * Why somebody is stuck, in a few words. `context` is that of the summary, or the reader's for an invitation; `day` says since
 * when, where that is to be read on another day.
 */
export const stuckText = (
  context: SharedContext & Pick<TurnContext, 'journey'>,
  stuck: Stuck,
  day = sayPast(stuck.since, context),
): string => {
  const { translator, content } = context;
  const step = stuck.step ? translator.format(stuck.step.short, {}) : '';
  const from = stuck.from ? translator.format(stuck.from, {}) : '';
  switch (stuck.why) {
    case 'rejected': {
      const topic = stuck.topic === undefined ? undefined : content.intents.get(stuck.topic);
      return topic
        ? translator.t('purchaser.stuck_rejected_for', { step, day, topic: translator.format(topic.label, {}) })
        : translator.t('purchaser.stuck_rejected', { step, day });
    }
    case 'deposit':
    case 'review':
      return translator.t(`purchaser.stuck_${stuck.why}`, { step, from, day });
    case 'ours': {
      const favour = context.journey.favours.find(({ id }) => id === stuck.favour);
      return favour
        ? translator.t('purchaser.stuck_ours', { favour: translator.format(favour.title, {}), day })
        : translator.t('purchaser.stuck_ours_step', { step, day });
    }
    case 'silent':
    case 'slow':
    case 'person':
    case 'paused':
      return translator.t(`purchaser.stuck_${stuck.why}`, { step, day });
    case 'unopened':
    case 'expired':
      return translator.t(`purchaser.stuck_${stuck.why}`, { day });
  }
};

/** What can be done about it, in a few words. */
export const adviceText = ({ translator }: SharedContext, { why }: Stuck): string =>
  translator.t(`purchaser.advice_${why}`, {});

const standingWords = (context: TurnContext, status: StepStatus, day: string): string => {
  const { translator } = context;
  switch (status.type) {
    case 'waiting':
      return translator.t(`purchaser.is_waiting_${status.wait.for}`, {
        from: translator.format(status.wait.from, {}),
        day,
      });
    case 'todo':
      return translator.t('purchaser.is_todo', {});
    default:
      return translator.t(`purchaser.is_${status.type}`, { day });
  }
};

/** Where a supplier is, and since when: "第 2 步 企业认证，等阿里打款，3月2日（周一）起". */
export const whereText = ({ context, current, since }: Row): string => {
  const { translator } = context;
  const day = sayPast(since, context);
  if (!current) return translator.t('purchaser.is_through', { day });
  return translator.t('purchaser.at_step', {
    ...stepValues(context, current),
    state: standingWords(context, current.status, day),
  });
};

/** How one step stands, for the view of one supplier. */
export const stepText = (context: TurnContext, status: StepStatus): string => {
  const at = status.type === 'done' || status.type === 'rejected' ? status.at : undefined;
  if (status.type === 'doing') return context.translator.t('purchaser.is_doing_now', {});
  return standingWords(
    context,
    status,
    sayPast(status.type === 'waiting' ? status.since : (at ?? context.now), context),
  );
};
