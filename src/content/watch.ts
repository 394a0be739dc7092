import type { Content } from './content.ts';
import { compileFiles } from './load.ts';
import type { Diagnostic } from './parse/diagnostic.ts';
import { fingerprint, readContentFiles } from './parse/folder.ts';
import type { SourceFile } from './parse/source.ts';

/** Who is told what became of an edit. */
export interface WatchCallbacks {
  /** Content that replaces the one before. */
  readonly onLoaded: (content: Content, warnings: readonly Diagnostic[]) => void;
  /** The edit with this hash was refused; the content before stays in use. */
  readonly onRefused: (diagnostics: readonly Diagnostic[], hash: string) => void;
}

/** Says beforehand what is wrong with a folder, without keeping anybody waiting; nothing when it can be used. */
export type CheckBefore = (folder: string) => Promise<readonly Diagnostic[]>;

/** Follows a content folder. */
export interface ContentWatch {
  /**
   * Looks once. A change is taken up on the second look that finds it the same, so that files are not read half
   * written. Looks do not overlap.
   */
  check(): Promise<void>;
  /** No callback comes after this. */
  stop(): void;
}

/**
 * Looks at the folder again and again (by the files' sizes and times: this works on every file system and with every
 * editor) and loads it whole when it has changed.
 *
 * @param current - hash of the content in use
 * @param everyMilliseconds - between looks; 0 for none but those asked for
 * @param checkBefore - looks at an edit before it is compiled here; what it objects to is refused and not compiled
 */
export const watchContent = (
  folder: string,
  current: string,
  callbacks: WatchCallbacks,
  everyMilliseconds = 1000,
  checkBefore: CheckBefore = async () => [],
): ContentWatch => {
  let files: readonly SourceFile[] = [];
  let lastHash = current;
  let lastSeen: string | undefined;
  let lastRead: string | undefined;
  let stopped = false;
  let looking: Promise<void> | undefined;

  const lookOnce = async (): Promise<void> => {
    const seen = await fingerprint(folder);
    const settled = seen === lastSeen;
    lastSeen = seen;
    if (!settled || seen === lastRead) return;
    lastRead = seen;
    const read = await readContentFiles(folder, files);
    files = read.files;
    if (stopped || read.hash === lastHash) return;
    lastHash = read.hash;
    const objections = await checkBefore(folder);
    if (stopped) return;
    if (objections.length > 0) {
      callbacks.onRefused(objections, read.hash);
      return;
    }
    const result = compileFiles(read);
    if ('diagnostics' in result) callbacks.onRefused(result.diagnostics, read.hash);
    else callbacks.onLoaded(result.content, result.warnings);
  };

  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  const timer = everyMilliseconds > 0 ? setInterval(look, everyMilliseconds) : undefined;
  timer?.unref();
  return {
    check: look,
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
};
