import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import { type Purchaser, type PurchaserId, PurchaserTerms } from '../dialogue/model/programme/purchaser.ts';
import type { DocumentStore } from '../store/documents.ts';
import { plainName } from '../text/names/plain-name.ts';
import { PurchaserError } from './purchaser-error.ts';
import { newPurchaserId, type RandomBytes } from './random-codes.ts';
import { updateDocument } from './update-document.ts';

const checked = (terms: PurchaserTerms): PurchaserTerms => {
  const result = PurchaserTerms.safeParse(terms);
  if (result.success) {
    return { ...result.data, company: plainName(result.data.company), account: plainName(result.data.account) };
  }
  const wrong = result.error.issues.map(({ path }) => path.join('.') || 'terms');
  throw new PurchaserError(
    'bad_terms',
    `These terms of a purchaser cannot be: ${[...new Set(wrong)].join(', ')}. Company and account have 1 to 80 characters; credit and days are whole numbers above 0.`,
  );
};

/** Names a new purchaser. It has no people until somebody uses a claim code. @throws DeskError `bad_terms` */
export const addPurchaser = async (
  documents: DocumentStore,
  random: RandomBytes,
  terms: PurchaserTerms,
  now: Instant,
): Promise<Purchaser> => {
  const kept = checked(terms);
  for (;;) {
    const purchaser: Purchaser = { format: 1, id: newPurchaserId(random), terms: kept, members: [], createdAt: now };
    if ((await documents.put('purchaser', purchaser, undefined)) !== undefined) return purchaser;
  }
};

/** Every purchaser that was ever named, the removed ones among them, the oldest first. */
export const listPurchasers = async (documents: DocumentStore): Promise<readonly Purchaser[]> => {
  const purchasers: Purchaser[] = [];
  for await (const purchaser of documents.every('purchaser')) purchasers.push(purchaser);
  return purchasers.sort((left, right) => left.createdAt - right.createdAt || (left.id < right.id ? -1 : 1));
};

/** A purchaser that can be worked with; `undefined` when there is none of this id, or none any more. */
export const livePurchaser = async (documents: DocumentStore, id: PurchaserId): Promise<Purchaser | undefined> => {
  const purchaser = (await documents.get('purchaser', id))?.document;
  return purchaser?.removedAt === undefined ? purchaser : undefined;
};

/** The people of a purchaser; nobody when there is none of this id, or none any more. */
export const membersOf = async (documents: DocumentStore, id: PurchaserId): Promise<readonly PersonId[]> =>
  (await livePurchaser(documents, id))?.members ?? [];

const everNamed = async (documents: DocumentStore, written: string): Promise<Purchaser> => {
  const purchaser = (await documents.get('purchaser', written.trim().toLowerCase()))?.document;
  if (purchaser) return purchaser;
  throw new PurchaserError(
    'purchaser_unknown',
    'There is no purchaser with this id; list them with: npm run purchaser -- list',
  );
};

/** The purchaser of an id as an operator wrote it. @throws DeskError `purchaser_unknown`, `purchaser_removed` */
export const namedPurchaser = async (documents: DocumentStore, written: string): Promise<Purchaser> => {
  const purchaser = await everNamed(documents, written);
  if (purchaser.removedAt === undefined) return purchaser;
  throw new PurchaserError(
    'purchaser_removed',
    `The purchaser ${purchaser.id} was removed; add it again with: npm run purchaser -- add`,
  );
};

/**
 * Takes a purchaser away; once is enough. From then on its codes are void and its people have no book any more; its
 * suppliers keep their progress. @throws DeskError `purchaser_unknown`
 */
export const removePurchaser = async (documents: DocumentStore, written: string, now: Instant): Promise<Purchaser> => {
  const purchaser = await everNamed(documents, written);
  const removed = await updateDocument(documents, 'purchaser', purchaser.id, (document) =>
    document.removedAt === undefined ? { ...document, removedAt: now } : document,
  );
  return removed ?? purchaser;
};

/** What may be changed of a purchaser's terms. */
export type TermsChange = { readonly [Name in keyof PurchaserTerms]?: PurchaserTerms[Name] | undefined };

/** Changes some of a purchaser's terms; the others stay. `undefined` when there is no such purchaser. @throws DeskError `bad_terms` */
export const changeTerms = (
  documents: DocumentStore,
  id: PurchaserId,
  change: TermsChange,
): Promise<Purchaser | undefined> => {
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return updateDocument(documents, 'purchaser', id, (purchaser) => ({
    ...purchaser,
    terms: checked({ ...purchaser.terms, ...named }),
  }));
};

/** Makes a person one of the purchaser's people; once is enough. */
export const joinPurchaser = (
  documents: DocumentStore,
  id: PurchaserId,
  person: PersonId,
): Promise<Purchaser | undefined> =>
  updateDocument(documents, 'purchaser', id, (purchaser) =>
    purchaser.removedAt !== undefined || purchaser.members.includes(person)
      ? purchaser
      : { ...purchaser, members: [...purchaser.members, person] },
  );

/** The person is one of the purchaser's people no longer. */
export const leavePurchaser = (
  documents: DocumentStore,
  id: PurchaserId,
  person: PersonId,
): Promise<Purchaser | undefined> =>
  updateDocument(documents, 'purchaser', id, (purchaser) =>
    purchaser.members.includes(person)
      ? { ...purchaser, members: purchaser.members.filter((member) => member !== person) }
      : purchaser,
  );
