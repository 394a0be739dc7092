import { type Compiled, compileContent } from './compile.ts';
import { inOrder } from './parse/diagnostic.ts';
import { type ContentFiles, readContentFiles } from './parse/folder.ts';
import type { Strictness } from './parse/source.ts';

/** How content is loaded. */
export interface LoadOptions {
  /** The latest date that it can be anywhere now, `YYYY-MM-DD`; only warnings depend on it. Default: by the clock. */
  readonly today?: string;
  /** Default `quick`; `thorough` reads every file by the stricter reader, several times slower. */
  readonly strictness?: Strictness;
}

/** The farthest time zone is 14 hours ahead of UTC. */
const latestDate = (now: number): string => new Date(now + 14 * 3_600_000).toISOString().slice(0, 10);

/**
 * Reads the content folder (`data/`, `intents/`, `locales/`): content that is right as a whole, or all that is wrong
 * with it. Rejects never for what is in the files.
 */
export const loadContent = async (folder: string, options: LoadOptions = {}): Promise<Compiled> =>
  compileFiles(await readContentFiles(folder), options);

/** {@link loadContent} of files that were read already. */
export const compileFiles = ({ files, hash, diagnostics }: ContentFiles, options: LoadOptions = {}): Compiled => {
  const today = options.today ?? latestDate(Date.now());
  const compiled = compileContent(files, { hash, today, strictness: options.strictness ?? 'quick' });
  if (diagnostics.length === 0) return compiled;
  return {
    diagnostics: inOrder([...diagnostics, ...('diagnostics' in compiled ? compiled.diagnostics : compiled.warnings)]),
  };
};
