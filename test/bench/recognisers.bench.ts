import { OUT_OF_SCOPE } from '../../src/content/schema/intent.ts';
import { loadRecogniser } from '../../src/understanding/model/load-model.ts';
import type { Labelled } from '../../src/understanding/training/labelled.ts';
import { builtIn, developmentLines, partsFor } from '../understanding/loaded-model.ts';
import type { Figure } from './figure.ts';
import { fastText } from './rivals/fasttext.ts';
import { miniSearch } from './rivals/mini-search.ts';
import { natural } from './rivals/natural.ts';
import { nlpJs } from './rivals/nlp-js.ts';
import type { Classify, Example, Rival } from './rivals/rival.ts';

const rivals: readonly Rival[] = [nlpJs, fastText, miniSearch, natural];

const sets = ['zh', 'zh_hant', 'en'] as const;

/** A labelled line with what the tool made of it. */
interface Answered {
  readonly line: Labelled;
  readonly intent: string;
}

const answers = async (classify: Classify, lines: readonly Labelled[]): Promise<Answered[]> => {
  const answered: Answered[] = [];
  for (const line of lines) {
    answered.push({ line, intent: await classify(line.text, line.set === 'en' ? 'en' : 'zh') });
  }
  return answered;
};

const percent = (all: readonly Answered[], holds: (one: Answered) => boolean): number =>
  (100 * all.filter(holds).length) / all.length;

const figuresOf = (name: string, answered: readonly Answered[]): Figure[] => {
  const isOutside = ({ line }: Answered): boolean => line.wanted.flat().includes(OUT_OF_SCOPE);
  const inside = answered.filter((one) => !isOutside(one));
  const of = (set: (typeof sets)[number]): Answered[] => inside.filter(({ line }) => line.set === set);
  const right = ({ line, intent }: Answered): boolean => line.wanted.flat().includes(intent);
  return [
    { name: `${name}: Chinese lines right`, value: percent(of('zh'), right), unit: '%' },
    { name: `${name}: Traditional Chinese lines right`, value: percent(of('zh_hant'), right), unit: '%' },
    { name: `${name}: English lines right`, value: percent(of('en'), right), unit: '%' },
    {
      name: `${name}: out of scope answered all the same`,
      value: percent(answered.filter(isOutside), ({ intent }) => /^(?:faq|step)_/.test(intent)),
      unit: '%',
    },
  ];
};

const isMissingPackage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:ERR_)?MODULE_NOT_FOUND$/.test(String(error.code));

const measured = async (rival: Rival, examples: readonly Example[], lines: readonly Labelled[]): Promise<Figure[]> => {
  try {
    return figuresOf(rival.name, await answers(await rival.train(examples), lines));
  } catch (error) {
    if (!isMissingPackage(error)) throw error;
    process.stderr.write(`${rival.name}: not installed: npm i --no-save ${rival.packages.join(' ')} to compare\n`);
    return [];
  }
};

/**
 * The recogniser beside other tools: all trained on the phrasings in `intents/`, all asked the lines of the development
 * set, none of which is a phrasing. A tool that is not installed is named on stderr and left out.
 */
export const benchRecognisers = async (): Promise<Figure[]> => {
  const content = await builtIn();
  const examples = [...content.intents.values()].flatMap(({ id, phrasings }): Example[] => [
    ...phrasings.zh.map((text): Example => ({ text, language: 'zh', intent: id })),
    ...phrasings.en.map((text): Example => ({ text, language: 'en', intent: id })),
  ]);
  const lines = (await Promise.all(sets.map(developmentLines))).flat();
  const own = await loadRecogniser(partsFor(content));
  const figures = figuresOf('this recogniser', await answers(async (text) => own.read(text).intent, lines));
  for (const rival of rivals) figures.push(...(await measured(rival, examples, lines)));
  return figures;
};
