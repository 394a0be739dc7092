import { OUT_OF_SCOPE } from '../../../src/content/schema/intent.ts';
import { plain, type Rival } from './rival.ts';

const LABEL = '__label__';

/** fastText separates words at blanks: every Chinese character becomes one, a Latin word stays whole. */
const words = (text: string): string =>
  plain(text)
    .replace(/\p{Script=Han}/gu, ' $& ')
    .replace(/\s+/g, ' ')
    .trim();

/** fastText compiled to WebAssembly, supervised, on characters and pairs of them. */
export const fastText: Rival = {
  name: 'fasttext',
  packages: ['fasttext.wasm.js'],
  train: async (examples) => {
    const { getFastTextClass, getFastTextModule } = await import('fasttext.wasm.js');
    const FastText = await getFastTextClass({ getFastTextModule });
    const lines = examples.map(({ text, intent }) => `${LABEL}${intent} ${words(text)}\n`).join('');
    const settings = {
      loss: 'softmax',
      lr: 0.5,
      epoch: 40,
      dim: 50,
      wordNgrams: 2,
      minn: 2,
      maxn: 4,
      bucket: 200_000,
      verbose: 0,
    };
    // Its only way in is an address, and it calls back without asking whether there is somebody.
    const address = `data:text/plain,${encodeURIComponent(lines)}`;
    const model = await new FastText().trainSupervised(address, settings, () => {});
    return async (text) => {
      const found = model.predict(`${words(text)}\n`);
      return found.size() === 0 ? OUT_OF_SCOPE : found.get(0)[1].slice(LABEL.length);
    };
  },
};
