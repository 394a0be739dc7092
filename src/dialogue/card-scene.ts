import type { Conversation } from './conversation.ts';
import type { Card } from './membership.ts';
import type { Scene, Surroundings } from './scene.ts';

/**
 * A supplier's card laid out like their conversation, for whoever looks at it from outside: standings and the current step
 * are worked out from it just as for the supplier. Words come in the reader's language, not the supplier's.
 */
export const sceneOfCard = (card: Card, around: Surroundings): Scene => {
  const { content, voice, schedule, now, publicUrl } = around;
  const journey = content.journeys.get(card.journey) ?? content.journey;
  const deferred =
    card.deferred.length === 0 ? [] : journey.steps.filter(({ id }) => card.deferred.includes(id)).map(({ id }) => id);
  // Written out: thousands of cards are laid out for one answer, and copying a begun conversation costs several times more.
  const conversation: Conversation = {
    format: 1,
    id: card.person,
    journey: { id: card.journey, hash: content.hash },
    role: 'supplier',
    locale: voice.locale,
    addresses: [],
    progress: card.progress,
    deferred,
    facts: { member_name: card.member_name },
    membership: card.membership,
    favours: card.favours,
    offers: [],
    mode: card.mode,
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
    startedAt: card.startedAt,
  };
  return { conversation, journey, content, voice, schedule, now, inGroup: false, publicUrl };
};
