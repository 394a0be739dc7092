import type { Locale } from '../../content/text.ts';
import type { Instant } from '../../dialogue/instant.ts';
import { surroundingsOf } from '../../dialogue/scene.ts';
import type { World } from '../../dialogue/world.ts';
import type { Pass } from '../../store/shelf.ts';
import type { Store } from '../../store/store.ts';
import { bookOf } from '../book.ts';
import { listInvitations } from '../invitations.ts';
import { deskWords } from '../words.ts';
import { type DeskFile, type FileFormat, fileOf } from './file.ts';
import { invitationsTable } from './invitations-table.ts';
import { progressTable, type Reader } from './progress-table.ts';

/** What became of a pass: the file; `expired` also when whoever got it is none of the purchaser's people any more. */
export type Fetched = { readonly state: 'unknown' | 'expired' } | { readonly state: 'good'; readonly file: DeskFile };

/** What fetching needs: the store, and the world as it is now. */
export interface FetchParts {
  readonly store: Store;
  readonly world: () => World;
}

/** In the language of somebody, for whom a table is made. */
export const readerIn = (world: World, locale: Locale): Reader => ({
  around: surroundingsOf(world, locale),
  say: deskWords(world.content, locale),
});

/** The progress of all suppliers of a purchaser as a file; nothing when there is no such purchaser (any more). */
export const progressFile = async (
  { store, world }: FetchParts,
  id: Pass['purchaser'],
  format: FileFormat,
  locale: Locale,
): Promise<DeskFile | undefined> => {
  const book = await bookOf(store, id);
  const reader = readerIn(world(), locale);
  return book && fileOf(progressTable(book, reader), 'progress', book.purchaser.terms.company, format, reader);
};

const localeOf = async (store: Store, { by }: Pass): Promise<Locale> =>
  (by === undefined ? undefined : (await store.load(by))?.conversation.locale) ?? 'zh-CN';

/** Fetches the file that a pass gives leave to, as things stand now. */
export const fetchFile = async (parts: FetchParts, id: string, format: FileFormat, now: Instant): Promise<Fetched> => {
  const { store, world } = parts;
  const pass = (await store.shelf.get('pass', id))?.document;
  if (pass === undefined) return { state: 'unknown' };
  const purchaser = (await store.shelf.get('purchaser', pass.purchaser))?.document;
  const left = pass.by !== undefined && !purchaser?.members.includes(pass.by);
  if (now >= pass.expiresAt || !purchaser || purchaser.removedAt !== undefined || left) return { state: 'expired' };
  const locale = await localeOf(store, pass);
  if (pass.shows.what === 'progress') {
    const file = await progressFile(parts, purchaser.id, format, locale);
    return file ? { state: 'good', file } : { state: 'expired' };
  }
  const { errand } = pass.shows;
  const invitations = (await listInvitations(store.shelf, purchaser.id)).filter(
    (one) => one.errand === errand && one.by === pass.by,
  );
  const reader = readerIn(world(), locale);
  const table = invitationsTable(purchaser, invitations, reader);
  return { state: 'good', file: await fileOf(table, 'invitations', purchaser.terms.company, format, reader) };
};
