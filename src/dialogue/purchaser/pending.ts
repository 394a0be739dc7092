import type { Favour } from '../../content/journey.ts';
import type { Book } from '../book.ts';
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

/** The words that are on their way to people and not told yet. */
const underWay = ({ errands }: Conversation): readonly { readonly person: PersonId; readonly word: Word }[] =>
  errands?.flatMap(({ task }) => (task.to === 'person' ? [task] : [])) ?? [];

const keyOf = (person: PersonId, favour: string): string => `${favour} ${person}`;

/** The favours of which suppliers are being told already that they are done. */
const beingTold = (conversation: Conversation): ReadonlySet<string> =>
  new Set(
    underWay(conversation).flatMap(({ person, word }) =>
      word.tells === 'favour_done' ? [keyOf(person, word.favour)] : [],
    ),
  );

const nothing: readonly Pending[] = [];

const waitsFor = (card: Card, scene: Scene, told: ReadonlySet<string>): readonly Pending[] => {
  // Most suppliers wait for nothing, and thousands of them are looked at.
  if (!Object.values(card.favours).some(({ doneAt }) => doneAt === undefined)) return nothing;
  const journey = scene.content.journeys.get(card.journey) ?? scene.content.journey;
  return journey.favours.flatMap((favour): readonly Pending[] => {
    const mark = card.favours[favour.id];
    if (!mark || mark.doneAt !== undefined || told.has(keyOf(card.person, favour.id))) return nothing;
    const isMoot = favour.reaches !== undefined && isAsFarAs(sceneOfCard(card, scene), [favour.reaches]);
    return isMoot ? nothing : [{ card, favour, askedAt: mark.askedAt }];
  });
};

/** The favours that one supplier waits for. */
export const pendingOf = (card: Card, scene: Scene): readonly Pending[] =>
  waitsFor(card, scene, beingTold(scene.conversation));

/** Several parts of one turn ask for the same; worked out once for each book and what is on its way. */
const worked = new WeakMap<Book, { readonly errands: unknown; readonly pending: readonly Pending[] }>();

/** Every favour that a supplier waits for, the longest waiting first. */
export const pendingFavours = (scene: PurchaserScene): readonly Pending[] => {
  const { book, conversation } = scene;
  const known = worked.get(book);
  if (known && known.errands === conversation.errands) return known.pending;
  const told = beingTold(conversation);
  const pending = book.cards
    .flatMap((card) => waitsFor(card, scene, told))
    .sort((left, right) => left.askedAt - right.askedAt);
  worked.set(book, { errands: conversation.errands, pending });
  return pending;
};

/** A working day has begun since. */
const onAnotherDay = (at: Instant, now: Instant, schedule: Schedule): boolean => openingAfter(at, schedule) <= now;

/** Tells of suppliers whether a nudge is on its way to them, or waits for the next opening. */
export const isBeingNudged = ({ conversation }: Scene): ((card: Card) => boolean) => {
  const nudged = new Set(
    underWay(conversation).flatMap(({ person, word }) => (word.tells === 'nudge' ? [person] : [])),
  );
  return ({ person }) => nudged.has(person);
};

/** Tells of suppliers whether they may be nudged now: at most once a working day. */
export const nudgeable = (scene: Scene): ((card: Card) => boolean) => {
  const isNudged = isBeingNudged(scene);
  const { now, schedule } = scene;
  return (card) => !isNudged(card) && (card.nudgedAt === undefined || onAnotherDay(card.nudgedAt, now, schedule));
};
