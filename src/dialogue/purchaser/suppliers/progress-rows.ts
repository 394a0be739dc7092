import { currentAmong, type StepWithStatus, stepStatusesOnce } from '../../core/progress/step-status.ts';
import { contextOfSummary } from '../../core/progress/summary-context.ts';
import type { SharedContext, TurnContext } from '../../core/turn-context.ts';
import type { Instant } from '../../model/instant.ts';
import type { SupplierSummary } from '../../model/programme/membership.ts';
import type { PurchaserSnapshot } from '../../model/programme/purchaser-snapshot.ts';
import type { MemberContext } from '../member-context.ts';
import { lastChangeAt, type Stuck, stuckOf } from './stuckness.ts';

/** One supplier in the purchaser's view. */
export interface Row {
  readonly summary: SupplierSummary;
  /** The summary laid out, in the reader's language. */
  readonly context: TurnContext;
  /** The step they are on; nothing when they are through. */
  readonly current: StepWithStatus | undefined;
  /** Since when they are there; when they are through, since when. */
  readonly since: Instant;
  readonly stuck: Stuck | undefined;
}

const doneAt = ({ status }: StepWithStatus): Instant => (status.type === 'done' ? status.at : 0);

const sinceOf = (
  summary: SupplierSummary,
  current: StepWithStatus | undefined,
  all: readonly StepWithStatus[],
): Instant => {
  const status = current?.status;
  if (status?.type === 'waiting') return status.since;
  if (status?.type === 'rejected') return status.at;
  return status ? lastChangeAt(summary) : Math.max(...all.map(doneAt));
};

/** How a supplier stands. */
export const rowOf = (summary: SupplierSummary, shared: SharedContext): Row => {
  const context = contextOfSummary(summary, shared);
  const all = stepStatusesOnce(context);
  const current = currentAmong(context, all);
  return {
    summary,
    context,
    current,
    since: sinceOf(summary, current, all),
    stuck: stuckOf(context, summary, all),
  };
};

/** What rows depend on besides the summaries. */
interface Worked {
  readonly basis: readonly unknown[];
  readonly rows: readonly Row[];
}

/** Several parts of one turn ask for the same; worked out once for each snapshot. */
const worked = new WeakMap<PurchaserSnapshot, Worked>();

/**
 * How all suppliers of the snapshot stand. Those who are stuck come first, what the purchaser can do at once before the rest;
 * then whoever is longest where they are; those who are through last.
 */
export const rowsOf = (context: SharedContext & Pick<MemberContext, 'snapshot'>): readonly Row[] => {
  const basis = [context.now, context.translator, context.content];
  const known = worked.get(context.snapshot);
  if (known?.basis.every((part, place) => part === basis[place])) return known.rows;
  const rows = context.snapshot.summaries.map((summary) => rowOf(summary, context)).sort(moreUrgent);
  worked.set(context.snapshot, { basis, rows });
  return rows;
};

const rank = ({ current, stuck }: Row): number => (stuck ? (stuck.why === 'ours' ? 0 : 1) : current ? 2 : 3);

const moreUrgent = (left: Row, right: Row): number =>
  rank(left) - rank(right) || (left.stuck?.since ?? left.since) - (right.stuck?.since ?? right.since);
