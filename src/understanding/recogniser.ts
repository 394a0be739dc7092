import { OUT_OF_SCOPE } from '../content/schema/intent.ts';
import type { Terms } from '../content/schema/terms.ts';
import { type CharacterLookup, lookUpCharacters } from '../text/characters.ts';
import { clean, normalise, simplify } from '../text/normalise.ts';
import { findAmounts } from '../text/numbers/amount.ts';
import { type Clause, clauseOf, piecesOf, withScope } from './clauses.ts';
import { type Decision, decide, decidePhrasing } from './decide.ts';
import { entityFinder, type StepNames, stepFinder } from './entities.ts';
import { phrasingKey } from './known-phrasings.ts';
import { languageOf } from './language.ts';
import { type Features, featureExtractor } from './model/features.ts';
import { hashIndex } from './model/hash-index.ts';
import type { Model } from './model/model.ts';
import { multipleIntents, parts } from './multi-intent.ts';
import type { Reading } from './reading.ts';
import { compileTerms } from './term-matcher.ts';
import { featureWeights } from './training/hyperparameters.ts';

/** Reads texts. Pure: the same text always gets the same reading. Never throws, whatever the text. */
export interface Recogniser {
  read(text: string): Reading;
  /** How characters sound, as it knows them. */
  readonly characters: CharacterLookup;
}

const mostCandidates = 5;
/** What carries no sign of meaning at all is refused without looking. */
const meaningful = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/** Makes a recogniser from a trained model, the terms file it was trained with, and the names of the steps. */
export function createRecogniser(model: Model, terms: Terms, steps: readonly StepNames[]): Recogniser {
  const characters = lookUpCharacters(model.characters);
  const english = new Set(model.englishWords);
  const isEnglish = (word: string) => english.has(word);
  const extract = featureExtractor({
    characters,
    terms: compileTerms(terms, characters),
    isEnglish,
    weights: featureWeights,
  });
  const findEntities = entityFinder(steps, characters);
  const findSteps = stepFinder(steps, characters);
  const clausesIn = (cleaned: string): readonly Clause[] => {
    const plain = simplify(cleaned, characters).toLowerCase();
    // Lower case may be longer than what it was made of; then places would not fit.
    const written = plain.length === cleaned.length ? cleaned : plain;
    const clauses = piecesOf(plain).map((piece) => {
      const part = plain.slice(piece.start, piece.end);
      return clauseOf(written, plain, piece, findSteps(part), findAmounts(part).length > 0);
    });
    // A message of the bank tells of money; whatever else it says is the bank's word, not the person's.
    const isBanks = /^[【[]/u.test(plain);
    return withScope(
      isBanks ? clauses.map((one) => (one.report === 'arrived' ? one : { ...one, assertion: 'of_others' })) : clauses,
    );
  };
  const rowOf = hashIndex(model.ids);
  const placeOfPhrasing = hashIndex(model.phrasings);
  const outside = model.labels.indexOf(OUT_OF_SCOPE);
  const label = (number: number) => model.labels[number] ?? OUT_OF_SCOPE;
  const judge = (normalised: string): Decision => {
    const { scores, known } = score(model, rowOf, extract(normalised));
    const judged = decide(scores, known, outside, model.calibration);
    const key = phrasingKey(normalised);
    const place = key === undefined ? -1 : placeOfPhrasing(key);
    return place < 0 ? judged : decidePhrasing(model.phrasingLabels[place] ?? outside, outside, judged);
  };

  return {
    characters,
    read: (text) => {
      const cleaned = clean(text);
      const language = languageOf(cleaned, characters, isEnglish);
      const normalised = normalise(cleaned, characters);
      const clauses = clausesIn(cleaned);
      const whole = judge(normalised);
      const candidates = best(whole.probabilities, mostCandidates)
        .filter((number) => number !== outside)
        .map((number) => ({
          intent: label(number),
          confidence: (whole.probabilities[number] ?? 0) * whole.inScope,
        }));
      if (whole.certainty === 'refused' || !meaningful.test(cleaned)) {
        const entities = findEntities(cleaned, { memberName: false, language: false });
        const confidence = meaningful.test(cleaned) ? whole.confidence : 1;
        const refused = { intent: OUT_OF_SCOPE, confidence, certainty: 'refused', intents: [OUT_OF_SCOPE] } as const;
        return { ...refused, candidates, entities, clauses, language };
      }
      const pieces = parts(normalised);
      const found = multipleIntents(whole, pieces.length > 1 ? pieces.map(judge) : [], label).map(label);
      const means = (name: string) => found.some((intent) => intent === name);
      return {
        intent: label(whole.best),
        confidence: whole.confidence,
        certainty: whole.certainty,
        intents: found,
        candidates,
        entities: findEntities(cleaned, {
          memberName: means('give_member_name'),
          language: means('change_language'),
        }),
        clauses,
        language,
      };
    },
  };
}

/** The scores of the intents for a text, and the share of the text that is known. */
function score(
  model: Model,
  rowOf: (id: number) => number,
  features: Features,
): { readonly scores: Float32Array; readonly known: number } {
  const { starts, columns, weights } = model;
  const classes = model.labels.length;
  const scores = new Float32Array(classes);
  let knownSquare = 0;
  let tellingKnown = 0;
  let tellingAll = 0;
  for (let index = 0; index < features.ids.length; index += 1) {
    const value = features.values[index] ?? 0;
    const isTelling = index < features.telling;
    if (isTelling) tellingAll += value * value;
    const row = rowOf(features.ids[index] ?? 0);
    if (row < 0) continue;
    knownSquare += value * value;
    if (isTelling) tellingKnown += value * value;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at += 1) {
      const column = columns[at] ?? 0;
      scores[column] = (scores[column] ?? 0) + value * (weights[at] ?? 0);
    }
  }
  const length = Math.sqrt(knownSquare) || 1;
  for (let column = 0; column < classes; column += 1) {
    scores[column] = ((scores[column] ?? 0) * (model.scales[column] ?? 0)) / length + (model.offsets[column] ?? 0);
  }
  return { scores, known: tellingAll === 0 ? 0 : tellingKnown / tellingAll };
}

function best(shares: Float64Array, count: number): number[] {
  const chosen: number[] = [];
  while (chosen.length < Math.min(count, shares.length)) {
    let top = -1;
    for (let place = 0; place < shares.length; place += 1) {
      if ((top < 0 || (shares[place] ?? 0) > (shares[top] ?? 0)) && !chosen.includes(place)) top = place;
    }
    chosen.push(top);
  }
  return chosen;
}
