import { summaryOf } from '../dialogue/core/progress/supplier-summary.ts';
import type { Conversation } from '../dialogue/model/conversation.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import { type Invitation, InvitationCode, voidAt } from '../dialogue/model/programme/invitation.ts';
import type { Membership, SupplierSummary } from '../dialogue/model/programme/membership.ts';
import type { Purchaser } from '../dialogue/model/programme/purchaser.ts';
import type { Redemption } from '../dialogue/model/programme/redemption.ts';
import type { Store } from '../store/store.ts';
import { readInvitationCode } from '../text/invitation-code.ts';
import type { CodeLimiter, Trier } from './code-limiter.ts';
import { invitationOf } from './invitations.ts';
import { joinPurchaser, leavePurchaser, livePurchaser } from './registry.ts';
import { updateDocument } from './update-document.ts';

/** What redeeming needs. */
export interface RedeemDeps {
  readonly store: Store;
  readonly codeLimiter: CodeLimiter;
}

type Refused = Extract<Redemption, { type: 'refused' }>;

const refused = (why: Refused['why'], company?: string): Refused => ({
  type: 'refused',
  why,
  ...(company === undefined ? {} : { company }),
});

/** Somebody's card as the company's, found by way of whoever leads it by now; nothing when they left the purchaser. */
const cardAt = async (store: Store, lead: PersonId, purchaser: Purchaser): Promise<SupplierSummary | undefined> => {
  const named = (await store.load(lead))?.conversation;
  const leads = named?.company?.lead ?? lead;
  const leading = leads === lead ? named : (await store.load(leads))?.conversation;
  const card = leading && summaryOf(leading);
  return card?.membership.purchaser === purchaser.id ? card : undefined;
};

/** The purchaser that a person works for; nothing when it is gone or they left it. */
const worksFor = async (
  store: Store,
  person: PersonId,
  conversation: Conversation | undefined,
): Promise<Purchaser | undefined> => {
  const id = conversation?.member?.purchaser;
  const purchaser = id && (await livePurchaser(store.documents, id));
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
  const taken = await updateDocument(store.documents, 'invitation', invitation.code, (document) =>
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

const asMember = async (attempt: Attempt): Promise<Redemption> => {
  const { store, invitation, purchaser, person, conversation } = attempt;
  // Tried by somebody who is one of its people already, a code stays good for whom it was meant.
  const why = purchaser.members.includes(person) ? undefined : await takeUp(attempt);
  if (why) return why;
  const joined = await joinPurchaser(store.documents, purchaser.id, person);
  if (!joined?.members.includes(person)) return refused('withdrawn', purchaser.terms.company);
  const before = await worksFor(store, person, conversation);
  if (before && before.id !== purchaser.id) await leavePurchaser(store.documents, before.id, person);
  return { type: 'purchaser', purchaser: joined, code: invitation.code };
};

/** A code of a supplier's that somebody tries who has a purchaser already is left for others; the turn tells them so. */
const asSupplier = async (attempt: Attempt): Promise<Redemption> => {
  const why = attempt.conversation?.membership ? undefined : await takeUp(attempt);
  return why ?? { type: 'supplier', membership: membershipOf(attempt) };
};

const asColleague = async (attempt: Attempt): Promise<Redemption> => {
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
      type: 'colleague',
      membership: { ...membership, ...(named === undefined ? {} : { company: named }) },
      summary: card,
    }
  );
};

/**
 * What becomes of a code for a person. An invitation for one is bound to them as soon as they can join by it, so that
 * the same code again has the same answer; see `Redeemed` for what is refused.
 */
export const redeem = async (
  { store, codeLimiter }: RedeemDeps,
  written: string,
  trier: Trier,
  now: Instant,
): Promise<Redemption> => {
  const { person } = trier;
  const read = readInvitationCode(written);
  // What has not the shape of a code is a slip or something else altogether, and no guess.
  if (read === undefined) return refused('unknown');
  if (codeLimiter.isOver(trier, now)) return refused('too_many_tries');
  const code = InvitationCode.parse(read);
  const invitation = await invitationOf(store.documents, code);
  if (invitation === undefined) {
    codeLimiter.note(trier, code, now);
    return refused('unknown');
  }
  const purchaser = (await store.documents.get('purchaser', invitation.purchaser))?.document;
  if (purchaser === undefined || purchaser.removedAt !== undefined) {
    return refused('withdrawn', purchaser?.terms.company);
  }
  const why = voidAt(invitation, now, person);
  if (why) return refused(why, purchaser.terms.company);

  const conversation = (await store.load(person))?.conversation;
  const attempt: Attempt = { store, invitation, purchaser, person, conversation, now };
  if (invitation.as === 'purchaser') return asMember(attempt);
  const employer = purchaser.members.includes(person) ? purchaser : await worksFor(store, person, conversation);
  if (employer) return refused('own', employer.terms.company);
  return invitation.as === 'supplier' ? asSupplier(attempt) : asColleague(attempt);
};
