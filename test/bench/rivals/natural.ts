import { z } from 'zod';
import { OUT_OF_SCOPE } from '../../../src/content/schema/intent.ts';
import { plain, type Rival } from './rival.ts';

// The few calls made here: the package is not installed with the others, so its types are not there either.
interface Classifier {
  addDocument(features: readonly string[], label: string): void;
  train(): void;
  classify(features: readonly string[]): string;
}
const Natural = z.object({
  default: z.object({ BayesClassifier: z.custom<new () => Classifier>((value) => typeof value === 'function') }),
});

const name = 'natural';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

const words = (text: string): string[] =>
  [...segmenter.segment(plain(text))].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));

/** The Bayes classifier of natural on words, which Node separates for it: it knows no Chinese ones itself. */
export const natural: Rival = {
  name: 'natural, Bayes',
  packages: [name],
  train: async (examples) => {
    const found: unknown = await import(name);
    const classifier = new (Natural.parse(found).default.BayesClassifier)();
    for (const { text, intent } of examples) classifier.addDocument(words(text), intent);
    classifier.train();
    return async (text) => {
      const features = words(text);
      return features.length === 0 ? OUT_OF_SCOPE : classifier.classify(features);
    };
  },
};
