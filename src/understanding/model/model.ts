import { createHash } from 'node:crypto';
import { z } from 'zod';
import { IntentId } from '../../content/schema/intent.ts';
import { type Characters, endOfReadings, firstReading } from '../../text/characters.ts';
import type { Calibration } from '../training/calibrate.ts';
import type { LinearModel } from '../training/train.ts';

/** Everything that reading a text needs, apart from the terms file. */
export interface Model {
  /** The intents, in the order of the columns of `weights`. */
  readonly labels: readonly IntentId[];
  /** The hashed names of the features, ascending. */
  readonly ids: Uint32Array;
  /**
   * What each feature says of the intents, one byte each, without the zeros, which are three of four: those of feature `f`
   * lie from `starts[f]` up to `starts[f + 1]`. The weight at `w` is for intent `columns[w]`, times its scale.
   */
  readonly starts: Uint32Array;
  readonly columns: Uint8Array;
  readonly weights: Int8Array;
  readonly scales: Float32Array;
  /** What each intent's score starts from. */
  readonly offsets: Float32Array;
  readonly calibration: Calibration;
  /** The phrasings themselves, hashed, ascending, and beside each the number of its intent. */
  readonly phrasings: Uint32Array;
  readonly phrasingLabels: Uint8Array;
  readonly characters: Characters;
  /** Latin words that would be pinyin but are known from English phrasings. */
  readonly englishWords: readonly string[];
}

/** A file is not a model, or a damaged one. Train again. */
export class ModelUnreadable extends Error {
  readonly code = 'model_unreadable';
}

const Header = z.strictObject({
  labels: z.array(IntentId),
  features: z.int().nonnegative(),
  weights: z.int().nonnegative(),
  phrasings: z.int().nonnegative(),
  scales: z.array(z.number()),
  offsets: z.array(z.number()),
  calibration: z.strictObject({
    sharpness: z.number(),
    reject: z.array(z.number()),
    threshold: z.number(),
    leastKnown: z.number(),
  }),
  traditional: z.string(),
  simplified: z.string(),
  syllables: z.array(z.string()),
  englishWords: z.array(z.string()),
});

const signature = 'ruzhu-understanding-3\n';
const checkLength = 32;
const readingCount = endOfReadings - firstReading;

/** Rounds trained weights to one byte each, by intent, and leaves out those that come to nothing. */
export function compress(
  model: LinearModel,
): Pick<Model, 'ids' | 'starts' | 'columns' | 'weights' | 'scales' | 'offsets'> {
  const scales = new Float32Array(model.classes);
  for (let at = 0; at < model.weights.length; at += 1) {
    const label = at % model.classes;
    scales[label] = Math.max(scales[label] ?? 0, Math.abs(model.weights[at] ?? 0));
  }
  for (let label = 0; label < model.classes; label += 1) scales[label] = (scales[label] || 1) / 127;
  const lengths = new Uint8Array(model.ids.length);
  const columns: number[] = [];
  const weights: number[] = [];
  for (let at = 0; at < model.weights.length; at += 1) {
    const label = at % model.classes;
    const weight = Math.round((model.weights[at] ?? 0) / (scales[label] ?? 1));
    if (weight === 0) continue;
    const feature = (at - label) / model.classes;
    lengths[feature] = (lengths[feature] ?? 0) + 1;
    columns.push(label);
    weights.push(weight);
  }
  return {
    ids: model.ids,
    starts: startsOf(lengths),
    columns: Uint8Array.from(columns),
    weights: Int8Array.from(weights),
    scales,
    offsets: model.offsets,
  };
}

/** Where rows of these lengths begin when they lie one after the other, and where the last one ends. */
function startsOf(lengths: Uint8Array): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, row) => {
    starts[row + 1] = (starts[row] ?? 0) + length;
  });
  return starts;
}

/** Writes a model as bytes: a signature, a checksum, a JSON header, the tables (little-endian). */
export function serialise(model: Model): Uint8Array {
  const header = Buffer.from(
    JSON.stringify({
      labels: [...model.labels],
      features: model.ids.length,
      weights: model.weights.length,
      phrasings: model.phrasings.length,
      scales: [...model.scales],
      offsets: [...model.offsets],
      calibration: {
        sharpness: model.calibration.sharpness,
        reject: [...model.calibration.reject],
        threshold: model.calibration.threshold,
        leastKnown: model.calibration.leastKnown,
      },
      traditional: model.characters.traditional,
      simplified: model.characters.simplified,
      syllables: [...model.characters.syllables],
      englishWords: [...model.englishWords],
    } satisfies z.infer<typeof Header>),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const body = Buffer.concat([
    length,
    header,
    littleEndian(model.ids, 4),
    littleEndian(model.phrasings, 4),
    Buffer.from(model.phrasingLabels),
    littleEndian(model.characters.readings, 2),
    Buffer.from(Uint8Array.from(model.ids, (_, row) => (model.starts[row + 1] ?? 0) - (model.starts[row] ?? 0))),
    Buffer.from(model.columns),
    Buffer.from(model.weights.buffer, model.weights.byteOffset, model.weights.byteLength),
  ]);
  return Buffer.concat([Buffer.from(signature), createHash('sha256').update(body).digest(), body]);
}

/** Reads what {@link serialise} wrote. Throws {@link ModelUnreadable} for anything else. */
export function parseModel(bytes: Uint8Array): Model {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const body = file.subarray(signature.length + checkLength);
  if (file.subarray(0, signature.length).toString() !== signature) {
    throw new ModelUnreadable('The file does not begin like a recogniser model.');
  }
  const check = file.subarray(signature.length, signature.length + checkLength);
  if (!createHash('sha256').update(body).digest().equals(check)) {
    throw new ModelUnreadable('The recogniser model is damaged: its checksum differs.');
  }
  const headerLength = body.readUInt32LE(0);
  const header = Header.parse(JSON.parse(body.subarray(4, 4 + headerLength).toString()));
  let at = 4 + headerLength;
  const take = (length: number): Buffer => {
    at += length;
    return body.subarray(at - length, at);
  };
  const ids = take(header.features * 4);
  const phrasings = take(header.phrasings * 4);
  const phrasingLabels = take(header.phrasings);
  const readings = take(readingCount * 2);
  const lengths = take(header.features);
  const columns = take(header.weights);
  const weights = take(header.weights);
  return {
    labels: header.labels,
    ids: Uint32Array.from({ length: header.features }, (_, place) => ids.readUInt32LE(place * 4)),
    starts: startsOf(lengths),
    columns,
    weights: new Int8Array(weights.buffer, weights.byteOffset, weights.byteLength),
    scales: Float32Array.from(header.scales),
    offsets: Float32Array.from(header.offsets),
    calibration: header.calibration,
    phrasings: Uint32Array.from({ length: header.phrasings }, (_, place) => phrasings.readUInt32LE(place * 4)),
    phrasingLabels: Uint8Array.from(phrasingLabels),
    characters: {
      traditional: header.traditional,
      simplified: header.simplified,
      syllables: header.syllables,
      readings: Uint16Array.from({ length: readingCount }, (_, place) => readings.readUInt16LE(place * 2)),
    },
    englishWords: header.englishWords,
  };
}

function littleEndian(values: Uint32Array | Uint16Array, width: 2 | 4): Buffer {
  const bytes = Buffer.alloc(values.length * width);
  for (const [place, value] of values.entries()) {
    if (width === 4) bytes.writeUInt32LE(value, place * 4);
    else bytes.writeUInt16LE(value, place * 2);
  }
  return bytes;
}
