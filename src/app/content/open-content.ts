import { join } from 'node:path';
import type { Content } from '../../content/content.ts';
import { loadContent } from '../../content/load.ts';
import { diagnosticLine } from '../../content/parse/diagnostic.ts';
import { PurchaserIntentId } from '../../content/schema/purchaser-intent.ts';
import type { Recogniser } from '../../engine/receive.ts';
import { loadRecogniser } from '../../understanding/model/load-model.ts';
import type { Warn } from '../../understanding/model/model-cache.ts';
import type { Reading } from '../../understanding/reading.ts';
import { purchaserTrainingSet } from '../../understanding/training/purchaser-training-set.ts';
import { modelCache } from '../paths.ts';

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
  throw new ContentError(`The content in use is wrong:\n${loaded.diagnostics.map(diagnosticLine).join('\n')}`);
};

/** What a purchaser's person means, where it is clearly one of their own wishes. */
const wishOf = ({ intent, confidence, certainty }: Reading): Pick<Reading, 'purchasing'> => {
  const wish = PurchaserIntentId.safeParse(intent);
  return certainty === 'clear' && wish.success ? { purchasing: { intent: wish.data, confidence } } : {};
};

/**
 * The recogniser for some content: out of the cache, or trained now when the phrasings are new. What a purchaser's
 * people say is read twice: as everybody's words, and for what only they can want.
 */
export const openRecogniserFor = async (content: Content, onWarning: Warn): Promise<Required<Recogniser>> => {
  const intents = [...content.intents.values()];
  const steps = [...content.journeys.values()].flatMap((journey) =>
    journey.steps.map(({ id, names, objects }) => ({ id, names, objects })),
  );
  const common = { terms: content.terms, steps, onWarning };
  const [everybodys, purchasers] = await Promise.all([
    loadRecogniser({ ...common, intents, cacheDir: modelCache }),
    content.purchaserIntents.length === 0
      ? undefined
      : loadRecogniser({
          ...common,
          intents: purchaserTrainingSet(content.purchaserIntents, intents),
          cacheDir: join(modelCache, 'purchasers'),
        }),
  ]);
  return {
    characters: everybodys.characters,
    read: (text, speaker = 'supplier') => ({
      ...everybodys.read(text),
      ...(speaker === 'purchaser' && purchasers ? wishOf(purchasers.read(text)) : {}),
    }),
  };
};
