import type { FeatureWeights } from '../model/features.ts';
import type { TrainingOptions } from './train.ts';

/**
 * The number of the way models are made. It is part of the cache's name: raise it with every change of features,
 * normalisation, training or calibration that the constants below do not show.
 */
export const hyperparameters = 5;

/** How much each kind of feature counts; found by cross-validation on the phrasings. */
export const featureWeights: FeatureWeights = {
  characters: [0.7, 1, 0.5],
  syllables: [0.3, 0.6, 0.4],
  words: [1, 0.8],
  letters: 0.4,
  terms: [1, 1, 1],
  numbers: 0.6,
  shape: 0.5,
};

/** So many meaningless texts are learned as out of scope for each phrasing. */
export const noiseShare = 0.03;

/** How the classifier is trained; found by cross-validation on the phrasings. */
export const trainingOptions: TrainingOptions = {
  cost: 0.5,
  ownCost: 4,
  passes: 5,
  tolerance: 0.3,
  leastOccurrences: 2,
  bias: 1,
};
