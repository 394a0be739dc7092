import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Log } from '../../channels/log.ts';
import type { Content } from '../../content/content.ts';
import { diagnosticLine } from '../../content/parse/diagnostic.ts';
import { type WatchCallbacks, watchContent } from '../../content/watch.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { Recogniser } from '../../engine/receive.ts';
import type { ContentEdit } from '../../operator/content-edit.ts';
import { checkContentInChild } from './check-in-child.ts';
import { openContent, openRecogniserFor } from './open-content.ts';

const shortHash = (hash: string): string => hash.slice(0, 12);

/** Milliseconds between two looks at the files. */
const LOOK_EVERY = 1000;

/** Content and recogniser as they are now. Both change at once, when an edit was found right. */
export interface LiveContent {
  content(): Content;
  recogniser(): Recogniser;
  /** What became of the last edit since the start. */
  lastEdit(): ContentEdit | undefined;
  stop(): void;
}

/** The command line, built as this file is or not built as this file is not. */
const commands = fileURLToPath(new URL(`../../cli${extname(import.meta.url)}`, import.meta.url));

/** Trains in a process of its own, so that people are answered meanwhile; the trained model is then in the cache. */
const trainAside = (folder: string): Promise<unknown> =>
  promisify(execFile)(process.execPath, [...process.execArgv, commands, 'train', '--content', folder]);

/**
 * Opens a content folder and follows its edits. A wrong edit is logged line by line and changes nothing.
 * @throws ContentError when the content is wrong to begin with.
 */
export const openLiveContent = async (folder: string, log: Log, clock: () => Instant): Promise<LiveContent> => {
  const onWarning = ({ code, message }: { code: string; message: string }): void => log.warn({ code }, message);
  let content = await openContent(folder);
  let recogniser = await openRecogniserFor(content, onWarning);
  let newest = content.hash;
  let last: ContentEdit | undefined;

  const takeUp = async (edited: Content): Promise<void> => {
    newest = edited.hash;
    await trainAside(folder);
    const trained = await openRecogniserFor(edited, onWarning);
    if (newest !== edited.hash) return;
    content = edited;
    recogniser = trained;
    last = { type: 'taken', at: clock(), hash: shortHash(edited.hash) };
    log.info({ contentHash: shortHash(edited.hash) }, 'Edited content is in use.');
  };

  const callbacks: WatchCallbacks = {
    onLoaded: (loaded) => {
      takeUp(loaded).catch((err: unknown) =>
        log.error(
          { err, contentHash: shortHash(loaded.hash) },
          'Edited content could not be taken up; the content before stays in use.',
        ),
      );
    },
    onRefused: (diagnostics, hash) => {
      const lines = diagnostics.map(diagnosticLine);
      const about = { code: 'content_refused', contentHash: shortHash(hash) };
      for (const line of lines) log.error(about, line);
      log.error(about, 'The edit was refused; the content before stays in use.');
      last = { type: 'refused', at: clock(), hash: shortHash(hash), problems: lines };
    },
  };
  const watch = watchContent(folder, content.hash, callbacks, LOOK_EVERY, checkContentInChild);
  return {
    content: () => content,
    recogniser: () => recogniser,
    lastEdit: () => last,
    stop: () => watch.stop(),
  };
};
