import { groupUnanswered, unansweredOf } from '../../operator/unanswered.ts';
import { withStore } from '../with-store.ts';

/** What to list. */
export interface UnansweredOptions {
  readonly data?: string;
  readonly json?: true;
}

/** Lists what was not understood, grouped by likeness, the newest group first: what to write answers or phrasings for. */
export const runUnanswered = ({ data, json }: UnansweredOptions, write: (text: string) => void): Promise<void> =>
  withStore(data, async (store) => {
    const damaged: Error[] = [];
    const groups = groupUnanswered(await unansweredOf(store.everyone((error) => damaged.push(error))));
    for (const group of groups) {
      const newest = new Date(group.newest).toISOString();
      if (json) write(`${JSON.stringify({ ...group, newest })}\n`);
      else write(`${group.count}× ${newest.slice(0, 16)}  ${group.texts.slice(0, 5).join(' ／ ')}\n`);
    }
    if (!json && groups.length === 0) write('Everything was understood so far.\n');
    if (damaged.length > 0) throw new Error(`${damaged.length} records cannot be read; see npm run export.`);
  });
