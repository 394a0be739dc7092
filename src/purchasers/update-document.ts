import type { DocumentStore, Documents, Kind } from '../store/documents.ts';
import { PurchaserError } from './purchaser-error.ts';

/** Each round somebody else's write succeeds, so so many lost in a row mean that something is wrong. */
const ROUNDS = 50;

/**
 * Changes a document in the document store, again from what is there when somebody else wrote in between. A `change` that returns
 * what it was given writes nothing. Resolves to the document as it is then, or to `undefined` when there is none.
 * @throws DeskError `desk_busy`
 */
export const updateDocument = async <K extends Kind>(
  documents: DocumentStore,
  kind: K,
  id: string,
  change: (document: Documents[K]) => Documents[K],
): Promise<Documents[K] | undefined> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const shelved = await documents.get(kind, id);
    if (shelved === undefined) return undefined;
    const changed = change(shelved.document);
    if (changed === shelved.document) return changed;
    if ((await documents.put(kind, changed, shelved.version)) !== undefined) return changed;
  }
  throw new PurchaserError('desk_busy', `A ${kind} is being changed by others all the time; try again in a moment.`);
};
