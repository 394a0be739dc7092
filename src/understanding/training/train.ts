import type { Features } from '../model/features.ts';

/** How the classifier is trained. The values were found by cross-validation on the phrasings. */
export interface TrainingOptions {
  /** Cost of a mistake on a phrasing of another intent. */
  readonly cost: number;
  /** How much more a mistake on a phrasing of the intent itself costs. */
  readonly ownCost: number;
  /** Passes over the phrasings for each intent. */
  readonly passes: number;
  /** A pass that violates optimality by less than this is the last. */
  readonly tolerance: number;
  /** Features that occur in fewer phrasings are left out. */
  readonly leastOccurrences: number;
  /** The value of a feature that every text has; it carries how rare an intent is. */
  readonly bias: number;
}

/** One phrasing, ready for training: its features and the number of its intent. */
export interface Example {
  readonly features: Features;
  readonly label: number;
}

/** A linear classifier: for each feature a row with one weight for each intent. */
export interface LinearModel {
  /** The hashed names of the features, ascending. */
  readonly ids: Uint32Array;
  /** Row-major: the weight of feature `f` for intent `c` is at `f * classes + c`. */
  readonly weights: Float32Array;
  /** What each intent's score starts from. */
  readonly offsets: Float32Array;
  readonly classes: number;
}

/** A trained classifier, and what it would say about each example had it not been trained on that one. */
export interface Trained {
  readonly model: LinearModel;
  /** For each example a row of scores. */
  readonly heldOut: readonly Float32Array[];
}

const ownPart = 0.6;

/** Sparse rows, one after the other. */
interface Rows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
  readonly count: number;
}

/**
 * Trains one linear support vector machine for each intent against all others (squared hinge loss, dual coordinate
 * descent with shrinking; Hsieh et al. 2008). The same examples in the same order always give the same model.
 *
 * The held-out scores take a good half of each example's own share out of the weights. Taking all of it would be the
 * lower bound of training again without the example; this part met the accuracy, the false answers and the spread of
 * scores of real folds to within about a point, for none of their time.
 */
export function train(examples: readonly Example[], classes: number, options: TrainingOptions): Trained {
  const columns = vocabulary(examples, options.leastOccurrences);
  const rows = toRows(examples, columns, options.bias);
  const squares = squaredLengths(rows);
  const ids = Uint32Array.from(columns.keys()).sort();
  const columnsInOrder = Int32Array.from(ids, (id) => columns.get(id) ?? 0);
  const weights = new Float32Array(ids.length * classes);
  const offsets = new Float32Array(classes);
  const heldOut = examples.map(() => new Float32Array(classes));
  for (let label = 0; label < classes; label += 1) {
    const signs = Int8Array.from(examples, (example) => (example.label === label ? 1 : -1));
    const { weight, shares } = trainOne(rows, signs, squares, columns.size + 1, options);
    for (let place = 0; place < ids.length; place += 1) {
      weights[place * classes + label] = weight[columnsInOrder[place] ?? 0] ?? 0;
    }
    offsets[label] = (weight[columns.size] ?? 0) * options.bias;
    for (let row = 0; row < rows.count; row += 1) {
      const alone = (squares[row] ?? 0) - options.bias ** 2;
      const own = ownPart * (shares[row] ?? 0) * (signs[row] ?? 0) * alone;
      const scores = heldOut[row];
      if (scores !== undefined) scores[label] = product(rows, row, weight) - own;
    }
  }
  return { model: { ids, weights, offsets, classes }, heldOut };
}

/** The column of each feature. The commonest come first: they are touched most, and so lie close together. */
function vocabulary(examples: readonly Example[], least: number): Map<number, number> {
  const occurrences = new Map<number, number>();
  for (const { features } of examples) {
    for (const id of features.ids) occurrences.set(id, (occurrences.get(id) ?? 0) + 1);
  }
  const kept = [...occurrences].filter(([, count]) => count >= least);
  kept.sort(([id, count], [otherId, otherCount]) => otherCount - count || id - otherId);
  return new Map(kept.map(([id], column) => [id, column]));
}

/** Every row is made one long, so that long and short texts weigh the same; then the bias comes on top. */
function toRows(examples: readonly Example[], vocabularyColumns: Map<number, number>, bias: number): Rows {
  const starts = new Int32Array(examples.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (const [row, { features }] of examples.entries()) {
    const first = columns.length;
    let square = 0;
    for (const [index, id] of features.ids.entries()) {
      const column = vocabularyColumns.get(id);
      const value = features.values[index] ?? 0;
      if (column === undefined) continue;
      columns.push(column);
      values.push(value);
      square += value * value;
    }
    const length = Math.sqrt(square) || 1;
    for (let at = first; at < values.length; at += 1) values[at] = (values[at] ?? 0) / length;
    columns.push(vocabularyColumns.size);
    values.push(bias);
    starts[row + 1] = columns.length;
  }
  return { starts, columns: Int32Array.from(columns), values: Float32Array.from(values), count: examples.length };
}

function squaredLengths(rows: Rows): Float32Array {
  const squares = new Float32Array(rows.count);
  for (let row = 0; row < rows.count; row += 1) {
    let sum = 0;
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) sum += (rows.values[at] ?? 0) ** 2;
    squares[row] = sum;
  }
  return squares;
}

function product(rows: Rows, row: number, weight: Float32Array): number {
  const { columns, values } = rows;
  const end = rows.starts[row + 1] ?? 0;
  let sum = 0;
  for (let at = rows.starts[row] ?? 0; at < end; at += 1) sum += (weight[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
  return sum;
}

function addTo(weight: Float32Array, rows: Rows, row: number, factor: number): void {
  const { columns, values } = rows;
  const end = rows.starts[row + 1] ?? 0;
  for (let at = rows.starts[row] ?? 0; at < end; at += 1) {
    const place = columns[at] ?? 0;
    weight[place] = (weight[place] ?? 0) + factor * (values[at] ?? 0);
  }
}

function trainOne(
  rows: Rows,
  signs: Int8Array,
  squares: Float32Array,
  features: number,
  options: TrainingOptions,
): { readonly weight: Float32Array; readonly shares: Float32Array } {
  const weight = new Float32Array(features);
  const shares = new Float32Array(rows.count);
  const order = Int32Array.from({ length: rows.count }, (_, row) => row);
  const swap = (one: number, other: number) => {
    const kept = order[one] ?? 0;
    order[one] = order[other] ?? 0;
    order[other] = kept;
  };
  let active = rows.count;
  let state = 12_345;
  let ceiling = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < options.passes; pass += 1) {
    for (let place = 0; place < active; place += 1) {
      // A fixed congruential sequence: the order must differ from pass to pass, not from run to run.
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      swap(place, place + (state % (active - place)));
    }
    let most = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let place = 0; place < active; place += 1) {
      const row = order[place] ?? 0;
      const sign = signs[row] ?? 0;
      const share = shares[row] ?? 0;
      const softness = 0.5 / (sign > 0 ? options.cost * options.ownCost : options.cost);
      const gradient = product(rows, row, weight) * sign - 1 + share * softness;
      if (share === 0 && gradient > ceiling) {
        active -= 1;
        swap(place, active);
        place -= 1;
        continue;
      }
      const projected = share === 0 ? Math.min(0, gradient) : gradient;
      most = Math.max(most, projected);
      least = Math.min(least, projected);
      if (Math.abs(projected) < 1e-9) continue;
      const moved = Math.max(0, share - gradient / ((squares[row] ?? 0) + softness));
      shares[row] = moved;
      addTo(weight, rows, row, (moved - share) * sign);
    }
    if (most - least > options.tolerance) {
      ceiling = most > 0 ? most : Number.POSITIVE_INFINITY;
    } else if (active === rows.count) {
      break;
    } else {
      active = rows.count;
      ceiling = Number.POSITIVE_INFINITY;
    }
  }
  return { weight, shares };
}
