import { cardOf } from '../dialogue/card.ts';
import type { Conversation } from '../dialogue/conversation.ts';
import type { Instant } from '../dialogue/instant.ts';
import { type Invitation, InvitationCode, voidAt } from '../dialogue/invitation.ts';
import type { Card, Membership } from '../dialogue/membership.ts';
import type { PersonId } from '../dialogue/person.ts';
import type { Purchaser } from '../dialogue/purchaser.ts';
import type { Redeemed } from '../dialogue/redeemed.ts';
import type { Store } from '../store/store.ts';
import { readInvitationCode } from '../text/invitation-code.ts';
import { invitationOf } from './invitations.ts';
import { joinPurchaser, leavePurchaser, livePurchaser } from './purchasers.ts';
import { rewrite } from './rewrite.ts';
import type { Trier, WrongCodes } from './wrong-codes.ts';

/** What redeeming needs. */
export interface RedeemParts {
  readonly store: Store;
  readonly wrong: WrongCodes;
}

type Refused = Extract<Redeemed, { as: 'refused' }>;

const refused = (why: Refused['why'], company?: string): Refused => ({
  as: 'refused',
  why,
  ...(company === undefined ? {} : { company }),
});

/** Somebody's card as the company's, found by way of whoever leads it by now; nothing when they left the purchaser. */
const cardAt = async (store: Store, lead: PersonId, purchaser: Purchaser): Promise<Card | undefined> => {
  const named = (await store.load(lead))?.conversation;
  const leads = named?.company?.lead ?? lead;
  const leading = leads === lead ? named : (await store.load(leads))?.conversation;
  const card = leading && cardOf(leading);
  return card?.membership.purchaser === purchaser.id ? card : undefined;
};

/** The purchaser that a person works for; nothing when it is gone or they left it. */
const worksFor = async (
  store: Store,
  person: PersonId,
  conversation: Conversation | undefined,
): Promise<Purchaser | undefined> => {
  const id = conversation?.purchasing?.purchaser;
  const purchaser = id && (await livePurchaser(store.shelf, id));
  return purchaser?.members.includes(person) ? purchaser : undefined;
};

/** One attempt at one invitation that is known. */
interface Attempt {
  readonly store: Store;
  readonly invitation: Invitation;
  readonly purchaser: Purchaser;
  readonly person: PersonId;
  readonly conversation: Conversation | undefined;
  readonly now: Instant;
}

/** Binds an invitation for one to the person; of two at once one gets it. Resolves to why not, when not. */
const takeUp = async ({ store, invitation, purchaser, person, now }: Attempt): Promise<Refused | undefined> => {
  const taken = await rewrite(store.shelf, 'invitation', invitation.code, (document) =>
    document.uses === 'many' || document.usedBy || voidAt(document, now, person)
      ? document
      : { ...document, usedBy: { person, at: now } },
  );
  if (taken === undefined) return refused('unknown');
  const why = voidAt(taken, now, person);
  return why && refused(why, purchaser.terms.company);
};

const membershipOf = ({ invitation, purchaser, now }: Attempt): Membership => ({
  purchaser: purchaser.id,
  code: invitation.code,
  terms: purchaser.terms,
  ...(invitation.company === undefined ? {} : { company: invitation.company }),
  at: now,
});

const asPurchaser = async (attempt: Attempt): Promise<Redeemed> => {
  const { store, invitation, purchaser, person, conversation } = attempt;
  // Tried by somebody who is one of its people already, a code stays good for whom it was meant.
  const why = purchaser.members.includes(person) ? undefined : await takeUp(attempt);
  if (why) return why;
  const joined = await joinPurchaser(store.shelf, purchaser.id, person);
  if (!joined?.members.includes(person)) return refused('withdrawn', purchaser.terms.company);
  const before = await worksFor(store, person, conversation);
  if (before && before.id !== purchaser.id) await leavePurchaser(store.shelf, before.id, person);
  return { as: 'purchaser', purchaser: joined, code: invitation.code };
};

/** A code of a supplier's that somebody tries who has a purchaser already is left for others; the turn tells them so. */
const asSupplier = async (attempt: Attempt): Promise<Redeemed> => {
  const why = attempt.conversation?.membership ? undefined : await takeUp(attempt);
  return why ?? { as: 'supplier', membership: membershipOf(attempt) };
};

const asColleague = async (attempt: Attempt): Promise<Redeemed> => {
  const { store, invitation, purchaser, person, conversation } = attempt;
  const card = invitation.lead && (await cardAt(store, invitation.lead, purchaser));
  if (!card) return refused('withdrawn', purchaser.terms.company);
  const belongs =
    card.person === person ||
    conversation?.company !== undefined ||
    (conversation?.membership !== undefined && conversation.membership.purchaser !== purchaser.id);
  const why = belongs && invitation.usedBy?.person !== person ? undefined : await takeUp(attempt);
  const { company, ...membership } = membershipOf(attempt);
  const named = card.membership.company ?? company;
  return (
    why ?? {
      as: 'colleague',
      membership: { ...membership, ...(named === undefined ? {} : { company: named }) },
      card,
    }
  );
};

/**
 * What becomes of a code for a person. An invitation for one is bound to them as soon as they can join by it, so that
 * the same code again has the same answer; see `Redeemed` for what is refused.
 */
export const redeem = async (
  { store, wrong }: RedeemParts,
  written: string,
  trier: Trier,
  now: Instant,
): Promise<Redeemed> => {
  const { person } = trier;
  const read = readInvitationCode(written);
  // What has not the shape of a code is a slip or something else altogether, and no guess.
  if (read === undefined) return refused('unknown');
  if (wrong.isOver(trier, now)) return refused('too_many_tries');
  const code = InvitationCode.parse(read);
  const invitation = await invitationOf(store.shelf, code);
  if (invitation === undefined) {
    wrong.note(trier, code, now);
    return refused('unknown');
  }
  const purchaser = (await store.shelf.get('purchaser', invitation.purchaser))?.document;
  if (purchaser === undefined || purchaser.removedAt !== undefined) {
    return refused('withdrawn', purchaser?.terms.company);
  }
  const why = voidAt(invitation, now, person);
  if (why) return refused(why, purchaser.terms.company);

  const conversation = (await store.load(person))?.conversation;
  const attempt: Attempt = { store, invitation, purchaser, person, conversation, now };
  if (invitation.as === 'purchaser') return asPurchaser(attempt);
  const employer = purchaser.members.includes(person) ? purchaser : await worksFor(store, person, conversation);
  if (employer) return refused('own', employer.terms.company);
  return invitation.as === 'supplier' ? asSupplier(attempt) : asColleague(attempt);
};
