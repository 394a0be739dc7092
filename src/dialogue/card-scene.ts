import { begin } from './begin.ts';
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
  const conversation: Conversation = {
    ...begin(card.person, { now: card.startedAt, content }, voice.locale),
    journey: { id: card.journey, hash: content.hash },
    progress: card.progress,
    deferred: journey.steps.filter(({ id }) => card.deferred.includes(id)).map(({ id }) => id),
    facts: card.member_name === undefined ? {} : { member_name: card.member_name },
    membership: card.membership,
    favours: card.favours,
    mode: card.mode,
    ...(card.nudgedAt === undefined ? {} : { nudgedAt: card.nudgedAt }),
  };
  return { conversation, journey, content, voice, schedule, now, inGroup: false, publicUrl };
};
