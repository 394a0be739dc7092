import type { Invitation } from '../../invitation.ts';
import type { Offer } from '../../outcome.ts';
import { namesOf, openInvitations, type Supplier, shortName } from '../named.ts';
import { offer, offerDone, offers, reply } from '../offers.ts';
import { nudgeable, pendingOf } from '../pending.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import { type Row, rowsOf } from '../rows.ts';
import { type Stuck, stuckInvitation } from '../stuckness.ts';
import { adviceWords, stuckWords } from '../words.ts';
import type { PurchaserAct } from './act.ts';
import { suppliersProgress } from './progress.ts';

/** So many are told one by one, each with something to tap. */
const MOST_LISTED = 6;

/** A supplier that is stuck, or an invitation that got nowhere. */
export type StuckSupplier = Supplier & { readonly stuck: Stuck; readonly row?: Row };

/** Everyone who is stuck: suppliers as {@link rowsOf} has them, then invitations, the oldest first. */
export const everyoneStuck = (
  scene: PurchaserScene,
  rows: readonly Row[] = rowsOf(scene),
): readonly StuckSupplier[] => {
  const suppliers = rows.flatMap((row): StuckSupplier[] =>
    row.stuck ? [{ card: row.card, stuck: row.stuck, row }] : [],
  );
  const invitations = openInvitations(scene).flatMap((invitation: Invitation): StuckSupplier[] => {
    const stuck = stuckInvitation(invitation, scene);
    return stuck ? [{ invitation, stuck }] : [];
  });
  return [...suppliers, ...invitations.sort((left, right) => left.stuck.since - right.stuck.since)];
};

const offerLook = ({ voice }: PurchaserScene, person: Row['card']['person'], name: string): Offer =>
  offer(
    voice.say('purchaser.button_look', { name: shortName(name) }),
    { intent: 'one_supplier', person },
    voice.say('purchaser.button_look', { name }),
  );

/** To tap: a word to the supplier from the assistant. */
export const offerNudge = ({ voice }: PurchaserScene, person: Row['card']['person'], name: string): Offer =>
  offer(
    voice.say('purchaser.button_nudge', { name: shortName(name) }),
    { intent: 'nudge_supplier', person },
    voice.say('purchaser.button_nudge', { name }),
  );

/** The one thing suggested for somebody who is stuck, to tap. */
const suggestion = (scene: PurchaserScene, supplier: StuckSupplier, name: string): Offer => {
  const { card, invitation, stuck } = supplier;
  if (!card) {
    return offer(
      scene.voice.say('purchaser.button_resend', { name: shortName(name) }),
      { intent: 'invite_suppliers', code: invitation.code },
      scene.voice.say('purchaser.button_resend', { name }),
    );
  }
  const [pending] = pendingOf(card, scene);
  if (stuck.suggests === 'added' && pending) return offerDone(scene, pending, name);
  if (stuck.suggests === 'nudge' && nudgeable(scene)(card)) return offerNudge(scene, card.person, name);
  return offerLook(scene, card.person, name);
};

/** Those who are stuck, in lines: why, since when, what can be done. */
export const stuckLines = (scene: PurchaserScene, suppliers: readonly StuckSupplier[]): readonly string[] => {
  const names = namesOf(suppliers, scene);
  return suppliers.map(({ stuck, row }, place) =>
    scene.voice.say('purchaser.stuck_line', {
      name: names[place] ?? '',
      why: stuckWords(row?.scene ?? scene, stuck),
      advice: adviceWords(scene, stuck),
    }),
  );
};

/** Who is stuck since when, the likely reason, and one suggestion each. */
export const whoIsStuck: PurchaserAct = (scene, wanted) => {
  const { voice, conversation } = scene;
  const rows = rowsOf(scene);
  const stuck = everyoneStuck(scene, rows);
  // Nobody has come yet: that is the news, and not that nobody is stuck.
  if (stuck.length === 0 && rows.length === 0) return suppliersProgress(scene, wanted);
  if (stuck.length === 0) {
    const done = rows.filter(({ current }) => !current).length;
    const line = voice.say('purchaser.nobody_stuck', { going: rows.length - done, done });
    return reply(conversation, [line], { offers: offers(scene, 'progress', 'invite') });
  }
  const shown = stuck.slice(0, MOST_LISTED);
  const rest = stuck.length - shown.length;
  const names = namesOf(shown, scene);
  const buttons = shown.map((supplier, place) => suggestion(scene, supplier, names[place] ?? ''));
  const isNudgeable = nudgeable(scene);
  const toNudge = stuck.filter(({ card, stuck: { suggests } }) => card && suggests === 'nudge' && isNudgeable(card));
  const all = toNudge.length > 1 ? offers(scene, 'nudge_all') : [];
  return reply(
    conversation,
    [
      voice.say('purchaser.stuck_heading', { count: stuck.length }),
      stuckLines(scene, shown).join('\n'),
      ...(rest > 0 ? [voice.say('purchaser.more_stuck', { count: rest })] : []),
    ],
    { offers: [...all, ...buttons] },
  );
};
