import type { Log } from '../../channels/log.ts';
import type { PersonId } from '../../dialogue/model/person.ts';
import { errorCodeOf } from '../../engine/errors.ts';
import type { Store } from '../../store/store.ts';

/** What giving to open pages needs. */
export interface FlushOpenPagesDeps {
  readonly store: Pick<Store, 'watch'>;
  /** Who has a page open at this process. */
  readonly pages: { isOpen(person: PersonId): boolean; people(): readonly PersonId[] };
  /** Delivers what waits for somebody. */
  readonly flush: (person: PersonId) => Promise<void>;
  readonly log: Log;
}

/** So many are looked after at once when something may have been missed. */
const AT_ONCE = 8;

/**
 * People have their page open at one process, and what another says to them is set aside until they are back: that they
 * are here already is noticed here. Ends with the returned function.
 */
export const flushOpenPages = ({ store, pages, flush, log }: FlushOpenPagesDeps): (() => void) => {
  let running = false;
  let again = false;

  const give = async (person: PersonId): Promise<void> => {
    if (!pages.isOpen(person)) return;
    await flush(person).catch((error: unknown) => {
      log.error({ code: errorCodeOf(error) }, 'What waits for somebody could not be given to their open page.');
    });
  };

  const giveToAll = async (): Promise<void> => {
    do {
      again = false;
      const left = [...pages.people()];
      const next = async (): Promise<void> => {
        for (let person = left.pop(); person !== undefined; person = left.pop()) await give(person);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
    } while (again);
    running = false;
  };

  return store.watch((person) => {
    if (person !== 'anybody') return void give(person);
    again = true;
    if (running) return;
    running = true;
    void giveToAll();
  });
};
