import type { Reminder } from '../conversation.ts';
import type { Instant } from '../instant.ts';
import type { Scene } from '../scene.ts';
import { addWorkingDays, isOpen, nextOpen, openingAfter, openingOfNextWeek } from '../working-time.ts';
import { type Pending, pendingFavours } from './pending.ts';
import { asPurchaser, type PurchaserScene } from './purchaser-scene.ts';

/** When news of all suppliers come next: at an opening, once a working day or once a week. */
const nextDigestAt = ({ purchasing, conversation, schedule }: PurchaserScene): Instant | undefined => {
  const last = purchasing.digestAt ?? conversation.startedAt;
  switch (purchasing.digest) {
    case 'off':
      return undefined;
    case 'daily':
      return openingAfter(last, schedule);
    case 'weekly':
      return openingOfNextWeek(last, schedule);
  }
};

/** What was asked for while nobody is spoken to unasked is told at the next opening; not done, it is reminded of a working day later. */
const firstDue = ({ purchasing, schedule }: PurchaserScene, { askedAt }: Pending): Instant => {
  const isTold = isOpen(askedAt, schedule) || (purchasing.favoursAt ?? 0) >= askedAt;
  return isTold ? addWorkingDays(askedAt, 1, schedule) : nextOpen(askedAt, schedule);
};

/** When the person is reminded of what suppliers wait for: of all of it at once, and at most once a working day. */
const nextFavoursAt = (scene: PurchaserScene): Instant | undefined => {
  const { purchasing, schedule } = scene;
  const moments = pendingFavours(scene).map((pending) => firstDue(scene, pending));
  if (moments.length === 0) return undefined;
  const first = Math.min(...moments);
  return purchasing.favoursAt === undefined
    ? first
    : Math.max(first, addWorkingDays(purchasing.favoursAt, 1, schedule));
};

/** What was missed while nobody was there to say it is said at the next opening, never at night. */
const notAtNight = ({ now, schedule }: Scene, at: Instant): Instant => (at <= now ? nextOpen(now, schedule) : at);

/**
 * Every moment at which one of a purchaser's people is to be spoken to, as things stand now, earliest first: news of their
 * suppliers, what suppliers wait for, and the time they named themselves.
 */
export const planForPurchaser = (scene: Scene): Reminder[] => {
  const known = asPurchaser(scene);
  if (!known) return [];
  const { conversation } = scene;
  const chosen: Reminder[] =
    conversation.chosenReminder === undefined ? [] : [{ at: conversation.chosenReminder, which: 'chosen' }];
  if (!conversation.remindersOn) return chosen;
  const digestAt = nextDigestAt(known);
  const favoursAt = nextFavoursAt(known);
  return [
    ...chosen,
    ...(digestAt === undefined ? [] : [{ at: notAtNight(scene, digestAt), which: 'digest' } as const]),
    ...(favoursAt === undefined ? [] : [{ at: notAtNight(scene, favoursAt), which: 'favours' } as const]),
  ].sort((left, right) => left.at - right.at);
};
