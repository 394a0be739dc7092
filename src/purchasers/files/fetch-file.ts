import type { Locale } from '../../content/schema/text.ts';
import { sharedContextOf } from '../../dialogue/core/turn-context.ts';
import type { World } from '../../dialogue/core/world.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { DownloadToken } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import { listInvitations } from '../invitations.ts';
import { snapshotOf } from '../snapshot.ts';
import { consoleText } from './console-text.ts';
import { type DownloadFile, type FileFormat, fileOf } from './file.ts';
import { invitationsTable } from './invitations-table.ts';
import { progressTable, type ReaderContext } from './progress-table.ts';

/** What became of a pass: the file; `expired` also when whoever got it is none of the purchaser's people any more. */
export type Fetched = { readonly type: 'unknown' | 'expired' } | { readonly type: 'good'; readonly file: DownloadFile };

/** What fetching needs: the store, and the world as it is now. */
export interface FetchDeps {
  readonly store: Store;
  readonly world: () => World;
}

/** In the language of somebody, for whom a table is made. */
export const readerIn = (world: World, locale: Locale): ReaderContext => ({
  context: sharedContextOf(world, locale),
  t: consoleText(world.content, locale),
});

/** The progress of all suppliers of a purchaser as a file; nothing when there is no such purchaser (any more). */
export const progressFile = async (
  { store, world }: FetchDeps,
  id: DownloadToken['purchaser'],
  format: FileFormat,
  locale: Locale,
): Promise<DownloadFile | undefined> => {
  const snapshot = await snapshotOf(store, id);
  const reader = readerIn(world(), locale);
  return (
    snapshot && fileOf(progressTable(snapshot, reader), 'progress', snapshot.purchaser.terms.company, format, reader)
  );
};

const localeOf = async (store: Store, { by }: DownloadToken): Promise<Locale> =>
  (by === undefined ? undefined : (await store.load(by))?.conversation.locale) ?? 'zh-CN';

/** Fetches the file that a pass gives leave to, as things stand now. */
export const fetchFile = async (deps: FetchDeps, id: string, format: FileFormat, now: Instant): Promise<Fetched> => {
  const { store, world } = deps;
  const pass = (await store.documents.get('pass', id))?.document;
  if (pass === undefined) return { type: 'unknown' };
  const purchaser = (await store.documents.get('purchaser', pass.purchaser))?.document;
  const left = pass.by !== undefined && !purchaser?.members.includes(pass.by);
  if (now >= pass.expiresAt || !purchaser || purchaser.removedAt !== undefined || left) return { type: 'expired' };
  const locale = await localeOf(store, pass);
  if (pass.shows.type === 'progress') {
    const file = await progressFile(deps, purchaser.id, format, locale);
    return file ? { type: 'good', file } : { type: 'expired' };
  }
  const { errand } = pass.shows;
  const invitations = (await listInvitations(store.documents, purchaser.id)).filter(
    (one) => one.errand === errand && one.by === pass.by,
  );
  const reader = readerIn(world(), locale);
  const table = invitationsTable(purchaser, invitations, reader);
  return { type: 'good', file: await fileOf(table, 'invitations', purchaser.terms.company, format, reader) };
};
