import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Log } from '../channels/log.ts';
import type { Content } from '../content/content.ts';
import { problemLine } from '../content/problem.ts';
import { watchContent } from '../content/watch.ts';
import type { Recogniser } from '../engine/receive.ts';
import { openContent, openRecogniserFor } from './open-content.ts';

/** Content and recogniser as they are now. Both change at once, when an edit was found right. */
export interface ContentInUse {
  content(): Content;
  recogniser(): Recogniser;
  stop(): void;
}

/** The command line, built as this file is or not built as this file is not. */
const commands = fileURLToPath(new URL(`../cli${extname(import.meta.url)}`, import.meta.url));

/** Trains in a process of its own, so that people are answered meanwhile; the trained model is then in the cache. */
const trainAside = (folder: string): Promise<unknown> =>
  promisify(execFile)(process.execPath, [...process.execArgv, commands, 'train', '--content', folder]);

/**
 * Opens a content folder and follows its edits. A wrong edit is logged line by line and changes nothing.
 * @throws ContentError when the content is wrong to begin with.
 */
export const useContent = async (folder: string, log: Log): Promise<ContentInUse> => {
  const onWarning = ({ code, message }: { code: string; message: string }): void => log.warn({ code }, message);
  let content = await openContent(folder);
  let recogniser = await openRecogniserFor(content, onWarning);
  let newest = content.hash;

  const takeUp = async (edited: Content): Promise<void> => {
    newest = edited.hash;
    await trainAside(folder);
    const trained = await openRecogniserFor(edited, onWarning);
    if (newest !== edited.hash) return;
    content = edited;
    recogniser = trained;
    log.info({ content: edited.hash.slice(0, 12) }, 'Edited content is in use.');
  };

  const watch = watchContent(folder, content.hash, {
    onLoaded: (edited) => {
      takeUp(edited).catch((err: unknown) =>
        log.error({ err }, 'Edited content could not be taken up; the content before stays in use.'),
      );
    },
    onRefused: (problems) => {
      for (const problem of problems) log.error({ code: 'content_refused' }, problemLine(problem));
      log.error({ code: 'content_refused' }, 'The edit was refused; the content before stays in use.');
    },
  });
  return { content: () => content, recogniser: () => recogniser, stop: () => watch.stop() };
};
