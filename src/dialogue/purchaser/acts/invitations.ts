import { findInvitationCodes } from '../../../text/invitation-code.ts';
import { type Invitation, voidAt } from '../../invitation.ts';
import type { Outcome } from '../../outcome.ts';
import { sendErrand } from '../../send-errand.ts';
import { sayDate, sayPast } from '../days.ts';
import { findSuppliers } from '../find-supplier.ts';
import { nameOf, namesOf, openInvitations, shortName } from '../named.ts';
import { offer, offers, reply } from '../offers.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import type { PurchaserAct } from './act.ts';
import { askWhich } from './which.ts';

/** So many invitations are listed one by one. */
const MOST_LISTED = 8;
const MOST_BUTTONS = 3;

/** Invitations that can be used now, the oldest first. */
const usable = (scene: PurchaserScene): readonly Invitation[] =>
  openInvitations(scene)
    .filter((invitation) => voidAt(invitation, scene.now) === undefined)
    .toSorted((left, right) => left.createdAt - right.createdAt);

/** The invitations that nobody used yet. */
export const listInvitations: PurchaserAct = (scene) => {
  const { voice, conversation } = scene;
  const invitations = usable(scene);
  if (invitations.length === 0) {
    return reply(conversation, [voice.say('purchaser.no_invitations', {})], {
      offers: offers(scene, 'invite', 'open'),
    });
  }
  const listed = invitations.slice(0, MOST_LISTED);
  const names = namesOf(
    listed.map((invitation) => ({ invitation })),
    scene,
  );
  const lines = listed.map((invitation, place) =>
    voice.say(invitation.uses === 'many' ? 'purchaser.invitation_open' : 'purchaser.invitation_line', {
      name: names[place] ?? '',
      day: sayPast(invitation.createdAt, scene),
      until: sayDate(invitation.expiresAt, scene),
    }),
  );
  const left = invitations.length - listed.length;
  const more = left > 0 ? [voice.say('purchaser.more_invitations', { count: left })] : [];
  const again = listed.slice(0, MOST_BUTTONS).map(({ code }, place) => {
    const name = names[place] ?? '';
    const label = voice.say('purchaser.button_resend', { name: shortName(name) });
    return offer(label, { intent: 'invite_suppliers', code }, voice.say('purchaser.button_resend', { name }));
  });
  return reply(
    conversation,
    [
      [voice.say('purchaser.invitations', { count: invitations.length }), ...lines, ...more].join('\n'),
      voice.say('purchaser.how_to_revoke', {}),
    ],
    { offers: [...again, ...offers(scene, 'invite')] },
  );
};

const revoked = (scene: PurchaserScene, invitations: readonly Invitation[]): Outcome => {
  const { conversation, purchasing, now } = scene;
  const codes = invitations.map(({ code }) => code);
  const request = { asks: 'revoke', codes } as const;
  return reply(sendErrand(conversation, { to: 'desk', purchaser: purchasing.purchaser, request }, now), []);
};

/** Takes back every invitation that can still be used; it was agreed to. */
export const revokeAll = (scene: PurchaserScene): Outcome => revoked(scene, usable(scene));

const allOfThem = /全部|所有|都|全撤|一起|\ball\b|\bevery/iu;
const theOpenOne = /开放|公开|通用|\bopen\b/iu;

/** Takes invitations back: by code, by company, or the only one there is; asks which when it may be several. */
export const revokeInvitation: PurchaserAct = (scene, { wish, text }) => {
  const { voice, conversation } = scene;
  const invitations = usable(scene);
  const codes = wish.code === undefined ? findInvitationCodes(text) : [wish.code];
  const byCode = invitations.filter(({ code }) => codes.includes(code));
  if (byCode.length > 0) return revoked(scene, byCode);
  if (invitations.length === 0 || codes.length > 0) {
    const key = codes.length > 0 ? 'purchaser.code_not_open' : 'purchaser.nothing_to_revoke';
    return reply(conversation, [voice.say(key, {})], { offers: offers(scene, 'invitations') });
  }
  const found = findSuppliers(scene, text);
  const named = found.suppliers.flatMap(({ invitation }) =>
    invitation && invitations.includes(invitation) ? [invitation] : [],
  );
  if (named.length > 0 && (found.kind === 'meant' || named.length === 1)) return revoked(scene, named);
  if (named.length > 1)
    return askWhich(
      scene,
      'revoke_invitation',
      named.map((invitation) => ({ invitation })),
    );
  const [joined] = found.suppliers;
  if (joined) {
    return reply(conversation, [voice.say('purchaser.cannot_revoke', { name: nameOf(joined, scene) })]);
  }
  if (allOfThem.test(text) && invitations.length > 1) {
    return { conversation, lines: [], tail: { kind: 'ask', question: { asks: 'agree', to: { what: 'revoke_all' } } } };
  }
  const open = invitations.filter(({ uses }) => uses === 'many');
  if (theOpenOne.test(text) && open.length === 1) return revoked(scene, open);
  const among = theOpenOne.test(text) && open.length > 0 ? open : invitations;
  if (among.length === 1) return revoked(scene, among);
  return askWhich(
    scene,
    'revoke_invitation',
    among.map((invitation) => ({ invitation })),
  );
};
