import { expect, test } from 'vitest';
import { cachedAnswer } from '../../src/app/web/cached-answer.ts';

test('something costly is asked once in five seconds, however often, and again when the clock was set back', async () => {
  let now = 1_000_000;
  let asked = 0;
  const answer = cachedAnswer(
    async () => {
      asked += 1;
      return asked;
    },
    5_000,
    () => now,
  );
  expect(await Promise.all([answer(), answer(), answer()])).toEqual([1, 1, 1]);
  now += 4_999;
  expect(await answer()).toBe(1);
  now += 1;
  expect(await answer()).toBe(2);
  now -= 60_000;
  expect(await answer()).toBe(3);
});
