import { DAY, type Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { Invitation, InvitationCode } from '../dialogue/model/programme/invitation.ts';
import type { PurchaserId } from '../dialogue/model/programme/purchaser.ts';
import type { DocumentStore } from '../store/documents.ts';
import { plainName } from '../text/names/plain-name.ts';
import { PurchaserError } from './purchaser-error.ts';
import { newCode, type RandomBytes } from './random-codes.ts';
import { updateDocument } from './update-document.ts';

/**
 * How long a code is good for. A supplier's: two months, since a list of names is worked off over weeks, and one from
 * last quarter should not open any more. A colleague's: two weeks, whoever is meant sits in the same office. A claim code:
 * a week, since it gives power over all that the purchaser has here.
 */
const goodFor: Readonly<Record<Invitation['as'], number>> = {
  supplier: 60 * DAY,
  colleague: 14 * DAY,
  purchaser: 7 * DAY,
};

/** What an invitation is to be. */
export interface InvitationOptions {
  readonly purchaser: PurchaserId;
  readonly as: Invitation['as'];
  /** The supplier it is meant for; without one a supplier's invitation is open to many. */
  readonly company?: string | undefined;
  /** The person whose company a colleague joins. */
  readonly lead?: PersonId | undefined;
  readonly by?: PersonId | undefined;
  readonly errand?: string | undefined;
}

/** The name of a supplier as it is kept: without breaks and double blanks, and with nothing that a platform would act on. @throws DeskError `bad_company` */
export const companyName = (written: string): string => {
  const name = plainName(written.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim());
  if (name !== '' && name.length <= 80) return name;
  throw new PurchaserError('bad_company', 'The name of a company has 1 to 80 characters; shorten it or fill it in.');
};

/** Makes an invitation with a code that no other has. @throws DeskError `bad_company` */
export const makeInvitation = async (
  documents: DocumentStore,
  random: RandomBytes,
  options: InvitationOptions,
  now: Instant,
): Promise<Invitation> => {
  const { purchaser, as, lead, by, errand } = options;
  const company = options.company === undefined ? undefined : companyName(options.company);
  for (;;) {
    const invitation: Invitation = {
      format: 1,
      code: newCode(random),
      purchaser,
      as,
      ...(company === undefined ? {} : { company }),
      ...(lead === undefined ? {} : { lead }),
      uses: as === 'supplier' && company === undefined ? 'many' : 'one',
      ...(by === undefined ? {} : { by }),
      ...(errand === undefined ? {} : { errand }),
      createdAt: now,
      expiresAt: now + goodFor[as],
    };
    if ((await documents.put('invitation', invitation, undefined)) !== undefined) return invitation;
  }
};

/** The invitation of a code; `undefined` when there is none. */
export const invitationOf = async (documents: DocumentStore, code: InvitationCode): Promise<Invitation | undefined> =>
  (await documents.get('invitation', code))?.document;

/** Every invitation of a purchaser, the oldest first. */
export const listInvitations = async (
  documents: DocumentStore,
  purchaser: PurchaserId,
): Promise<readonly Invitation[]> =>
  [...(await documents.of('invitation', purchaser))].sort(
    (left, right) => left.createdAt - right.createdAt || (left.code < right.code ? -1 : 1),
  );

/** Makes a code void from now on; one that somebody has used as the only one stays as it is. */
export const revokeInvitation = (
  documents: DocumentStore,
  code: InvitationCode,
  now: Instant,
): Promise<Invitation | undefined> =>
  updateDocument(documents, 'invitation', code, (invitation) =>
    invitation.revokedAt !== undefined || invitation.usedBy ? invitation : { ...invitation, revokedAt: now },
  );
