/** What a row of scores looks like to the reject decision. */
export interface Outline {
  /** The score of `out_of_scope`. */
  readonly outside: number;
  /** The best score of any other intent, and its number. */
  readonly best: number;
  readonly bestLabel: number;
  /** How far the best is ahead of the second. */
  readonly lead: number;
  /** The share of the text, 0 to 1, that consists of features known from the phrasings. */
  readonly known: number;
}

/** What turns scores into probabilities and decisions; learned from held-out scores, never from a test set. */
export interface Calibration {
  /** Scores are multiplied by this before they become probabilities. */
  readonly sharpness: number;
  /** Weights of the reject decision: constant, outside, best, lead, known. */
  readonly reject: readonly number[];
  /** A text whose reject sum is below this is refused. */
  readonly threshold: number;
  /** A text of which less than this share is known is refused. */
  readonly leastKnown: number;
}

/** One held-out example for calibration. */
export interface HeldOut {
  readonly scores: Float32Array;
  readonly known: number;
  readonly label: number;
}

/** The share of phrasings that the reject decision may refuse when it has not seen them. */
const refusedPhrasings = 0.085;

/** The share of phrasings that are too strange to their like to be answered. */
const strangePhrasings = 0.01;

/** One number needs no more than every so many of the phrasings. */
const sharpnessSample = 5;

/** Reads the outline off a row of scores. */
export function outline(scores: Float32Array, outsideLabel: number, known: number): Outline {
  let best = Number.NEGATIVE_INFINITY;
  let second = Number.NEGATIVE_INFINITY;
  let bestLabel = outsideLabel === 0 ? 1 : 0;
  for (let label = 0; label < scores.length; label += 1) {
    const score = scores[label] ?? 0;
    if (label === outsideLabel) continue;
    if (score > best) {
      second = best;
      best = score;
      bestLabel = label;
    } else if (score > second) {
      second = score;
    }
  }
  return { outside: scores[outsideLabel] ?? 0, best, bestLabel, lead: best - second, known };
}

const inputs = ({ outside, best, lead, known }: Outline): readonly number[] => [1, outside, best, lead, known];

/** The sum that the reject decision compares with its threshold; the higher, the likelier the text is in scope. */
export function rejectSum(of: Outline, weights: readonly number[]): number {
  return inputs(of).reduce((sum, value, place) => sum + value * (weights[place] ?? 0), 0);
}

/** The logistic function. */
export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** Probabilities of the intents, given that the text is in scope; `out_of_scope` gets none. */
export function probabilities(scores: Float32Array, outsideLabel: number, sharpness: number): Float64Array {
  const result = new Float64Array(scores.length);
  const { best } = outline(scores, outsideLabel, 1);
  let total = 0;
  for (let label = 0; label < scores.length; label += 1) {
    if (label === outsideLabel) continue;
    const share = Math.exp(((scores[label] ?? 0) - best) * sharpness);
    result[label] = share;
    total += share;
  }
  return result.map((share) => share / total);
}

/** Learns a calibration. */
export function calibrate(examples: readonly HeldOut[], outsideLabel: number): Calibration {
  const outlines = examples.map(({ scores, known }) => outline(scores, outsideLabel, known));
  const inside = examples.map(({ label }) => label !== outsideLabel);
  const reject = logisticRegression(outlines.map(inputs), inside);
  const sums = outlines.flatMap((of, place) => (inside[place] === true ? [rejectSum(of, reject)] : []));
  sums.sort((a, b) => a - b);
  const shares = examples.flatMap(({ known }, place) => (inside[place] === true ? [known] : []));
  shares.sort((a, b) => a - b);
  return {
    sharpness: findSharpness(
      examples.filter((_, place) => inside[place] === true && place % sharpnessSample === 0),
      outsideLabel,
    ),
    reject,
    threshold: sums[Math.floor(sums.length * refusedPhrasings)] ?? 0,
    leastKnown: shares[Math.floor(shares.length * strangePhrasings)] ?? 0,
  };
}

/** The multiplier under which the held-out labels are likeliest, by golden-section search. */
function findSharpness(examples: readonly HeldOut[], outsideLabel: number): number {
  const loss = (sharpness: number) => {
    let sum = 0;
    for (const { scores, label } of examples) {
      sum -= Math.log(Math.max(1e-9, probabilities(scores, outsideLabel, sharpness)[label] ?? 0));
    }
    return sum;
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = 0.5;
  let high = 12;
  for (let round = 0; round < 10; round += 1) {
    const left = high - (high - low) * ratio;
    const right = low + (high - low) * ratio;
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

/** Newton's method on the logistic loss, both classes weighing the same, slightly regularised. */
function logisticRegression(rows: readonly (readonly number[])[], positive: readonly boolean[]): number[] {
  const width = rows[0]?.length ?? 0;
  const positives = positive.filter(Boolean).length;
  const weights = new Array<number>(width).fill(0);
  for (let round = 0; round < 12; round += 1) {
    const gradient = weights.map((weight) => 1e-3 * weight);
    const hessian: number[][] = weights.map((_, i) => weights.map((__, j) => (i === j ? 1e-3 : 0)));
    for (const [place, row] of rows.entries()) {
      const share = positive[place] === true ? 0.5 / positives : 0.5 / (rows.length - positives);
      const predicted = sigmoid(row.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0));
      const error = predicted - (positive[place] === true ? 1 : 0);
      const curvature = predicted * (1 - predicted) * share;
      for (let i = 0; i < width; i += 1) {
        const value = row[i] ?? 0;
        gradient[i] = (gradient[i] ?? 0) + share * error * value;
        const line = hessian[i];
        if (line === undefined) continue;
        for (let j = 0; j < width; j += 1) line[j] = (line[j] ?? 0) + curvature * value * (row[j] ?? 0);
      }
    }
    const move = solve(hessian, gradient);
    for (let i = 0; i < width; i += 1) weights[i] = (weights[i] ?? 0) - (move[i] ?? 0);
  }
  return weights;
}

/** Solves a small symmetric positive definite system by Gaussian elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, i) => [...line, right[i] ?? 0]);
  const size = rows.length;
  for (const [pivot, line] of rows.entries()) {
    const lead = line[pivot] ?? 1;
    for (let i = 0; i < size; i += 1) {
      const other = rows[i];
      if (i === pivot || other === undefined) continue;
      const factor = (other[pivot] ?? 0) / lead;
      for (let j = pivot; j <= size; j += 1) other[j] = (other[j] ?? 0) - factor * (line[j] ?? 0);
    }
  }
  return rows.map((line, i) => (line[size] ?? 0) / (line[i] ?? 1));
}
