import { findInvitationCodes } from '../../../text/invitation-code.ts';
import { type Invitation, voidAt } from '../../invitation.ts';
import type { Card } from '../../membership.ts';
import type { Offer, Outcome } from '../../outcome.ts';
import { numberOf, standings } from '../../standing.ts';
import { sayDate, sayPast } from '../days.ts';
import { findSuppliers, namingPart } from '../find-supplier.ts';
import { nameOf, type Supplier } from '../named.ts';
import { offer, offerDone, offers, reply } from '../offers.ts';
import { nudgeable, pendingOf } from '../pending.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import { rowOf } from '../rows.ts';
import { adviceWords, stepWords, stuckWords } from '../words.ts';
import type { PurchaserAct } from './act.ts';
import { showInvitation } from './invite.ts';
import { suppliersProgress } from './progress.ts';
import { askWhich, nobodyCalled } from './which.ts';

const marks = { done: '●', doing: '◐', rejected: '◐', waiting: '◔', todo: '○' } as const;

/** What can be done about one supplier, without its name: it is the only one spoken of. */
const actions = (scene: PurchaserScene, card: Card, isGoing: boolean): readonly Offer[] => {
  const { voice } = scene;
  const name = nameOf({ card }, scene);
  const pending = pendingOf(card, scene).map((one) => offerDone(scene, one, name));
  const label = voice.say('purchaser.button_nudge_this', {});
  const nudge = offer(
    label,
    { intent: 'nudge_supplier', person: card.person },
    voice.say('purchaser.button_nudge', { name }),
  );
  return [...pending, ...(isGoing && nudgeable(scene)(card) ? [nudge] : []), ...offers(scene, 'progress')];
};

/** One supplier step by step. */
const showCard = (scene: PurchaserScene, card: Card): Outcome => {
  const { voice, conversation } = scene;
  const row = rowOf(card, scene);
  const { journey } = row.scene;
  const heading = [
    voice.say('purchaser.one_heading', { name: nameOf({ card }, scene), day: sayPast(card.membership.at, scene) }),
    ...(card.member_name === undefined ? [] : [voice.say('purchaser.one_member', { name: card.member_name })]),
    voice.say(card.people > 1 ? 'purchaser.one_people' : 'purchaser.one_seen', {
      count: card.people,
      day: sayPast(card.heardAt, scene),
    }),
  ];
  const steps = standings(row.scene).map(({ step, standing }) =>
    voice.say('progress.line', {
      mark: marks[standing.status],
      number: numberOf(journey, step),
      title: voice.fill(step.short, {}),
      status: stepWords(row.scene, standing),
    }),
  );
  const { stuck } = row;
  const remarks = stuck
    ? [voice.say('purchaser.one_stuck', { why: stuckWords(row.scene, stuck), advice: adviceWords(scene, stuck) })]
    : [];
  const pending = pendingOf(card, scene)
    .filter(({ favour }) => favour.id !== stuck?.favour)
    .map(({ favour, askedAt }) =>
      voice.say('purchaser.stuck_ours', { favour: voice.fill(favour.title, {}), day: sayPast(askedAt, scene) }),
    );
  return reply(conversation, [heading.join('\n'), steps.join('\n'), [...remarks, ...pending].join('\n')], {
    offers: actions(scene, card, row.current !== undefined),
  });
};

/** A supplier that was invited and did not come yet; the invitation can be forwarded again as it stands. */
const showWaiting = (scene: PurchaserScene, invitation: Invitation): Outcome => {
  const { voice, conversation } = scene;
  const name = nameOf({ invitation }, scene);
  const isExpired = voidAt(invitation, scene.now) !== undefined;
  const line = voice.say(isExpired ? 'purchaser.one_expired' : 'purchaser.one_unopened', {
    name,
    day: sayPast(invitation.createdAt, scene),
    until: sayDate(invitation.expiresAt, scene),
  });
  const label = voice.say(isExpired ? 'purchaser.button_again' : 'purchaser.button_resend_this', {});
  return reply(conversation, [line], {
    offers: [
      offer(
        label,
        { intent: 'invite_suppliers', code: invitation.code },
        voice.say('purchaser.button_resend', { name }),
      ),
      ...offers(scene, 'invitations'),
    ],
  });
};

const show = (scene: PurchaserScene, { card, invitation }: Supplier): Outcome =>
  card ? showCard(scene, card) : showWaiting(scene, invitation);

const theInvitation = /邀请(?:码|链接|函)?[。.！!？?\s]*$|\binvitation\b/iu;

/** How one supplier stands, found by its name; asks which when several fit. */
export const oneSupplier: PurchaserAct = (scene, { wish, text }) => {
  const card = scene.book.cards.find(({ person }) => person === wish.person);
  if (card) return showCard(scene, card);
  const codes = wish.code === undefined ? findInvitationCodes(text) : [wish.code];
  const invitation = scene.book.invitations.find(({ code }) => codes.includes(code));
  if (invitation) return showWaiting(scene, invitation);
  if (namingPart(text) === '') return suppliersProgress(scene, { wish, text });
  const { suppliers } = findSuppliers(scene, text);
  const [only, ...others] = suppliers;
  if (!only) return nobodyCalled(scene);
  if (others.length > 0) return askWhich(scene, 'one_supplier', suppliers);
  if (only.invitation && theInvitation.test(text) && voidAt(only.invitation, scene.now) === undefined) {
    return showInvitation(scene, only.invitation);
  }
  return show(scene, only);
};
