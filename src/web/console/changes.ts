import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { World } from '../../dialogue/core/world.ts';
import { erasePerson } from '../../operator/erase.ts';
import { announceRemoval } from '../../purchasers/announce-removal.ts';
import { makeInvitation } from '../../purchasers/invitations.ts';
import { PurchaserError } from '../../purchasers/purchaser-error.ts';
import type { RandomBytes } from '../../purchasers/random-codes.ts';
import { addPurchaser, namedPurchaser, removePurchaser } from '../../purchasers/registry.ts';
import type { Store } from '../../store/store.ts';
import type { FormError } from './console-page.ts';
import { addFormIn, isSure, personIn, termsIn } from './forms.ts';
import type { Notice } from './sessions.ts';

/** What became of a form: what is to be said once, or why nothing was done. */
export type Outcome = Notice | { readonly error: FormError };

/** What changes are made with. */
export interface ChangeDeps {
  readonly store: Store;
  readonly world: () => World;
  readonly random: RandomBytes;
}

/** The `:id` of an address. */
export const idIn = ({ params }: FastifyRequest): string => z.object({ id: z.string() }).parse(params).id;

/** A purchaser that somebody else has just removed is no fault of this program. */
const unlessGone = async (work: () => Promise<Notice>): Promise<Outcome> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PurchaserError) || !error.code.startsWith('purchaser_')) throw error;
    return { error: { type: 'page', why: 'gone' } };
  }
};

const claimFor = async ({ store: { documents }, world, random }: ChangeDeps, id: string): Promise<Notice> => {
  const purchaser = await namedPurchaser(documents, id);
  const { code } = await makeInvitation(documents, random, { purchaser: purchaser.id, as: 'purchaser' }, world().now);
  return { type: 'claim', purchaser: purchaser.id, code };
};

const add = async (deps: ChangeDeps, { body }: FastifyRequest): Promise<Outcome> => {
  const trouble = { error: { type: 'add', form: addFormIn(body) } } as const;
  const terms = termsIn(body);
  if (terms === undefined) return trouble;
  try {
    const { store, world, random } = deps;
    return await claimFor(deps, (await addPurchaser(store.documents, random, terms, world().now)).id);
  } catch (error) {
    if (!(error instanceof PurchaserError) || error.code !== 'bad_terms') throw error;
    return trouble;
  }
};

const remove = async ({ store, world }: ChangeDeps, request: FastifyRequest): Promise<Outcome> => {
  if (!isSure(request.body)) return { error: { type: 'page', why: 'not_confirmed' } };
  return unlessGone(async () => {
    const { now } = world();
    const removed = await removePurchaser(store.documents, idIn(request), now);
    return { type: 'removed', company: removed.terms.company, told: await announceRemoval(store, removed, now) };
  });
};

const erase = async ({ store, world }: ChangeDeps, { body }: FastifyRequest): Promise<Outcome> => {
  if (!isSure(body)) return { error: { type: 'erase', why: 'not_confirmed' } };
  const person = personIn(body);
  const isErased = person !== undefined && (await erasePerson(store, person, world().now));
  return isErased ? { type: 'erased' } : { error: { type: 'erase', why: 'person_unknown' } };
};

/** What the forms of the page do, by the address they are sent to. */
export const changes = (deps: ChangeDeps): ReadonlyMap<string, (request: FastifyRequest) => Promise<Outcome>> =>
  new Map([
    ['/desk/purchasers', (request) => add(deps, request)],
    ['/desk/purchasers/:id/claim', (request) => unlessGone(() => claimFor(deps, idIn(request)))],
    ['/desk/purchasers/:id/remove', (request) => remove(deps, request)],
    ['/desk/erase', (request) => erase(deps, request)],
  ]);
