import type { Content } from '../content/content.ts';
import { loadContent } from '../content/load.ts';
import { problemLine } from '../content/problem.ts';
import type { Warn } from '../understanding/cache.ts';
import { openRecogniser } from '../understanding/open.ts';
import type { Recogniser } from '../understanding/recogniser.ts';
import { modelCache } from './places.ts';

/** Content that cannot be used, with every reason. */
export class ContentError extends Error {
  readonly code = 'content_refused';
}

/**
 * The content of a folder.
 * @throws ContentError with a line for each problem: file, line, reason.
 */
export const openContent = async (folder: string): Promise<Content> => {
  const loaded = await loadContent(folder);
  if ('content' in loaded) return loaded.content;
  throw new ContentError(`The content in use is wrong:\n${loaded.problems.map(problemLine).join('\n')}`);
};

/** The recogniser for some content: out of the cache, or trained now when the phrasings are new. */
export const openRecogniserFor = (content: Content, onWarning: Warn): Promise<Recogniser> =>
  openRecogniser({
    intents: [...content.intents.values()],
    terms: content.terms,
    steps: [...content.journeys.values()].flatMap(({ steps }) => steps.map(({ id, names }) => ({ id, names }))),
    cacheDir: modelCache,
    onWarning,
  });
