import type { Conversation } from '../../model/conversation.ts';
import type { SupplierSummary } from '../../model/programme/membership.ts';
import type { SharedContext, TurnContext } from '../turn-context.ts';

/**
 * A supplier's summary laid out like their conversation, for whoever looks at it from outside: step statuses and the current step
 * are worked out from it just as for the supplier. Words come in the reader's language, not the supplier's.
 */
export const contextOfSummary = (summary: SupplierSummary, context: SharedContext): TurnContext => {
  const { content, translator, schedule, now, publicUrl } = context;
  const journey = content.journeys.get(summary.journey) ?? content.journey;
  const deferred =
    summary.deferred.length === 0
      ? []
      : journey.steps.filter(({ id }) => summary.deferred.includes(id)).map(({ id }) => id);
  // Written out: thousands of summaries are laid out for one answer, and copying a begun conversation costs several times more.
  const conversation: Conversation = {
    format: 2,
    id: summary.person,
    journey: { id: summary.journey, hash: content.hash },
    role: 'supplier',
    locale: translator.locale,
    addresses: [],
    progress: summary.progress,
    deferred,
    facts: { member_name: summary.member_name },
    membership: summary.membership,
    favours: summary.favours,
    quickReplies: [],
    mode: summary.mode,
    remindersOn: true,
    reminded: {},
    reminders: [],
    overdue: [],
    seen: [],
    outbox: [],
    undelivered: [],
    lastNumber: 0,
    unanswered: [],
    log: [],
    startedAt: summary.startedAt,
  };
  return { conversation, journey, content, translator, schedule, now, inGroup: false, publicUrl };
};
