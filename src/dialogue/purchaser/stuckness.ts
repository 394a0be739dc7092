import type { IntentId } from '../../content/intent.ts';
import type { Step } from '../../content/journey.ts';
import type { Text } from '../../content/text.ts';
import type { Instant } from '../instant.ts';
import { type Invitation, voidAt } from '../invitation.ts';
import type { Card } from '../membership.ts';
import type { Scene, Surroundings } from '../scene.ts';
import { currentAmong, type StepStanding, standings } from '../standing.ts';
import { addWorkingDays } from '../working-time.ts';

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

/** A card as it is looked at: worked out once, for all rules. */
interface Look {
  readonly card: Card;
  readonly scene: Scene;
  readonly all: readonly StepStanding[];
  readonly current: StepStanding;
  readonly changedAt: Instant;
}

const isOver = (since: Instant, why: StuckWhy, { schedule, now }: Surroundings): boolean =>
  since <= now && addWorkingDays(since, stuckness[why].days, schedule) <= now;

/** When anything of a supplier's progress last changed. */
export const lastChangeAt = ({ progress, membership }: Card): Instant => {
  let last = membership.at;
  for (const { reached, rejectedAt } of Object.values(progress)) {
    if (rejectedAt !== undefined && rejectedAt > last) last = rejectedAt;
    for (const { at } of Object.values(reached)) if (at > last) last = at;
  }
  return last;
};

const rejected = ({ all, card, scene }: Look): Found | undefined => {
  for (const { step, standing } of all) {
    if (standing.status !== 'rejected' || !isOver(standing.at, 'rejected', scene)) continue;
    const topic = card.progress[step.id]?.rejectedFor;
    return { since: standing.at, step, ...(topic === undefined ? {} : { topic }) };
  }
  return undefined;
};

const late = ({ all, scene }: Look, what: 'deposit' | 'review' | 'purchaser'): Found | undefined => {
  for (const { step, standing } of all) {
    if (standing.status === 'waiting' && standing.wait.for === what && scene.now > standing.until) {
      return { since: standing.since, step, from: standing.wait.from };
    }
  }
  return undefined;
};

const ours = (look: Look): Found | undefined => {
  const { scene, card, current } = look;
  for (const { id } of scene.journey.favours) {
    const mark = card.favours[id];
    if (mark && mark.doneAt === undefined && isOver(mark.askedAt, 'ours', scene)) {
      return { since: mark.askedAt, favour: id, step: current.step };
    }
  }
  return late(look, 'purchaser');
};

const isIdle = ({ current }: Look): boolean => current.standing.status === 'doing';

const heardAt = ({ card, changedAt }: Look): Instant => Math.max(changedAt, card.heardAt);

const since = (at: Instant, { current }: Look): Found => ({ since: at, step: current.step });

const rules: readonly (readonly [StuckWhy, (look: Look) => Found | undefined])[] = [
  ['person', (look) => (look.card.mode === 'human' ? since(look.card.heardAt, look) : undefined)],
  ['rejected', rejected],
  ['deposit', (look) => late(look, 'deposit')],
  ['review', (look) => late(look, 'review')],
  [
    'paused',
    (look) =>
      look.card.mode === 'paused' && isOver(look.card.heardAt, 'paused', look.scene)
        ? since(look.card.heardAt, look)
        : undefined,
  ],
  ['ours', ours],
  [
    'silent',
    (look) => (isIdle(look) && isOver(heardAt(look), 'silent', look.scene) ? since(heardAt(look), look) : undefined),
  ],
  [
    'slow',
    (look) => (isIdle(look) && isOver(look.changedAt, 'slow', look.scene) ? since(look.changedAt, look) : undefined),
  ],
];

/**
 * Why the supplier of a card gets no further; `undefined` when nothing is amiss. `scene` is that of the card, `all` its
 * standings where they were worked out already.
 */
export const stuckOf = (scene: Scene, card: Card, all = standings(scene)): Stuck | undefined => {
  const current = currentAmong(scene, all);
  if (!current) return undefined;
  const look: Look = { card, scene, all, current, changedAt: lastChangeAt(card) };
  for (const [why, find] of rules) {
    const found = find(look);
    if (found) return { why, suggests: stuckness[why].suggests, ...found };
  }
  return undefined;
};

/** Why an invitation that nobody used gets nowhere. Open invitations and those taken back never count. */
export const stuckInvitation = (invitation: Invitation, around: Surroundings): Stuck | undefined => {
  if (invitation.uses === 'many' || invitation.usedBy) return undefined;
  const why = voidAt(invitation, around.now);
  if (why === 'expired') return { why: 'expired', since: invitation.expiresAt, suggests: stuckness.expired.suggests };
  if (why !== undefined || !isOver(invitation.createdAt, 'unopened', around)) return undefined;
  return { why: 'unopened', since: invitation.createdAt, suggests: stuckness.unopened.suggests };
};
