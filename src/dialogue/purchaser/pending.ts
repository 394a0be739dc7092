import type { Favour } from '../../content/journey.ts';
import { sceneOfCard } from '../card-scene.ts';
import type { Conversation } from '../conversation.ts';
import type { Word } from '../errand.ts';
import type { Instant } from '../instant.ts';
import type { Card } from '../membership.ts';
import type { PersonId } from '../person.ts';
import type { Scene } from '../scene.ts';
import { isAsFarAs } from '../standing.ts';
import { openingAfter, type Schedule } from '../working-time.ts';
import type { PurchaserScene } from './purchaser-scene.ts';

/** A favour that a supplier waits for. */
export interface Pending {
  readonly card: Card;
  readonly favour: Favour;
  readonly askedAt: Instant;
}

/** Whether something is on its way to a person already, and only not told yet. */
const isUnderWay = ({ errands }: Conversation, person: PersonId, fits: (word: Word) => boolean): boolean =>
  errands?.some(({ task }) => task.to === 'person' && task.person === person && fits(task.word)) ?? false;

/** The favours that one supplier waits for. */
export const pendingOf = (card: Card, scene: Scene): readonly Pending[] => {
  const { conversation, content } = scene;
  const journey = content.journeys.get(card.journey) ?? content.journey;
  return journey.favours.flatMap((favour): readonly Pending[] => {
    const mark = card.favours[favour.id];
    if (!mark || mark.doneAt !== undefined) return [];
    const isMoot = favour.reaches !== undefined && isAsFarAs(sceneOfCard(card, scene), [favour.reaches]);
    const isTold = isUnderWay(
      conversation,
      card.person,
      (word) => word.tells === 'favour_done' && word.favour === favour.id,
    );
    return isMoot || isTold ? [] : [{ card, favour, askedAt: mark.askedAt }];
  });
};

/** Every favour that a supplier waits for, the longest waiting first. */
export const pendingFavours = (scene: PurchaserScene): readonly Pending[] =>
  scene.book.cards.flatMap((card) => pendingOf(card, scene)).sort((left, right) => left.askedAt - right.askedAt);

/** A working day has begun since. */
const onAnotherDay = (at: Instant, now: Instant, schedule: Schedule): boolean => openingAfter(at, schedule) <= now;

/** Whether a supplier may be nudged now: at most once a working day. */
export const mayBeNudged = (card: Card, { conversation, now, schedule }: Scene): boolean =>
  (card.nudgedAt === undefined || onAnotherDay(card.nudgedAt, now, schedule)) &&
  !isUnderWay(conversation, card.person, ({ tells }) => tells === 'nudge');
