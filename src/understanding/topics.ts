import { IntentId, type LabelledPhrasings, OUT_OF_SCOPE } from '../content/schema/intent.ts';
import { clean } from '../text/normalise.ts';
import type { Reading } from './reading.ts';
import type { Recogniser } from './recogniser.ts';

/** What the recogniser learns: the public catalogue. Finer questions take nothing from it, see {@link withTopics}. */
export const withoutTopics = (intents: readonly LabelledPhrasings[]): readonly LabelledPhrasings[] =>
  intents.filter(({ reported_as }) => reported_as === undefined);

/** Single and paired characters of Chinese, single and paired words of the rest. */
const termsOf = (text: string): ReadonlySet<string> => {
  const units =
    clean(text)
      .toLowerCase()
      .match(/\p{Script=Han}|[\p{L}\p{N}.]+/gu) ?? [];
  return new Set([...units, ...units.slice(1).map((unit, place) => `${units[place]} ${unit}`)]);
};

/** A question, and how like the text its likest phrasings are: from 0, nothing shared, to 1, the same terms. */
interface Match {
  readonly topic: IntentId;
  readonly similarity: number;
}

/** So many of the likest phrasings speak for a question. */
const VOTES = 2;

/** A longer text tells a story, which phrasings are no measure of; and its terms would take their time. */
const LONGEST = 80;

/** Finds the likest of some questions by the cosine of weighted terms (tf-idf) with their phrasings, best first. */
const createMatcher = (intents: readonly LabelledPhrasings[]): ((text: string) => readonly Match[]) => {
  const phrasings = intents.flatMap(({ id, phrasings: { zh, en } }) =>
    [...zh, ...en].map((text) => ({ topic: IntentId.parse(id), terms: termsOf(text) })),
  );
  const holders = new Map<string, number[]>();
  phrasings.forEach(({ terms }, place) => {
    for (const term of terms) {
      const known = holders.get(term);
      if (known) known.push(place);
      else holders.set(term, [place]);
    }
  });
  const weightOf = (term: string): number => Math.log(1 + phrasings.length / (1 + (holders.get(term)?.length ?? 0)));
  const lengthOf = (terms: ReadonlySet<string>): number =>
    Math.sqrt([...terms].reduce((sum, term) => sum + weightOf(term) ** 2, 0)) || 1;
  const lengths = phrasings.map(({ terms }) => lengthOf(terms));
  return (text) => {
    if (text.length > LONGEST) return [];
    const terms = termsOf(text);
    const shared = new Float64Array(phrasings.length);
    const touched = new Set<number>();
    for (const term of terms) {
      const weight = weightOf(term) ** 2;
      for (const place of holders.get(term) ?? []) {
        shared[place] = (shared[place] ?? 0) + weight;
        touched.add(place);
      }
    }
    const length = lengthOf(terms);
    const votes = new Map<IntentId, number[]>();
    for (const place of touched) {
      const topic = phrasings[place]?.topic;
      if (topic === undefined) continue;
      const cosine = (shared[place] ?? 0) / ((lengths[place] ?? 1) * length);
      votes.set(topic, [...(votes.get(topic) ?? []), cosine].sort((a, b) => b - a).slice(0, VOTES));
    }
    return [...votes]
      .map(([topic, of]) => ({ topic, similarity: of.reduce((sum, one) => sum + one, 0) / VOTES }))
      .sort((left, right) => right.similarity - left.similarity);
  };
};

/** From this likeness on, a text that the recogniser refuses, or is not sure of, is taken for a finer question. */
const ENOUGH = { refused: 0.42, unsure: 0.45 } as const;

/** An intent has several times the phrasings of its finer questions, and so a likelier one by chance. */
const FINER = 1.2;

/**
 * A recogniser that tells finer questions apart (`reported_as`): within the intent that it reads, and where it would refuse
 * or ask. A question that content adds so takes no reading from another intent. `intents` are all of the content's.
 */
export const withTopics = (recogniser: Recogniser, intents: readonly LabelledPhrasings[]): Recogniser => {
  const topics = intents.filter(({ reported_as }) => reported_as !== undefined);
  if (topics.length === 0) return recogniser;
  const parents = new Set(topics.map(({ reported_as }) => reported_as).filter((id) => id !== OUT_OF_SCOPE));
  const families = new Map(
    [...parents].map((parent) => [
      parent,
      createMatcher(intents.filter(({ id, reported_as }) => id === parent || reported_as === parent)),
    ]),
  );
  const anyTopic = createMatcher(topics);
  const within = (intent: IntentId, text: string): IntentId => {
    const [best] = (families.get(intent)?.(text) ?? [])
      .map(({ topic, similarity }) => ({ topic, similarity: similarity * (topic === intent ? 1 : FINER) }))
      .sort((left, right) => right.similarity - left.similarity);
    return best?.topic ?? intent;
  };
  return {
    characters: recogniser.characters,
    read: (text): Reading => {
      const reading = recogniser.read(text);
      if (reading.certainty !== 'clear') {
        const [best] = anyTopic(text);
        if (best !== undefined && best.similarity >= ENOUGH[reading.certainty]) {
          return {
            ...reading,
            intent: best.topic,
            intents: [best.topic],
            confidence: best.similarity,
            certainty: 'clear',
          };
        }
        return reading;
      }
      const intent = within(reading.intent, text);
      return { ...reading, intent, intents: reading.intents.map((one) => (one === reading.intent ? intent : one)) };
    },
  };
};
