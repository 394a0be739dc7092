import { beforeAll, describe, expect, test } from 'vitest';
import { bareText } from '../../src/content/checks/phrasings.ts';
import { type Evaluation, evaluate } from '../../src/understanding/training/evaluate.ts';
import { builtIn, developmentLines, developmentSets, publicRecogniser } from './loaded-model.ts';

let evaluation: Evaluation;
beforeAll(async () => {
  const sets = await Promise.all(developmentSets.map(developmentLines));
  evaluation = evaluate(await publicRecogniser(), sets.flat());
}, 120_000);

describe('on lines that it was not trained on', () => {
  test.each([
    ['zh', 88],
    ['zh hard', 82],
    ['en', 88],
    ['zh_hant', 86],
  ])('%s: right at the first choice in at least %i %%', (group, floor) => {
    expect(evaluation.first[group]?.percent).toBeGreaterThanOrEqual(floor);
  });

  test('Chinese: right within three in at least 95 %', () => {
    expect(evaluation.withinThree.zh?.percent).toBeGreaterThanOrEqual(95);
  });

  test('both intents of a double message are found in at least 60 %', () => {
    expect(evaluation.allFound.percent).toBeGreaterThanOrEqual(60);
  });

  test('at most 8 % of what is out of scope gets an answer', () => {
    expect(evaluation.outOfScopeAnswered.percent).toBeLessThanOrEqual(8);
  });

  test('at most 6 % of what is in scope is refused', () => {
    expect(evaluation.inScopeRefused.percent).toBeLessThanOrEqual(6);
  });
});

test('no phrasing is a line of the development set', async () => {
  const lines = (await Promise.all(developmentSets.map(developmentLines))).flat();
  const held = new Set(lines.map(({ text }) => bareText(text)));
  const { intents } = await builtIn();
  const copied = [...intents.values()].flatMap(({ id, phrasings }) =>
    [...phrasings.zh, ...phrasings.en].filter((text) => held.has(bareText(text))).map((text) => `${id}: ${text}`),
  );
  expect(copied).toEqual([]);
});
