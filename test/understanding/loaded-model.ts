import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openContent } from '../../src/app/content/open-content.ts';
import { home, modelCache } from '../../src/app/paths.ts';
import type { Content } from '../../src/content/content.ts';
import { loadRecogniser, type RecogniserContent } from '../../src/understanding/model/load-model.ts';
import { withPublicIntents } from '../../src/understanding/public-intents.ts';
import type { Recogniser } from '../../src/understanding/recogniser.ts';
import { type Labelled, parseLabelled } from '../../src/understanding/training/labelled.ts';

/** The content of the repository. */
export const builtIn = (): Promise<Content> => openContent(home);

/** What a recogniser for some content is opened with. */
export const partsFor = (content: Content, cacheDir = modelCache): RecogniserContent => ({
  intents: [...content.intents.values()],
  terms: content.terms,
  steps: content.journey.steps.map(({ id, names, objects }) => ({ id, names, objects })),
  cacheDir,
  onWarning: ({ message }) => {
    throw new Error(message);
  },
});

let opened: Promise<Recogniser> | undefined;

/** The recogniser of the repository's content, opened once. */
export const openedRecogniser = (): Promise<Recogniser> => {
  opened ??= builtIn().then((content) => loadRecogniser(partsFor(content)));
  return opened;
};

/** The same as the outside knows it: it names intents of the public catalogue alone. */
export const publicRecogniser = async (): Promise<Pick<Recogniser, 'read'>> =>
  withPublicIntents(await openedRecogniser(), (await builtIn()).intents);

/** The sets of the development set: never trained on. */
export const developmentSets = ['zh', 'en', 'zh_hant', 'multi'] as const;

/** The labelled lines of one development set. */
export const developmentLines = async (set: (typeof developmentSets)[number]): Promise<Labelled[]> =>
  parseLabelled(await readFile(join(import.meta.dirname, 'dev', `${set}.tsv`), 'utf8'), set);
