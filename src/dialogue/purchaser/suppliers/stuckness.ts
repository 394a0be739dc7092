import type { IntentId } from '../../../content/schema/intent.ts';
import type { Step } from '../../../content/schema/journey.ts';
import type { Text } from '../../../content/schema/text.ts';
import { currentAmong, type StepWithStatus, stepStatuses } from '../../core/progress/step-status.ts';
import { addWorkingDays } from '../../core/time/working-time.ts';
import type { SharedContext, TurnContext } from '../../core/turn-context.ts';
import type { Instant } from '../../model/instant.ts';
import { type Invitation, voidAt } from '../../model/programme/invitation.ts';
import type { SupplierSummary } from '../../model/programme/membership.ts';

/** What somebody who waits for a supplier can do about it. */
export type Suggestion = 'nudge' | 'added' | 'look' | 'resend';

/**
 * What counts as stuck, the more telling first: for how many working days it must have been so (of a wait: beyond its usual
 * time), and what is suggested.
 */
export const stuckness = {
  /** They asked for a person. */
  person: { days: 0, suggests: 'look' },
  /** Sent back, and not handed in again. */
  rejected: { days: 1, suggests: 'nudge' },
  /** A deposit is later than usual. */
  deposit: { days: 0, suggests: 'nudge' },
  /** A review is later than usual. */
  review: { days: 0, suggests: 'nudge' },
  /** They put it aside themselves. */
  paused: { days: 1, suggests: 'nudge' },
  /** It is the purchaser's own turn. */
  ours: { days: 1, suggests: 'added' },
  /** Nothing done, and nothing heard of them. */
  silent: { days: 2, suggests: 'nudge' },
  /** They write, and get no further. */
  slow: { days: 2, suggests: 'look' },
  /** Nobody opened the invitation. */
  unopened: { days: 2, suggests: 'resend' },
  /** Nobody opened it while it was good. */
  expired: { days: 0, suggests: 'resend' },
} as const satisfies Record<string, { readonly days: number; readonly suggests: Suggestion }>;
export type StuckWhy = keyof typeof stuckness;

/** Why a supplier gets no further, since when, and what is suggested. */
export interface Stuck {
  readonly why: StuckWhy;
  readonly since: Instant;
  readonly suggests: Suggestion;
  readonly step?: Step;
  /** Who is waited for. */
  readonly from?: Text;
  /** The question of the catalogue that a rejection was about. */
  readonly topic?: IntentId;
  /** The favour that the purchaser was asked for. */
  readonly favour?: string;
}

type Found = Omit<Stuck, 'why' | 'suggests'>;

/** A summary as it is looked at: worked out once, for all rules. */
interface Look {
  readonly summary: SupplierSummary;
  readonly context: TurnContext;
  readonly all: readonly StepWithStatus[];
  readonly current: StepWithStatus;
  readonly changedAt: Instant;
}

const isOver = (since: Instant, why: StuckWhy, { schedule, now }: SharedContext): boolean =>
  since <= now && addWorkingDays(since, stuckness[why].days, schedule) <= now;

/** When anything of a supplier's progress last changed. */
export const lastChangeAt = ({ progress, membership }: SupplierSummary): Instant => {
  let last = membership.at;
  for (const { reached, rejectedAt } of Object.values(progress)) {
    if (rejectedAt !== undefined && rejectedAt > last) last = rejectedAt;
    for (const { at } of Object.values(reached)) if (at > last) last = at;
  }
  return last;
};

const rejected = ({ all, summary, context }: Look): Found | undefined => {
  for (const { step, status } of all) {
    if (status.type !== 'rejected' || !isOver(status.at, 'rejected', context)) continue;
    const topic = summary.progress[step.id]?.rejectedFor;
    return { since: status.at, step, ...(topic === undefined ? {} : { topic }) };
  }
  return undefined;
};

const late = ({ all, context }: Look, what: 'deposit' | 'review' | 'purchaser'): Found | undefined => {
  for (const { step, status } of all) {
    if (status.type === 'waiting' && status.wait.for === what && context.now > status.until) {
      return { since: status.since, step, from: status.wait.from };
    }
  }
  return undefined;
};

const ours = (look: Look): Found | undefined => {
  const { context, summary, current } = look;
  for (const { id } of context.journey.favours) {
    const mark = summary.favours[id];
    if (mark && mark.doneAt === undefined && isOver(mark.askedAt, 'ours', context)) {
      return { since: mark.askedAt, favour: id, step: current.step };
    }
  }
  return late(look, 'purchaser');
};

const isIdle = ({ current }: Look): boolean => current.status.type === 'doing';

const heardAt = ({ summary, changedAt }: Look): Instant => Math.max(changedAt, summary.heardAt);

const since = (at: Instant, { current }: Look): Found => ({ since: at, step: current.step });

const rules: readonly (readonly [StuckWhy, (look: Look) => Found | undefined])[] = [
  ['person', (look) => (look.summary.mode === 'human' ? since(look.summary.heardAt, look) : undefined)],
  ['rejected', rejected],
  ['deposit', (look) => late(look, 'deposit')],
  ['review', (look) => late(look, 'review')],
  [
    'paused',
    (look) =>
      look.summary.mode === 'paused' && isOver(look.summary.heardAt, 'paused', look.context)
        ? since(look.summary.heardAt, look)
        : undefined,
  ],
  ['ours', ours],
  [
    'silent',
    (look) => (isIdle(look) && isOver(heardAt(look), 'silent', look.context) ? since(heardAt(look), look) : undefined),
  ],
  [
    'slow',
    (look) => (isIdle(look) && isOver(look.changedAt, 'slow', look.context) ? since(look.changedAt, look) : undefined),
  ],
];

/**
 * Why the supplier of a summary gets no further; `undefined` when nothing is amiss. `context` is that of the summary, `all` its
 * step statuses where they were worked out already.
 */
export const stuckOf = (
  context: TurnContext,
  summary: SupplierSummary,
  all = stepStatuses(context),
): Stuck | undefined => {
  const current = currentAmong(context, all);
  if (!current) return undefined;
  const look: Look = { summary, context, all, current, changedAt: lastChangeAt(summary) };
  for (const [why, find] of rules) {
    const found = find(look);
    if (found) return { why, suggests: stuckness[why].suggests, ...found };
  }
  return undefined;
};

/** Why an invitation that nobody used gets nowhere. Open invitations and those taken back never count. */
export const stuckInvitation = (invitation: Invitation, context: SharedContext): Stuck | undefined => {
  if (invitation.uses === 'many' || invitation.usedBy) return undefined;
  const why = voidAt(invitation, context.now);
  if (why === 'expired') return { why: 'expired', since: invitation.expiresAt, suggests: stuckness.expired.suggests };
  if (why !== undefined || !isOver(invitation.createdAt, 'unopened', context)) return undefined;
  return { why: 'unopened', since: invitation.createdAt, suggests: stuckness.unopened.suggests };
};
