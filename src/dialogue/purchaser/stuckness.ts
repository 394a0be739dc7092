import type { IntentId } from '../../content/intent.ts';
import type { Step } from '../../content/journey.ts';
import type { Text } from '../../content/text.ts';
import type { Instant } from '../instant.ts';
import { type Invitation, voidAt } from '../invitation.ts';
import type { Card } from '../membership.ts';
import type { Scene, Surroundings } from '../scene.ts';
import { currentStep, standings } from '../standing.ts';
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

const isOver = (since: Instant, why: StuckWhy, { schedule, now }: Surroundings): boolean =>
  addWorkingDays(since, stuckness[why].days, schedule) <= now;

/** When anything of a supplier's progress last changed. */
export const lastChangeAt = (card: Card): Instant => {
  const moments = Object.values(card.progress).flatMap(({ reached, rejectedAt }) => [
    ...Object.values(reached).map(({ at }) => at),
    rejectedAt ?? 0,
  ]);
  return Math.max(card.membership.at, ...moments);
};

const here = (scene: Scene): { readonly step?: Step } => {
  const current = currentStep(scene);
  return current ? { step: current.step } : {};
};

const rejected = (scene: Scene, card: Card): Found | undefined => {
  for (const { step, standing } of standings(scene)) {
    if (standing.status !== 'rejected' || !isOver(standing.at, 'rejected', scene)) continue;
    const topic = card.progress[step.id]?.rejectedFor;
    return { since: standing.at, step, ...(topic === undefined ? {} : { topic }) };
  }
  return undefined;
};

const late = (scene: Scene, what: 'deposit' | 'review' | 'purchaser'): Found | undefined => {
  for (const { step, standing } of standings(scene)) {
    if (standing.status === 'waiting' && standing.wait.for === what && scene.now > standing.until) {
      return { since: standing.since, step, from: standing.wait.from };
    }
  }
  return undefined;
};

const ours = (scene: Scene, card: Card): Found | undefined => {
  for (const { id } of scene.journey.favours) {
    const mark = card.favours[id];
    if (mark && mark.doneAt === undefined && isOver(mark.askedAt, 'ours', scene)) {
      return { since: mark.askedAt, favour: id, ...here(scene) };
    }
  }
  return late(scene, 'purchaser');
};

const idle = (scene: Scene, card: Card, why: 'silent' | 'slow'): Found | undefined => {
  if (currentStep(scene)?.standing.status !== 'doing') return undefined;
  const changedAt = lastChangeAt(card);
  const heardAt = Math.max(changedAt, card.heardAt);
  const isSilent = isOver(heardAt, 'silent', scene);
  if (why === 'silent') return isSilent ? { since: heardAt, ...here(scene) } : undefined;
  return !isSilent && isOver(changedAt, 'slow', scene) ? { since: changedAt, ...here(scene) } : undefined;
};

const rules: readonly (readonly [StuckWhy, (scene: Scene, card: Card) => Found | undefined])[] = [
  ['person', (scene, { mode, heardAt }) => (mode === 'human' ? { since: heardAt, ...here(scene) } : undefined)],
  ['rejected', rejected],
  ['deposit', (scene) => late(scene, 'deposit')],
  ['review', (scene) => late(scene, 'review')],
  [
    'paused',
    (scene, { mode, heardAt }) =>
      mode === 'paused' && isOver(heardAt, 'paused', scene) ? { since: heardAt, ...here(scene) } : undefined,
  ],
  ['ours', ours],
  ['silent', (scene, card) => idle(scene, card, 'silent')],
  ['slow', (scene, card) => idle(scene, card, 'slow')],
];

/** Why the supplier of a card gets no further; `undefined` when nothing is amiss. `scene` is that of the card. */
export const stuckOf = (scene: Scene, card: Card): Stuck | undefined => {
  if (!currentStep(scene)) return undefined;
  for (const [why, find] of rules) {
    const found = find(scene, card);
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
