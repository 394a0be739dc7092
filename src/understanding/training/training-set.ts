import { IntentId, type LabelledPhrasings, OUT_OF_SCOPE } from '../../content/schema/intent.ts';
import type { Terms } from '../../content/schema/terms.ts';
import { type Characters, lookUpCharacters } from '../../text/characters.ts';
import { readPinyin } from '../../text/names/pinyin.ts';
import { normalise } from '../../text/normalise.ts';
import { tablePhrasings } from '../known-phrasings.ts';
import { featureExtractor } from '../model/features.ts';
import { compress, type Model } from '../model/model.ts';
import { compileTerms, tokens } from '../term-matcher.ts';
import { calibrate } from './calibrate.ts';
import { featureWeights, noiseShare, trainingOptions } from './hyperparameters.ts';
import { makeNoise } from './noise.ts';
import { type Example, train } from './train.ts';

/** Learns a model from the phrasings of all intents. Takes seconds; the same content always gives the same model. */
export function buildTrainingSet(intents: readonly LabelledPhrasings[], terms: Terms, characters: Characters): Model {
  const lookup = lookUpCharacters(characters);
  const ordered = [...intents].sort((one, other) => (one.id < other.id ? -1 : 1));
  const labels = ordered.map(({ id }) => IntentId.parse(id));
  const outside = labels.indexOf(OUT_OF_SCOPE);
  const englishWords = findEnglishWords(ordered, (text) => tokens(normalise(text, lookup)));
  const english = new Set(englishWords);
  const extract = featureExtractor({
    characters: lookup,
    terms: compileTerms(terms, lookup),
    isEnglish: (word) => english.has(word),
    weights: featureWeights,
  });
  const said = ordered.flatMap(({ phrasings }, label) =>
    [...phrasings.zh, ...phrasings.en].map((text) => ({ normalised: normalise(text, lookup), label })),
  );
  const noise = makeNoise(
    said.map(({ normalised }) => normalised),
    Math.ceil(said.length * noiseShare),
  );
  const examples = [...said, ...noise.map((text) => ({ normalised: normalise(text, lookup), label: outside }))].map(
    ({ normalised, label }): Example => ({ features: extract(normalised), label }),
  );
  const { model, heldOut } = train(examples, labels.length, trainingOptions);
  const occurrences = countOccurrences(examples);
  const calibration = calibrate(
    examples.map(({ features, label }, place) => ({
      label,
      scores: heldOut[place] ?? new Float32Array(labels.length),
      // An example taken out also takes its own features out of the vocabulary.
      known: shareKnown(features, (id) => (occurrences.get(id) ?? 0) > trainingOptions.leastOccurrences),
    })),
    outside,
  );
  return {
    labels,
    ...compress(model),
    ...tablePhrasings(said),
    calibration,
    characters,
    englishWords: englishWords.filter((word) => readPinyin(word, lookup) !== undefined),
  };
}

/** Latin words that English phrasings use more often than Chinese ones, and not just once. */
function findEnglishWords(intents: readonly LabelledPhrasings[], split: (text: string) => string[]): string[] {
  const count = (texts: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const text of texts) {
      for (const word of new Set(split(text))) if (/^[a-z]/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return counts;
  };
  const english = count(intents.flatMap(({ phrasings }) => phrasings.en));
  const chinese = count(intents.flatMap(({ phrasings }) => phrasings.zh));
  return [...english]
    .filter(([word, times]) => times >= 2 && times > (chinese.get(word) ?? 0))
    .map(([word]) => word)
    .sort();
}

function countOccurrences(examples: readonly Example[]): Map<number, number> {
  const occurrences = new Map<number, number>();
  for (const { features } of examples) {
    for (const id of features.ids) occurrences.set(id, (occurrences.get(id) ?? 0) + 1);
  }
  return occurrences;
}

function shareKnown({ ids, values, telling }: Example['features'], isKnown: (id: number) => boolean): number {
  let known = 0;
  let all = 0;
  for (const [place, id] of ids.slice(0, telling).entries()) {
    const square = (values[place] ?? 0) ** 2;
    all += square;
    if (isKnown(id)) known += square;
  }
  return all === 0 ? 0 : known / all;
}
