import type { PurchaserTask } from '../../../content/schema/journey.ts';
import { isAsFarAs } from '../../core/progress/step-status.ts';
import { contextOfSummary } from '../../core/progress/summary-context.ts';
import { openingAfter, type Schedule } from '../../core/time/working-time.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { Conversation } from '../../model/conversation.ts';
import type { Notification } from '../../model/effect.ts';
import type { Instant } from '../../model/instant.ts';
import type { PersonId } from '../../model/person.ts';
import type { SupplierSummary } from '../../model/programme/membership.ts';
import type { PurchaserSnapshot } from '../../model/programme/purchaser-snapshot.ts';
import type { MemberContext } from '../member-context.ts';

/** A favour that a supplier waits for. */
export interface Pending {
  readonly summary: SupplierSummary;
  readonly favour: PurchaserTask;
  readonly askedAt: Instant;
}

/** The words that are on their way to people and not told yet. */
const underWay = ({
  effects,
}: Conversation): readonly { readonly person: PersonId; readonly notification: Notification }[] =>
  effects?.flatMap(({ task }) => (task.type === 'person' ? [task] : [])) ?? [];

const keyOf = (person: PersonId, favour: string): string => `${favour} ${person}`;

/** The favours of which suppliers are being told already that they are done. */
const beingTold = (conversation: Conversation): ReadonlySet<string> =>
  new Set(
    underWay(conversation).flatMap(({ person, notification }) =>
      notification.type === 'favour_done' ? [keyOf(person, notification.favour)] : [],
    ),
  );

const nothing: readonly Pending[] = [];

const waitsFor = (summary: SupplierSummary, context: TurnContext, told: ReadonlySet<string>): readonly Pending[] => {
  // Most suppliers wait for nothing, and thousands of them are looked at.
  if (!Object.values(summary.favours).some(({ doneAt }) => doneAt === undefined)) return nothing;
  const journey = context.content.journeys.get(summary.journey) ?? context.content.journey;
  return journey.favours.flatMap((favour): readonly Pending[] => {
    const mark = summary.favours[favour.id];
    if (!mark || mark.doneAt !== undefined || told.has(keyOf(summary.person, favour.id))) return nothing;
    const isMoot = favour.reaches !== undefined && isAsFarAs(contextOfSummary(summary, context), [favour.reaches]);
    return isMoot ? nothing : [{ summary, favour, askedAt: mark.askedAt }];
  });
};

/** The favours that one supplier waits for. */
export const pendingOf = (summary: SupplierSummary, context: TurnContext): readonly Pending[] =>
  waitsFor(summary, context, beingTold(context.conversation));

/** Several parts of one turn ask for the same; worked out once for each snapshot and what is on its way. */
const worked = new WeakMap<PurchaserSnapshot, { readonly errands: unknown; readonly pending: readonly Pending[] }>();

/** Every favour that a supplier waits for, the longest waiting first. */
export const pendingTasks = (context: MemberContext): readonly Pending[] => {
  const { snapshot, conversation } = context;
  const known = worked.get(snapshot);
  if (known && known.errands === conversation.effects) return known.pending;
  const told = beingTold(conversation);
  const pending = snapshot.summaries
    .flatMap((summary) => waitsFor(summary, context, told))
    .sort((left, right) => left.askedAt - right.askedAt);
  worked.set(snapshot, { errands: conversation.effects, pending });
  return pending;
};

/** A working day has begun since. */
const onAnotherDay = (at: Instant, now: Instant, schedule: Schedule): boolean => openingAfter(at, schedule) <= now;

/** Tells of suppliers whether a nudge is on its way to them, or waits for the next opening. */
export const isBeingNudged = ({ conversation }: TurnContext): ((summary: SupplierSummary) => boolean) => {
  const nudged = new Set(
    underWay(conversation).flatMap(({ person, notification }) => (notification.type === 'nudge' ? [person] : [])),
  );
  return ({ person }) => nudged.has(person);
};

/** Tells of suppliers whether they may be nudged now: at most once a working day. */
export const nudgeable = (context: TurnContext): ((summary: SupplierSummary) => boolean) => {
  const isNudged = isBeingNudged(context);
  const { now, schedule } = context;
  return (summary) =>
    !isNudged(summary) && (summary.nudgedAt === undefined || onAnotherDay(summary.nudgedAt, now, schedule));
};
