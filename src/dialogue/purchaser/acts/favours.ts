import { phraseKey } from '../../../text/phrase-key.ts';
import { enumerate } from '../../enumerate.ts';
import type { Outcome } from '../../outcome.ts';
import { sendErrand } from '../../send-errand.ts';
import { findSuppliers } from '../find-supplier.ts';
import { nameOf, namesOf } from '../named.ts';
import { offers, reply } from '../offers.ts';
import { type Pending, pendingFavours } from '../pending.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import type { PurchaserAct } from './act.ts';
import { askWhich, nobodyCalled } from './which.ts';

const allOfThem = /都|全部|所有|全|一起|\ball\b|\beverybody\b|\beveryone\b/iu;
const NAMES_TOLD = 5;

/** Favours are done: each supplier hears so, and what it means for them. */
const done = (scene: PurchaserScene, pending: readonly Pending[]): Outcome => {
  const { voice, conversation, now } = scene;
  const told = pending.reduce(
    (next, { card, favour }) =>
      sendErrand(next, { to: 'person', person: card.person, word: { tells: 'favour_done', favour: favour.id } }, now),
    conversation,
  );
  const names = namesOf(pending.slice(0, NAMES_TOLD), scene);
  const titles = [...new Set(pending.map(({ favour }) => voice.fill(favour.title, {})))];
  const line = voice.say(pending.length > NAMES_TOLD ? 'purchaser.favours_done_more' : 'purchaser.favours_done', {
    names: enumerate(voice, [...new Set(names)]),
    favours: enumerate(voice, titles),
    count: pending.length,
  });
  const left = pendingFavours({ ...scene, conversation: told }).length;
  const more = left === 0 ? [] : [voice.say('purchaser.favours_left', { count: left })];
  return reply(told, [[line, ...more].join('\n')], {
    offers: left > 0 ? offers(scene, 'all_done', 'progress') : offers(scene, 'progress'),
  });
};

/** The favour that the words are about, where they name one ("已邀请"); all of them where they do not. */
const spokenOf = (
  { voice, journey }: PurchaserScene,
  text: string,
  pending: readonly Pending[],
): readonly Pending[] => {
  const key = phraseKey(text);
  const named = journey.favours.filter(({ did }) => key.includes(phraseKey(voice.fill(did, {}))));
  const about = pending.filter(({ favour }) => named.some(({ id }) => id === favour.id));
  return about.length > 0 ? about : pending;
};

/** One of the purchaser's people did what a supplier asked for: the one that waits, those named, or all of them. */
export const favourDone: PurchaserAct = (scene, { wish, text }) => {
  const { voice, conversation } = scene;
  const pending = pendingFavours(scene);
  if (wish.person !== undefined) {
    const theirs = pending.filter(({ card }) => card.person === wish.person);
    const exact = theirs.filter(({ favour }) => wish.favour === undefined || favour.id === wish.favour);
    const card = scene.book.cards.find(({ person }) => person === wish.person);
    if (exact.length > 0) return done(scene, exact);
    const name = card ? nameOf({ card }, scene) : '';
    return reply(conversation, [
      card ? voice.say('purchaser.favour_known', { name }) : voice.say('purchaser.not_found', {}),
    ]);
  }
  if (pending.length === 0) {
    return reply(conversation, [voice.say('purchaser.no_favours', {})], { offers: offers(scene, 'progress') });
  }
  const meant = spokenOf(scene, text, pending);
  const found = findSuppliers(
    scene,
    text,
    scene.book.cards.map((card) => ({ card })),
  );
  const named = meant.filter(({ card }) => found.suppliers.some((one) => one.card === card));
  if (named.length > 0 && (found.kind === 'meant' || named.length === 1)) return done(scene, named);
  if (named.length > 1) return askWhich(scene, 'favour_done', named);
  if (wish.all || allOfThem.test(text)) return done(scene, meant);
  if (found.kind === 'meant') {
    const [supplier] = found.suppliers;
    return supplier
      ? reply(conversation, [voice.say('purchaser.favour_known', { name: nameOf(supplier, scene) })])
      : nobodyCalled(scene);
  }
  const people = new Set(meant.map(({ card }) => card.person));
  if (people.size === 1) return done(scene, meant);
  const cards = scene.book.cards.filter(({ person }) => people.has(person));
  return askWhich(
    scene,
    'favour_done',
    cards.map((card) => ({ card })),
  );
};
