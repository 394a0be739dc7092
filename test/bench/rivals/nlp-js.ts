import { createRequire } from 'node:module';
import { z } from 'zod';
import { OUT_OF_SCOPE } from '../../../src/content/schema/intent.ts';
import type { Rival } from './rival.ts';

// The packages bring no types: these are the few calls made here.
interface Nlp {
  settings: { autoSave: boolean; forceNER: boolean };
  addLanguage(language: string): void;
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(language: string, text: string): Promise<unknown>;
}
interface Container {
  use(part: unknown): void;
  register(name: 'logger', logger: object): void;
  registerConfiguration(name: string, configuration: object): void;
  get(name: 'nlp'): Nlp;
}
interface Packages {
  readonly core: { containerBootstrap(): Promise<Container> };
  readonly nlp: { readonly Nlp: unknown };
  readonly english: { readonly LangEn: unknown };
  readonly chinese: { readonly LangZh: unknown };
}

const nothing = (): void => {};
const silent = { trace: nothing, debug: nothing, info: nothing, log: nothing, warn: nothing, error: nothing };

/** Its own defaults, but without a line about each of its hundreds of rounds of training. */
const training = {
  nluByDomain: { default: { className: 'NeuralNlu', settings: { log: false } } },
  trainByDomain: false,
  useStemDict: true,
};

const Answer = z.object({ intent: z.string() });

const packages = (): Packages => {
  const require = createRequire(import.meta.url);
  return {
    core: require('@nlpjs/core'),
    nlp: require('@nlpjs/nlp'),
    english: require('@nlpjs/lang-en'),
    chinese: require('@nlpjs/lang-zh'),
  };
};

/** nlp.js with its own Chinese and English, at its own threshold: what falls below it counts as out of scope. */
export const nlpJs: Rival = {
  name: 'nlp.js',
  packages: ['@nlpjs/core', '@nlpjs/nlp', '@nlpjs/lang-en', '@nlpjs/lang-zh'],
  train: async (examples) => {
    const { core, nlp, english, chinese } = packages();
    const container = await core.containerBootstrap();
    container.register('logger', silent);
    container.registerConfiguration('domain-manager-??', training);
    for (const part of [nlp.Nlp, english.LangEn, chinese.LangZh]) container.use(part);
    const manager = container.get('nlp');
    manager.settings.autoSave = false;
    manager.settings.forceNER = false;
    for (const language of ['zh', 'en']) manager.addLanguage(language);
    for (const { language, text, intent } of examples) manager.addDocument(language, text, intent);
    await manager.train();
    return async (text, language) => {
      const { intent } = Answer.parse(await manager.process(language, text));
      return intent === 'None' ? OUT_OF_SCOPE : intent;
    };
  },
};
