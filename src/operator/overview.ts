import type { SharedContext } from '../dialogue/core/turn-context.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { Purchaser } from '../dialogue/model/programme/purchaser.ts';
import { rowsOf } from '../dialogue/purchaser/suppliers/progress-rows.ts';
import { listPurchasers } from '../purchasers/registry.ts';
import type { Store } from '../store/store.ts';
import { type Attention, attentionOf } from './attention.ts';
import { groupUnanswered, type Unanswered, type UnansweredGroup } from './unanswered.ts';

/** A purchaser with how its suppliers stand. */
export interface Counted {
  readonly purchaser: Purchaser;
  /** Suppliers that were invited by name, and those that came by an open invitation. */
  readonly invited: number;
  readonly joined: number;
  readonly stuck: number;
  readonly done: number;
}

const countedOf = async (store: Store, purchaser: Purchaser, context: SharedContext): Promise<Counted> => {
  const [summaries, made] = await Promise.all([
    store.summaries(purchaser.id),
    store.documents.of('invitation', purchaser.id),
  ]);
  const rows = rowsOf({ ...context, snapshot: { purchaser, summaries, invitations: [] } });
  const named = made.filter(
    ({ as, uses, revokedAt, usedBy }) => as === 'supplier' && uses === 'one' && (usedBy || revokedAt === undefined),
  );
  const codes = new Set(named.map(({ code }) => code));
  const came = summaries.filter(({ membership }) => !codes.has(membership.code));
  return {
    purchaser,
    invited: named.length + came.length,
    joined: summaries.length,
    stuck: rows.filter(({ stuck }) => stuck !== undefined).length,
    done: rows.filter(({ current }) => current === undefined).length,
  };
};

/** The purchasers that were not removed, with how their suppliers stand, the oldest first. */
export const countPurchasers = async (store: Store, context: SharedContext): Promise<readonly Counted[]> => {
  const purchasers = (await listPurchasers(store.documents)).filter(({ removedAt }) => removedAt === undefined);
  return Promise.all(purchasers.map((purchaser) => countedOf(store, purchaser, context)));
};

/** What an operator looks through, taken from all conversations at one time. */
export interface Findings {
  readonly at: Instant;
  readonly attention: readonly Attention[];
  readonly unanswered: readonly UnansweredGroup[];
  readonly people: number;
  /** Records that cannot be read. */
  readonly damaged: number;
}

/** Grouping compares lines with each other; of more than so many only the newest are grouped. */
const LINES = 1_000;

/** Goes through all conversations once. */
export const findingsOf = async (store: Store, now: Instant): Promise<Findings> => {
  const lines: Unanswered[] = [];
  const counts = { people: 0, damaged: 0 };
  const onDamaged = (): void => {
    counts.damaged += 1;
  };
  const everyone = async function* () {
    for await (const conversation of store.everyone(onDamaged)) {
      counts.people += 1;
      lines.push(...conversation.unanswered);
      yield conversation;
    }
  };
  const attention: Attention[] = [];
  for await (const one of attentionOf(everyone())) attention.push(one);
  const newest = lines.toSorted((left, right) => right.at - left.at).slice(0, LINES);
  return { at: now, attention, unanswered: groupUnanswered(newest), ...counts };
};
