import type { Certainty } from './reading.ts';
import { type Calibration, outline, probabilities, rejectSum, sigmoid } from './training/calibrate.ts';

/** What the scores of one text, or of a part of one, come to. Intents by their number. */
export interface Decision {
  readonly certainty: Certainty;
  /** The best intent other than `out_of_scope`. */
  readonly best: number;
  /** Probability that `best` is meant; when refused, that nothing in scope is. */
  readonly confidence: number;
  /** How sure it is that the text is in scope at all. */
  readonly inScope: number;
  readonly probabilities: Float64Array;
}

/** From this probability on the best intent is taken without asking. */
const clearFrom = 0.5;

/** Decides what a row of scores means. Learned parts come from the calibration, the bands are fixed. */
export function decide(scores: Float32Array, known: number, outsideLabel: number, calibration: Calibration): Decision {
  const of = outline(scores, outsideLabel, known);
  const share = probabilities(scores, outsideLabel, calibration.sharpness);
  const sum = rejectSum(of, calibration.reject) - calibration.threshold;
  const inScope = sigmoid(sum);
  if (sum < 0 || known === 0 || known < calibration.leastKnown) {
    return { certainty: 'refused', best: of.bestLabel, confidence: 1 - inScope, inScope, probabilities: share };
  }
  const confidence = (share[of.bestLabel] ?? 0) * inScope;
  const certainty = confidence >= clearFrom ? 'clear' : 'unsure';
  return { certainty, best: of.bestLabel, confidence, inScope, probabilities: share };
}

/** How sure it is of what an editor wrote word for word as a phrasing. */
const sureOfPhrasing = 0.98;

/** The decision about a text that is, word for word, a phrasing of an intent: that intent, whatever the scores say. */
export function decidePhrasing(label: number, outsideLabel: number, judged: Decision): Decision {
  if (label === outsideLabel) {
    return { ...judged, certainty: 'refused', confidence: sureOfPhrasing, inScope: 1 - sureOfPhrasing };
  }
  const probabilities = judged.probabilities.map(
    (share, place) => share * (1 - sureOfPhrasing) + (place === label ? sureOfPhrasing : 0),
  );
  return { certainty: 'clear', best: label, confidence: sureOfPhrasing, inScope: 1, probabilities };
}
