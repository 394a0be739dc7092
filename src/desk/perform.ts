import type { DeskRequest, Word } from '../dialogue/errand.ts';
import type { Instant } from '../dialogue/instant.ts';
import type { PersonId } from '../dialogue/person.ts';
import type { Purchaser, PurchaserId } from '../dialogue/purchaser.ts';
import type { Store } from '../store/store.ts';
import type { RandomBytes } from './chance.ts';
import { DeskError } from './desk-error.ts';
import { companyName, listInvitations, makeInvitation, revokeInvitation } from './invitations.ts';
import { passFor } from './passes.ts';
import { changeTerms, leavePurchaser, livePurchaser } from './purchasers.ts';
import { rewrite } from './rewrite.ts';

/** Who asks, and by which errand: the same errand done twice has the effect of once. */
export interface Asker {
  readonly purchaser: PurchaserId;
  readonly by: PersonId;
  readonly errand: string;
  readonly now: Instant;
}

/** What performing needs. */
export interface PerformParts {
  readonly store: Store;
  readonly random: RandomBytes;
}

type Request<Asks extends DeskRequest['asks']> = Extract<DeskRequest, { asks: Asks }>;

/** What whoever asks is answered when the purchaser is gone, or they are none of its people and none of its suppliers. */
const gone: Word = { tells: 'purchaser_gone' };

/** The person whose company a colleague of `by` joins; nothing when `by` is no supplier of the purchaser. */
const leadFor = async (store: Store, by: PersonId, purchaser: Purchaser): Promise<PersonId | undefined> => {
  const conversation = (await store.load(by))?.conversation;
  if (conversation?.membership?.purchaser !== purchaser.id) return undefined;
  return conversation.company?.lead ?? by;
};

/** What is too long is cut, since an errand must come to an end; a name that is nothing but blanks names nobody. */
const nameOrNothing = (written: string): readonly string[] =>
  written.trim() === '' ? [] : [companyName(written.slice(0, 80).toWellFormed())];

/** For each company the invitation that the errand made before, or a new one; in the order of the companies. */
const invite = async (
  parts: PerformParts,
  request: Request<'invite'>,
  asker: Asker,
  lead?: PersonId,
): Promise<Word> => {
  const { shelf } = parts.store;
  const { purchaser, by, errand, now } = asker;
  const companies = request.companies.length === 0 ? [undefined] : request.companies.flatMap(nameOrNothing);
  const made = (await listInvitations(shelf, purchaser)).filter((one) => one.errand === errand && one.by === by);
  // Written together, so that fifty share a flush; each made a moment later than the one before, so that they keep their order.
  const invitations = await Promise.all(
    companies.map((company, index) => {
      const place = made.findIndex((one) => one.company === company);
      const [before] = place < 0 ? [] : made.splice(place, 1);
      return (
        before ??
        makeInvitation(shelf, parts.random, { purchaser, as: request.as, company, lead, by, errand }, now + index)
      );
    }),
  );
  if (invitations.length < 2) return { tells: 'invited', invitations };
  const shows = { what: 'invitations', errand } as const;
  const { id } = await passFor(shelf, parts.random, { purchaser, shows, by }, now);
  return { tells: 'invited', invitations, list: id };
};

/** Only the purchaser's own codes, and of a supplier's person only those they made themselves. */
const revoke = async (
  { store: { shelf } }: PerformParts,
  { codes }: Request<'revoke'>,
  { purchaser, by, now }: Asker,
  isMember: boolean,
): Promise<Word> => {
  const theirs = new Set(
    (await shelf.of('invitation', purchaser))
      .filter((invitation) => isMember || invitation.by === by)
      .map(({ code }) => code),
  );
  const done = await Promise.all(
    codes.filter((code) => theirs.has(code)).map((code) => revokeInvitation(shelf, code, now)),
  );
  const revoked = done.filter((invitation) => invitation?.revokedAt !== undefined);
  const companies = revoked.map((invitation) => invitation?.company).filter((company) => company !== undefined);
  return { tells: 'revoked', companies, count: revoked.length };
};

/** Terms that cannot be are not taken over: whoever asked hears those that hold. */
const change = async (
  { store: { shelf } }: PerformParts,
  request: Request<'change_terms'>,
  purchaser: Purchaser,
): Promise<Word> => {
  try {
    const changed = await changeTerms(shelf, purchaser.id, request.change);
    return changed ? { tells: 'terms_kept', terms: changed.terms } : gone;
  } catch (error) {
    if (!(error instanceof DeskError) || error.code !== 'bad_terms') throw error;
    return { tells: 'terms_kept', terms: purchaser.terms };
  }
};

/** Also the claim code they came by does not bring them back. */
const leave = async ({ store: { shelf } }: PerformParts, { purchaser, by, now }: Asker): Promise<Word> => {
  await leavePurchaser(shelf, purchaser, by);
  const used = (await shelf.of('invitation', purchaser)).filter(
    ({ as, usedBy }) => as === 'purchaser' && usedBy?.person === by,
  );
  await Promise.all(
    used.map(({ code }) =>
      rewrite(shelf, 'invitation', code, (invitation) =>
        invitation.revokedAt === undefined ? { ...invitation, revokedAt: now } : invitation,
      ),
    ),
  );
  return gone;
};

/**
 * Does what a turn asked for, and answers with what is to be told to whoever asked. Asked again by the same errand it
 * answers the same and does nothing twice. Who is none of the purchaser's people gets nothing but invitations for
 * colleagues, and those only as its supplier; otherwise, and to whoever left, the answer is `purchaser_gone`.
 */
export const perform = async (parts: PerformParts, request: DeskRequest, asker: Asker): Promise<Word> => {
  const { store, random } = parts;
  const purchaser = await livePurchaser(store.shelf, asker.purchaser);
  if (!purchaser) return gone;
  const isMember = purchaser.members.includes(asker.by);
  if (request.asks === 'invite' && request.as === 'colleague') {
    const lead = await leadFor(store, asker.by, purchaser);
    return lead === undefined ? gone : invite(parts, request, asker, lead);
  }
  if (request.asks === 'revoke') return revoke(parts, request, asker, isMember);
  if (request.asks === 'leave') return leave(parts, asker);
  if (!isMember) return gone;
  switch (request.asks) {
    case 'invite':
      return invite(parts, request, asker);
    case 'change_terms':
      return change(parts, request, purchaser);
    case 'export': {
      const wish = { purchaser: purchaser.id, shows: { what: 'progress' }, by: asker.by } as const;
      return { tells: 'file', pass: (await passFor(store.shelf, random, wish, asker.now)).id };
    }
  }
};
