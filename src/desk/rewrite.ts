import type { Documents, Kind, Shelf } from '../store/shelf.ts';
import { DeskError } from './desk-error.ts';

/** Each round somebody else's write succeeds, so so many lost in a row mean that something is wrong. */
const ROUNDS = 50;

/**
 * Changes a document on the shelf, again from what is there when somebody else wrote in between. A `change` that returns
 * what it was given writes nothing. Resolves to the document as it is then, or to `undefined` when there is none.
 * @throws DeskError `desk_busy`
 */
export const rewrite = async <K extends Kind>(
  shelf: Shelf,
  kind: K,
  id: string,
  change: (document: Documents[K]) => Documents[K],
): Promise<Documents[K] | undefined> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const shelved = await shelf.get(kind, id);
    if (shelved === undefined) return undefined;
    const changed = change(shelved.document);
    if (changed === shelved.document) return changed;
    if ((await shelf.put(kind, changed, shelved.version)) !== undefined) return changed;
  }
  throw new DeskError('desk_busy', `A ${kind} is being changed by others all the time; try again in a moment.`);
};
