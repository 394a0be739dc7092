import { DAY, type Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { PurchaserId } from '../dialogue/model/programme/purchaser.ts';
import type { DocumentStore, DownloadToken } from '../store/documents.ts';
import { newDownloadTokenId, type RandomBytes } from './random-codes.ts';

/**
 * How long a file can be fetched. Links in chats are opened on the computer the next morning, and get forwarded: long
 * enough for the one, and no longer because of the other.
 */
const TOKEN_GOOD_FOR = 2 * DAY;

/** A pass with less than this left is not handed out again. */
const WORTH_HANDING_OUT = DAY;

/** For whom a pass is, and what it shows. */
export interface DownloadTokenOptions {
  readonly purchaser: PurchaserId;
  readonly shows: DownloadToken['shows'];
  readonly by?: PersonId;
}

const sameShows = (left: DownloadToken['shows'], right: DownloadToken['shows']): boolean =>
  left.type === 'progress' ? right.type === 'progress' : right.type === 'invitations' && left.errand === right.errand;

/** A pass for a file: one that the same person was given for the same before, as long as it is good for a day, or a new one. Old ones are cleared away. */
export const createDownloadToken = async (
  documents: DocumentStore,
  random: RandomBytes,
  options: DownloadTokenOptions,
  now: Instant,
): Promise<DownloadToken> => {
  const passes = await documents.of('pass', options.purchaser);
  await Promise.all(
    passes.filter(({ expiresAt }) => expiresAt <= now - DAY).map(({ id }) => documents.remove('pass', id)),
  );
  const before = passes.find(
    ({ by, shows, expiresAt }) =>
      by === options.by && sameShows(shows, options.shows) && expiresAt >= now + WORTH_HANDING_OUT,
  );
  if (before) return before;
  const pass: DownloadToken = {
    format: 1,
    id: newDownloadTokenId(random),
    ...options,
    expiresAt: now + TOKEN_GOOD_FOR,
  };
  await documents.put('pass', pass, undefined);
  return pass;
};
