import type { Book } from '../book.ts';
import { sceneOfCard } from '../card-scene.ts';
import type { Instant } from '../instant.ts';
import type { Card } from '../membership.ts';
import type { Scene, Surroundings } from '../scene.ts';
import { currentAmong, type StepStanding, standingsOnce } from '../standing.ts';
import type { PurchaserScene } from './purchaser-scene.ts';
import { lastChangeAt, type Stuck, stuckOf } from './stuckness.ts';

/** One supplier in the purchaser's view. */
export interface Row {
  readonly card: Card;
  /** The card laid out, in the reader's language. */
  readonly scene: Scene;
  /** The step they are on; nothing when they are through. */
  readonly current: StepStanding | undefined;
  /** Since when they are there; when they are through, since when. */
  readonly since: Instant;
  readonly stuck: Stuck | undefined;
}

const doneAt = ({ standing }: StepStanding): Instant => (standing.status === 'done' ? standing.at : 0);

const sinceOf = (card: Card, current: StepStanding | undefined, all: readonly StepStanding[]): Instant => {
  const standing = current?.standing;
  if (standing?.status === 'waiting') return standing.since;
  if (standing?.status === 'rejected') return standing.at;
  return standing ? lastChangeAt(card) : Math.max(...all.map(doneAt));
};

/** How a supplier stands. */
export const rowOf = (card: Card, around: Surroundings): Row => {
  const scene = sceneOfCard(card, around);
  const all = standingsOnce(scene);
  const current = currentAmong(scene, all);
  return { card, scene, current, since: sinceOf(card, current, all), stuck: stuckOf(scene, card, all) };
};

/** What rows depend on besides the cards. */
interface Worked {
  readonly around: readonly unknown[];
  readonly rows: readonly Row[];
}

/** Several parts of one turn ask for the same; worked out once for each book. */
const worked = new WeakMap<Book, Worked>();

/**
 * How all suppliers of the book stand. Those who are stuck come first, what the purchaser can do at once before the rest;
 * then whoever is longest where they are; those who are through last.
 */
export const rowsOf = (scene: Surroundings & Pick<PurchaserScene, 'book'>): readonly Row[] => {
  const around = [scene.now, scene.voice, scene.content];
  const known = worked.get(scene.book);
  if (known?.around.every((part, place) => part === around[place])) return known.rows;
  const rows = scene.book.cards.map((card) => rowOf(card, scene)).sort(moreUrgent);
  worked.set(scene.book, { around, rows });
  return rows;
};

const rank = ({ current, stuck }: Row): number => (stuck ? (stuck.why === 'ours' ? 0 : 1) : current ? 2 : 3);

const moreUrgent = (left: Row, right: Row): number =>
  rank(left) - rank(right) || (left.stuck?.since ?? left.since) - (right.stuck?.since ?? right.since);
