import { DAY, type Instant } from '../dialogue/instant.ts';
import type { PersonId } from '../dialogue/person.ts';
import type { PurchaserId } from '../dialogue/purchaser.ts';
import type { Pass, Shelf } from '../store/shelf.ts';
import { newPassId, type RandomBytes } from './chance.ts';

/**
 * How long a file can be fetched. Links in chats are opened on the computer the next morning, and get forwarded: long
 * enough for the one, and no longer because of the other.
 */
const PASS_GOOD_FOR = 2 * DAY;

/** A pass with less than this left is not handed out again. */
const WORTH_HANDING_OUT = DAY;

/** For whom a pass is, and what it shows. */
export interface PassWish {
  readonly purchaser: PurchaserId;
  readonly shows: Pass['shows'];
  readonly by?: PersonId;
}

const sameShows = (left: Pass['shows'], right: Pass['shows']): boolean =>
  left.what === 'progress' ? right.what === 'progress' : right.what === 'invitations' && left.errand === right.errand;

/** A pass for a file: one that the same person was given for the same before, as long as it is good for a day, or a new one. Old ones are cleared away. */
export const passFor = async (shelf: Shelf, random: RandomBytes, wish: PassWish, now: Instant): Promise<Pass> => {
  const passes = await shelf.of('pass', wish.purchaser);
  await Promise.all(passes.filter(({ expiresAt }) => expiresAt <= now - DAY).map(({ id }) => shelf.remove('pass', id)));
  const before = passes.find(
    ({ by, shows, expiresAt }) =>
      by === wish.by && sameShows(shows, wish.shows) && expiresAt >= now + WORTH_HANDING_OUT,
  );
  if (before) return before;
  const pass: Pass = { format: 1, id: newPassId(random), ...wish, expiresAt: now + PASS_GOOD_FOR };
  await shelf.put('pass', pass, undefined);
  return pass;
};
