import { OUT_OF_SCOPE } from '../../../src/content/schema/intent.ts';
import { grams, type Rival } from './rival.ts';

/**
 * MiniSearch over one document an intent, on characters and pairs of them: the best hit. (One document a phrasing is
 * slower by far and right less often.)
 */
export const miniSearch: Rival = {
  name: 'MiniSearch',
  packages: ['minisearch'],
  train: async (examples) => {
    const { default: MiniSearch } = await import('minisearch');
    const index = new MiniSearch({
      fields: ['text'],
      tokenize: grams,
      processTerm: (term) => term,
    });
    const documents = new Map<string, string>();
    for (const { text, intent } of examples) documents.set(intent, `${documents.get(intent) ?? ''}${text}\n`);
    index.addAll([...documents].map(([id, text]) => ({ id, text })));
    return async (text) => {
      const [best] = index.search(text);
      return best === undefined ? OUT_OF_SCOPE : String(best.id);
    };
  },
};
