import type { Notification, PurchaserRequest } from '../dialogue/model/effect.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { Purchaser, PurchaserId } from '../dialogue/model/programme/purchaser.ts';
import type { Store } from '../store/store.ts';
import { createDownloadToken } from './download-tokens.ts';
import { companyName, listInvitations, makeInvitation, revokeInvitation } from './invitations.ts';
import { PurchaserError } from './purchaser-error.ts';
import type { RandomBytes } from './random-codes.ts';
import { changeTerms, leavePurchaser, livePurchaser } from './registry.ts';
import { updateDocument } from './update-document.ts';

/** Who asks, and by which effect: the same effect done twice has the effect of once. */
export interface RequestOrigin {
  readonly purchaser: PurchaserId;
  readonly by: PersonId;
  readonly effect: string;
  readonly now: Instant;
}

/** What performing needs. */
export interface HandleRequestDeps {
  readonly store: Store;
  readonly random: RandomBytes;
}

type Request<Asks extends PurchaserRequest['type']> = Extract<PurchaserRequest, { type: Asks }>;

/** What whoever asks is answered when the purchaser is gone, or they are none of its people and none of its suppliers. */
const gone: Notification = { type: 'purchaser_gone' };

/** The person whose company a colleague of `by` joins; nothing when `by` is no supplier of the purchaser. */
const leadFor = async (store: Store, by: PersonId, purchaser: Purchaser): Promise<PersonId | undefined> => {
  const conversation = (await store.load(by))?.conversation;
  if (conversation?.membership?.purchaser !== purchaser.id) return undefined;
  return conversation.company?.lead ?? by;
};

/** What is too long is cut, since an effect must come to an end; a name that is nothing but blanks names nobody. */
const nameOrNothing = (written: string): readonly string[] =>
  written.trim() === '' ? [] : [companyName(written.slice(0, 80).toWellFormed())];

/** For each company the invitation that the effect made before, or a new one; in the order of the companies. */
const invite = async (
  deps: HandleRequestDeps,
  request: Request<'invite'>,
  asker: RequestOrigin,
  lead?: PersonId,
): Promise<Notification> => {
  const { documents } = deps.store;
  const { purchaser, by, effect, now } = asker;
  const companies = request.companies.length === 0 ? [undefined] : request.companies.flatMap(nameOrNothing);
  const made = (await listInvitations(documents, purchaser)).filter((one) => one.errand === effect && one.by === by);
  // Written together, so that fifty share a flush; each made a moment later than the one before, so that they keep their order.
  const invitations = await Promise.all(
    companies.map((company, index) => {
      const place = made.findIndex((one) => one.company === company);
      const [before] = place < 0 ? [] : made.splice(place, 1);
      return (
        before ??
        makeInvitation(
          documents,
          deps.random,
          { purchaser, as: request.as, company, lead, by, errand: effect },
          now + index,
        )
      );
    }),
  );
  if (invitations.length < 2) return { type: 'invited', invitations };
  const shows = { type: 'invitations', errand: effect } as const;
  const { id } = await createDownloadToken(documents, deps.random, { purchaser, shows, by }, now);
  return { type: 'invited', invitations, list: id };
};

/** Only the purchaser's own codes, and of a supplier's person only those they made themselves. */
const revoke = async (
  { store: { documents } }: HandleRequestDeps,
  { codes }: Request<'revoke'>,
  { purchaser, by, now }: RequestOrigin,
  isMember: boolean,
): Promise<Notification> => {
  const theirs = new Set(
    (await documents.of('invitation', purchaser))
      .filter((invitation) => isMember || invitation.by === by)
      .map(({ code }) => code),
  );
  const done = await Promise.all(
    codes.filter((code) => theirs.has(code)).map((code) => revokeInvitation(documents, code, now)),
  );
  const revoked = done.filter((invitation) => invitation?.revokedAt !== undefined);
  const companies = revoked.map((invitation) => invitation?.company).filter((company) => company !== undefined);
  return { type: 'revoked', companies, count: revoked.length };
};

/** Terms that cannot be are not taken over: whoever asked hears those that hold. */
const change = async (
  { store: { documents } }: HandleRequestDeps,
  request: Request<'change_terms'>,
  purchaser: Purchaser,
): Promise<Notification> => {
  try {
    const changed = await changeTerms(documents, purchaser.id, request.change);
    return changed ? { type: 'terms_kept', terms: changed.terms } : gone;
  } catch (error) {
    if (!(error instanceof PurchaserError) || error.code !== 'bad_terms') throw error;
    return { type: 'terms_kept', terms: purchaser.terms };
  }
};

/** Also the claim code they came by does not bring them back. */
const leave = async (
  { store: { documents } }: HandleRequestDeps,
  { purchaser, by, now }: RequestOrigin,
): Promise<Notification> => {
  await leavePurchaser(documents, purchaser, by);
  const used = (await documents.of('invitation', purchaser)).filter(
    ({ as, usedBy }) => as === 'purchaser' && usedBy?.person === by,
  );
  await Promise.all(
    used.map(({ code }) =>
      updateDocument(documents, 'invitation', code, (invitation) =>
        invitation.revokedAt === undefined ? { ...invitation, revokedAt: now } : invitation,
      ),
    ),
  );
  return gone;
};

/**
 * Does what a turn asked for, and answers with what is to be told to whoever asked. Asked again by the same effect it
 * answers the same and does nothing twice. Who is none of the purchaser's people gets nothing but invitations for
 * colleagues, and those only as its supplier; otherwise, and to whoever left, the answer is `purchaser_gone`.
 */
export const handleRequest = async (
  deps: HandleRequestDeps,
  request: PurchaserRequest,
  asker: RequestOrigin,
): Promise<Notification> => {
  const { store, random } = deps;
  const purchaser = await livePurchaser(store.documents, asker.purchaser);
  if (!purchaser) return gone;
  const isMember = purchaser.members.includes(asker.by);
  if (request.type === 'invite' && request.as === 'colleague') {
    const lead = await leadFor(store, asker.by, purchaser);
    return lead === undefined ? gone : invite(deps, request, asker, lead);
  }
  if (request.type === 'revoke') return revoke(deps, request, asker, isMember);
  if (request.type === 'leave') return leave(deps, asker);
  if (!isMember) return gone;
  switch (request.type) {
    case 'invite':
      return invite(deps, request, asker);
    case 'change_terms':
      return change(deps, request, purchaser);
    case 'export': {
      const wish = { purchaser: purchaser.id, shows: { type: 'progress' }, by: asker.by } as const;
      return { type: 'file', pass: (await createDownloadToken(store.documents, random, wish, asker.now)).id };
    }
  }
};
