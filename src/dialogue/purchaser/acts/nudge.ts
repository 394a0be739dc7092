import { sayMoment } from '../../dates.ts';
import { enumerate } from '../../enumerate.ts';
import type { Card } from '../../membership.ts';
import type { Outcome } from '../../outcome.ts';
import { sendErrand } from '../../send-errand.ts';
import { currentStep } from '../../standing.ts';
import { nextOpen } from '../../working-time.ts';
import { findSuppliers } from '../find-supplier.ts';
import { nameOf, namesOf } from '../named.ts';
import { offerDone, offers, reply } from '../offers.ts';
import { isBeingNudged, nudgeable, pendingOf } from '../pending.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import { rowOf, rowsOf } from '../rows.ts';
import type { PurchaserAct } from './act.ts';
import { askWhich } from './which.ts';

/** So many are nudged at once; whoever is stuck longest first. */
const MOST_AT_ONCE = 50;
const NAMES_TOLD = 5;

/** Nobody is nudged at night or on a day off: that waits for the next opening. */
const nudged = (scene: PurchaserScene, cards: readonly Card[]): Outcome => {
  const { voice, conversation, now, schedule } = scene;
  const at = nextOpen(now, schedule);
  const told = cards.reduce(
    (next, { person }) => sendErrand(next, { to: 'person', person, word: { tells: 'nudge' } }, now, at),
    conversation,
  );
  const names = namesOf(
    cards.slice(0, NAMES_TOLD).map((card) => ({ card })),
    scene,
  );
  const words = { names: enumerate(voice, names), count: cards.length };
  const line = voice.say(cards.length > NAMES_TOLD ? 'purchaser.nudged_more' : 'purchaser.nudged', words);
  const later = at > now ? [voice.say('purchaser.nudged_later', { moment: sayMoment(at, scene) })] : [];
  return reply(told, [line, ...later], { offers: offers(scene, 'progress') });
};

/** The suppliers that a word may help and may be sent to now, the longest stuck first. */
const toNudge = (scene: PurchaserScene): readonly Card[] => {
  const isNudgeable = nudgeable(scene);
  return rowsOf(scene)
    .filter(({ card, stuck }) => stuck !== undefined && stuck.why !== 'ours' && isNudgeable(card))
    .map(({ card }) => card)
    .slice(0, MOST_AT_ONCE);
};

/** Nudges everyone who is stuck; it was agreed to. */
export const nudgeAll = (scene: PurchaserScene): Outcome => {
  const cards = toNudge(scene);
  return cards.length > 0 ? nudged(scene, cards) : nobodyToNudge(scene);
};

/** How many would be nudged, and who the first of them are; to be agreed to. */
export const nudgeAllWords = (scene: PurchaserScene): string => {
  const cards = toNudge(scene);
  const names = namesOf(
    cards.slice(0, NAMES_TOLD).map((card) => ({ card })),
    scene,
  );
  return scene.voice.say('purchaser.agree_nudge_all', { count: cards.length, names: enumerate(scene.voice, names) });
};

const nobodyToNudge = (scene: PurchaserScene): Outcome =>
  reply(scene.conversation, [scene.voice.say('purchaser.nobody_to_nudge', {})], { offers: offers(scene, 'progress') });

/** One supplier; not when there is nothing to ask them for, and not twice a day. */
const nudgeOne = (scene: PurchaserScene, card: Card): Outcome => {
  const { voice, conversation } = scene;
  const row = rowOf(card, scene);
  const name = nameOf({ card }, scene);
  const pending = pendingOf(card, scene);
  if (!currentStep(row.scene)) return reply(conversation, [voice.say('purchaser.nudge_through', { name })]);
  if (row.stuck?.why === 'ours') {
    const favours = enumerate(
      voice,
      pending.map(({ favour }) => voice.fill(favour.title, {})),
    );
    const line =
      favours === ''
        ? voice.say('purchaser.nudge_our_turn', { name })
        : voice.say('purchaser.nudge_ours', { name, favours });
    return reply(conversation, [line], { offers: pending.map((one) => offerDone(scene, one, name)) });
  }
  if (isBeingNudged(scene)(card)) return reply(conversation, [voice.say('purchaser.nudge_waits', { name })]);
  if (!nudgeable(scene)(card)) return reply(conversation, [voice.say('purchaser.nudged_today', { name })]);
  return nudged(scene, [card]);
};

const allOfThem = /都|全部|所有|全|大家|一起|卡住的|每家|\ball\b|\beverybody\b|\beveryone\b|who is stuck/iu;

const askAll = ({ conversation }: PurchaserScene): Outcome => ({
  conversation,
  lines: [],
  tail: { kind: 'ask', question: { asks: 'agree', to: { what: 'nudge_all' } } },
});

/** Sends a supplier a word from the assistant: how is it going. Several at once only when that is agreed to. */
export const nudgeSupplier: PurchaserAct = (scene, { wish, text }) => {
  const { voice, conversation, book } = scene;
  const tapped = book.cards.find(({ person }) => person === wish.person);
  if (tapped) return nudgeOne(scene, tapped);
  const found = wish.all ? undefined : findSuppliers(scene, text);
  const [only, ...others] = found?.suppliers ?? [];
  if (only && (found?.kind === 'which' || others.length > 0)) {
    return askWhich(scene, 'nudge_supplier', found?.suppliers ?? []);
  }
  if (only?.card) return nudgeOne(scene, only.card);
  if (only) return reply(conversation, [voice.say('purchaser.nudge_unopened', { name: nameOf(only, scene) })]);
  const cards = toNudge(scene);
  const [first, ...more] = cards;
  if (!first) return nobodyToNudge(scene);
  if (more.length === 0) return nudgeOne(scene, first);
  if (wish.all || allOfThem.test(text)) return askAll(scene);
  return askWhich(
    scene,
    'nudge_supplier',
    cards.slice(0, NAMES_TOLD).map((card) => ({ card })),
  );
};
