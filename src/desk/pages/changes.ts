import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { World } from '../../dialogue/world.ts';
import type { Store } from '../../store/store.ts';
import type { RandomBytes } from '../chance.ts';
import { DeskError } from '../desk-error.ts';
import { erasePerson } from '../erase.ts';
import { sayFarewell } from '../farewell.ts';
import { makeInvitation } from '../invitations.ts';
import { addPurchaser, namedPurchaser, removePurchaser } from '../purchasers.ts';
import type { Trouble } from './desk-page.ts';
import { addFormIn, isSure, personIn, termsIn } from './forms.ts';
import type { Notice } from './sessions.ts';

/** What became of a form: what is to be said once, or why nothing was done. */
export type Outcome = Notice | { readonly trouble: Trouble };

/** What changes are made with. */
export interface ChangeParts {
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
    if (!(error instanceof DeskError) || !error.code.startsWith('purchaser_')) throw error;
    return { trouble: { at: 'page', why: 'gone' } };
  }
};

const claimFor = async ({ store: { shelf }, world, random }: ChangeParts, id: string): Promise<Notice> => {
  const purchaser = await namedPurchaser(shelf, id);
  const { code } = await makeInvitation(shelf, random, { purchaser: purchaser.id, as: 'purchaser' }, world().now);
  return { said: 'claim', purchaser: purchaser.id, code };
};

const add = async (parts: ChangeParts, { body }: FastifyRequest): Promise<Outcome> => {
  const trouble = { trouble: { at: 'add', form: addFormIn(body) } } as const;
  const terms = termsIn(body);
  if (terms === undefined) return trouble;
  try {
    const { store, world, random } = parts;
    return await claimFor(parts, (await addPurchaser(store.shelf, random, terms, world().now)).id);
  } catch (error) {
    if (!(error instanceof DeskError) || error.code !== 'bad_terms') throw error;
    return trouble;
  }
};

const remove = async ({ store, world }: ChangeParts, request: FastifyRequest): Promise<Outcome> => {
  if (!isSure(request.body)) return { trouble: { at: 'page', why: 'not_confirmed' } };
  return unlessGone(async () => {
    const { now } = world();
    const removed = await removePurchaser(store.shelf, idIn(request), now);
    return { said: 'removed', company: removed.terms.company, told: await sayFarewell(store, removed, now) };
  });
};

const erase = async ({ store, world }: ChangeParts, { body }: FastifyRequest): Promise<Outcome> => {
  if (!isSure(body)) return { trouble: { at: 'erase', why: 'not_confirmed' } };
  const person = personIn(body);
  const isErased = person !== undefined && (await erasePerson(store, person, world().now));
  return isErased ? { said: 'erased' } : { trouble: { at: 'erase', why: 'person_unknown' } };
};

/** What the forms of the page do, by the address they are sent to. */
export const changes = (parts: ChangeParts): ReadonlyMap<string, (request: FastifyRequest) => Promise<Outcome>> =>
  new Map([
    ['/desk/purchasers', (request) => add(parts, request)],
    ['/desk/purchasers/:id/claim', (request) => unlessGone(() => claimFor(parts, idIn(request)))],
    ['/desk/purchasers/:id/remove', (request) => remove(parts, request)],
    ['/desk/erase', (request) => erase(parts, request)],
  ]);
