import { windowHours } from '../core/delivery/window-hours.ts';
import type { ReplyDraft } from '../core/reply/reply-draft.ts';
import { sayDay } from '../core/time/dates.ts';
import { dayOf } from '../core/time/working-time.ts';
import type { TurnContext } from '../core/turn-context.ts';
import { planReminders } from './plan-reminders.ts';

/**
 * What somebody has to know of the reply window of their platform: told once in a lifetime, with the first reminder that
 * it keeps from coming on its day, and with that day, so that they come by themselves.
 */
export const replyWindowNotice = (context: TurnContext): ReplyDraft | undefined => {
  const { conversation, translator, schedule, now } = context;
  const hours = windowHours(context);
  if (hours === undefined || conversation.windowNoticeAt !== undefined) return undefined;
  const missed = planReminders(context).find(
    ({ at, which, insteadOf }) =>
      which === 'out_of_reach' || (insteadOf !== undefined && dayOf(insteadOf, schedule) !== dayOf(at, schedule)),
  );
  if (!missed) return undefined;
  const day = sayDay(missed.insteadOf ?? missed.at, context);
  return {
    conversation: { ...conversation, windowNoticeAt: now },
    lines: [translator.t('remind.window', { hours, day })],
    followUp: { type: 'none' },
  };
};
