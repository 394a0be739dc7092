import { createHash } from 'node:crypto';
import type { LabelledPhrasings } from '../../content/schema/intent.ts';
import type { Terms } from '../../content/schema/terms.ts';
import { makeCharacterTables } from '../character-tables.ts';
import type { StepNames } from '../entities.ts';
import { createRecogniser, type Recogniser } from '../recogniser.ts';
import { withoutTopics, withTopics } from '../topics.ts';
import { featureWeights, hyperparameters, noiseShare, trainingOptions } from '../training/hyperparameters.ts';
import { buildTrainingSet } from '../training/training-set.ts';
import { keepModel, loadModel, type Warn } from './model-cache.ts';

/** What a recogniser is opened with. */
export interface RecogniserContent {
  readonly intents: readonly LabelledPhrasings[];
  readonly terms: Terms;
  readonly steps: readonly StepNames[];
  /** Where trained models are kept. Made when missing; need not be writable. */
  readonly cacheDir: string;
  readonly onWarning: Warn;
}

/**
 * Opens the recogniser for this content: from the cache in a fraction of a second, or trained from nothing in a few
 * seconds when the phrasings or terms are new. A damaged or unwritable cache is a warning, never a failure.
 */
export async function loadRecogniser(content: RecogniserContent): Promise<Recogniser> {
  const { terms, steps, cacheDir, onWarning } = content;
  const intents = withoutTopics(content.intents);
  const hash = contentHash(intents, terms);
  const kept = await loadModel(cacheDir, hash, onWarning);
  if (kept !== undefined) return withTopics(createRecogniser(kept, terms, steps), content.intents);
  const model = buildTrainingSet(intents, terms, await makeCharacterTables());
  await keepModel(cacheDir, hash, model, onWarning);
  return withTopics(createRecogniser(model, terms, steps), content.intents);
}

/** Names the model that this content leads to: what is trained on, and how. Answers and labels do not matter. */
export function contentHash(intents: readonly LabelledPhrasings[], terms: Terms): string {
  const learnt = intents.map(({ id, phrasings }) => [id, phrasings.zh, phrasings.en] as const);
  learnt.sort(([one], [other]) => (one < other ? -1 : 1));
  const basis = JSON.stringify({ recipe: hyperparameters, featureWeights, noiseShare, trainingOptions, learnt, terms });
  return createHash('sha256').update(basis).digest('hex').slice(0, 24);
}
